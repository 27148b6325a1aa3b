package io.cleandata.examples;

import io.cleandata.engine.RealtimePipeline;
import io.cleandata.plugin.PluginCatalog;
import io.cleandata.settings.EffectiveSettings;
import io.cleandata.settings.LiveParts;
import io.cleandata.settings.PipelineSpec;
import io.cleandata.settings.PipelineSpecReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The settings of a file, run by an application; {@code clean monitor} does the same. */
public final class YamlPipeline {

    private static final String SETTINGS = """
            pipeline: {name: payments}
            source: {type: file, path: "${HISTORY}"}
            window: {type: count, size: 500}
            detectors:
              - duplicates
              - missing
              - outliers: {weight: 0.5}
            quality: {threshold: 0.8, false-alerts: 1/week}
            alerts:
              - {type: console, min-severity: warning}
            """;

    private YamlPipeline() {}

    public static void main(String[] args) throws Exception {
        Path history = Files.createTempFile("payments", ".jsonl");
        try {
            Files.write(history, Payments.lines(4_000));
            PipelineSpec spec = new PipelineSpecReader(PluginCatalog.of(YamlPipeline.class.getClassLoader()))
                    .environment(
                            name -> name.equals("HISTORY") ? history.toString() : null) // usually the process's own
                    .read(SETTINGS, "payments.yaml", LiveParts.none()); // a file of yours: read(Path)
            System.out.println("Detectors in effect:");
            EffectiveSettings.of(spec)
                    .lines()
                    .filter(line -> line.contains("weight: "))
                    .forEach(System.out::println);

            RealtimePipeline pipeline = RealtimePipeline.from(spec);
            pipeline.addReportListener(report ->
                    System.out.printf(Locale.ROOT, "window %d: score %.3f%n", report.index(), report.score()));
            pipeline.start();
            pipeline.awaitClosed();
            System.out.println("Windows: " + pipeline.metrics().windowsAnalyzed());
        } finally {
            Files.delete(history);
        }
    }
}
