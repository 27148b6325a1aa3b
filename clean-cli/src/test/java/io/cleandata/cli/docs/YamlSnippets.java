package io.cleandata.cli.docs;

import io.cleandata.plugin.PluginCatalog;
import io.cleandata.settings.InvalidSettingsException;
import io.cleandata.settings.LiveParts;
import io.cleandata.settings.PipelineSpecReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads the settings that pages show with the reader of the product. A block whose lines are all mappings of one line, such as five
 * examples of windows, is one file for each line; a block that names no source gets one.
 */
final class YamlSnippets {

    private static final Set<String> SECTIONS = Set.of(
            "pipeline",
            "source",
            "parser",
            "messages",
            "window",
            "detectors",
            "quality",
            "alerts",
            "metrics",
            "dead-letter",
            "quarantine",
            "pass-to");

    private static final String SOURCE = "source: {type: kafka, bootstrap-servers: b, topic: t, group-id: g}\n";

    private YamlSnippets() {}

    /** Whether it is (part of) a pipeline's file: its first key is one of its sections. */
    static boolean isPipeline(Page.Block block) {
        return block.text()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .findFirst()
                .filter(line -> SECTIONS.contains(line.split(":", 2)[0]))
                .isPresent();
    }

    /** What is wrong with a block, with its place. */
    static List<String> errors(Page.Block block) {
        List<String> errors = new ArrayList<>();
        List<String> lines = block.text().lines().toList();
        boolean repeats = lines.stream().allMatch(line -> line.matches("[a-z-]+: .*"))
                && lines.stream().map(line -> line.split(":", 2)[0]).distinct().count() < lines.size();
        for (String text : repeats ? lines : List.of(block.text())) {
            String known = text.replaceAll("\\$\\{file:[^}]*}", "secret");
            String whole = ("\n" + known).contains("\nsource:") ? known : known + "\n" + SOURCE;
            try {
                new PipelineSpecReader(PluginCatalog.of(YamlSnippets.class.getClassLoader()))
                        .environment(name -> "https://example.org/" + name)
                        .read(whole, block.place(), LiveParts.none());
            } catch (InvalidSettingsException e) {
                errors.addAll(e.problems());
            }
        }
        return errors;
    }
}
