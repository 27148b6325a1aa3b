package io.cleandata.cli.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with the documentation. */
public final class Documentation {

    private static final Pattern COMMAND =
            Pattern.compile("^(?:\\$ )?(?:[\\w./$-]*/)?clean ([a-z-]+[^|>&#;\\n]*)", Pattern.MULTILINE);

    private Documentation() {}

    public static List<String> javaErrors(Path folder) throws IOException {
        return javaErrors(folder, Page.blocks("java"));
    }

    public static List<String> javaErrors(Path folder, String code) throws IOException {
        return javaErrors(folder, List.of(new Page.Block("page:1", "java", code)));
    }

    private static List<String> javaErrors(Path folder, List<Page.Block> blocks) throws IOException {
        var snippets = new JavaSnippets();
        blocks.forEach(snippets::add);
        return snippets.errors(folder);
    }

    public static List<String> settingsErrors() {
        return settingsErrors(Page.blocks("yaml"));
    }

    public static List<String> settingsErrors(String yaml) {
        return settingsErrors(List.of(new Page.Block("page:1", "yaml", yaml)));
    }

    private static List<String> settingsErrors(List<Page.Block> blocks) {
        return blocks.stream()
                .filter(YamlSnippets::isPipeline)
                .flatMap(block -> YamlSnippets.errors(block).stream())
                .toList();
    }

    public static List<String> brokenLinks() {
        List<String> broken = new ArrayList<>();
        Map<Path, Page> pages = new LinkedHashMap<>();
        Page.all().forEach(page -> pages.put(page.file(), page));
        for (Page page : pages.values()) {
            for (String link : page.links()) {
                if (link.matches("[a-z]+:.*")) {
                    continue;
                }
                String[] parts = link.split("#", 2);
                Path target = parts[0].isEmpty()
                        ? page.file()
                        : page.file().getParent().resolve(parts[0]).normalize();
                boolean missing = !Files.exists(target);
                boolean noHeading = parts.length == 2
                        && pages.containsKey(target)
                        && !pages.get(target).anchors().contains(parts[1]);
                if (missing || noHeading) {
                    broken.add(page.name() + ": " + link);
                }
            }
        }
        return broken;
    }

    /** Figures such as .800 in the README that the page of benchmarks does not have. */
    public static List<String> figuresWithoutBenchmark() throws IOException {
        Page readme = Page.all().get(0);
        String benchmarks = Files.readString(readme.file().resolveSibling("docs/benchmarks.md"));
        return Pattern.compile("(?<![\\w.])\\.\\d{3}\\b")
                .matcher(readme.text())
                .results()
                .map(found -> found.group())
                .filter(figure -> !benchmarks.contains(figure))
                .toList();
    }

    public static int readmeLines() {
        return (int) Page.all().get(0).text().lines().count();
    }

    /** Command lines in blocks without a language or of a shell, with their places. */
    public static Map<String, String> commandLines() {
        Map<String, String> lines = new LinkedHashMap<>();
        for (Page.Block block : Page.blocks("", "bash", "sh", "console")) {
            Matcher found = COMMAND.matcher(block.text().replace("\\\n", " "));
            while (found.find()) {
                lines.put(found.group(1).strip(), block.place());
            }
        }
        return lines;
    }
}
