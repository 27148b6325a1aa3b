package io.cleandata.cli.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation: its code blocks, links and headings. */
public record Page(Path file, String text) {

    /**
     * A fenced block.
     *
     * @param place file and line, for messages
     * @param language what stands behind the fence; empty for none
     */
    public record Block(String place, String language, String text) {}

    private static final Pattern LINK = Pattern.compile("!?\\[[^]]*]\\(([^)\\s]+)\\)");

    /** The README, DEVELOPMENT and everything under docs. */
    public static List<Page> all() {
        Path root = Path.of("..").toAbsolutePath().normalize();
        List<Path> files = new ArrayList<>(List.of(root.resolve("README.md"), root.resolve("DEVELOPMENT.md")));
        try (Stream<Path> found = Files.walk(root.resolve("docs"))) {
            found.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.stream().map(Page::read).toList();
    }

    private static Page read(Path file) {
        try {
            return new Page(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All fenced blocks of all pages in one of these languages. */
    public static List<Block> blocks(String... languages) {
        return all().stream()
                .flatMap(page -> page.blocks().stream())
                .filter(block -> List.of(languages).contains(block.language()))
                .toList();
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        StringBuilder open = null;
        String language = "";
        int begun = 0;
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.startsWith("```")) {
                if (open == null) {
                    open = new StringBuilder();
                    language = line.substring(3).strip();
                    begun = number;
                } else {
                    blocks.add(new Block(name() + ":" + begun, language, open.toString()));
                    open = null;
                }
            } else if (open != null) {
                open.append(line).append('\n');
            }
        }
        return blocks;
    }

    String name() {
        return file.getParent().getFileName() + "/" + file.getFileName();
    }

    /** Targets of links, outside of code. */
    List<String> links() {
        String prose = text.replaceAll("(?ms)^```.*?^```", "").replaceAll("`[^`\n]*`", "code");
        List<String> links = new ArrayList<>();
        Matcher found = LINK.matcher(prose);
        while (found.find()) {
            links.add(found.group(1));
        }
        return links;
    }

    /** The names under which a link reaches the page's headings, as GitHub makes them. */
    List<String> anchors() {
        return text.replaceAll("(?ms)^```.*?^```", "")
                .lines()
                .filter(line -> line.matches("#{1,6} .*"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
