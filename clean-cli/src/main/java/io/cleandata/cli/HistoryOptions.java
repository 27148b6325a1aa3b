package io.cleandata.cli;

import io.cleandata.settings.LiveParts;
import io.cleandata.settings.PipelineSpec;
import io.cleandata.settings.PipelineSpecReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which history to read, and how: what the commands that read history have in common. */
final class HistoryOptions {
    /** What history takes from no file: it must reach nobody. */
    private static final String[] NOT_FROM_FILE = {"source", "alerts", "metrics", "dead-letter", "quarantine", "pass-to"
    };

    @Parameters(paramLabel = "FILE", description = "JSON lines or CSV, plain or .gz; - for standard input.")
    private String file;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "PIPELINE.yaml",
            description = "Settings; its source, alerts, metrics and state directory are passed over.")
    private @Nullable Path config;

    @Option(names = "--label", paramLabel = "COLUMN", description = "Column (or JSON path) that holds the label.")
    private @Nullable String label;

    @Option(names = "--window-size", paramLabel = "N", description = "Samples in a window (default: 1000).")
    private @Nullable Integer windowSize;

    @Spec(Target.MIXEE)
    private CommandSpec command;

    /** The file as it was given. */
    String file() {
        return file;
    }

    /** What to call it in words. */
    String title() {
        return file.equals("-") ? "standard input" : file;
    }

    /** The files that are read, which no output may replace. */
    OutputFiles files() {
        return new OutputFiles(command)
                .reads("the input", file.equals("-") ? null : Path.of(file))
                .reads("--config", config);
    }

    /** The settings of a pipeline that reads it and leaves a live pipeline's state alone; {@code more} sets further ones. */
    PipelineSpec spec(UnaryOperator<PipelineSpecReader> more) throws IOException {
        var reader = new PipelineSpecReader(Plugins.catalog())
                .ignoring(NOT_FROM_FILE)
                .overriding("source", source())
                .overriding("pipeline.state-dir", null);
        if (label != null) {
            reader = reader.overriding("parser.label", label);
        }
        if (windowSize != null) {
            reader = reader.overriding("window.size", windowSize);
        }
        reader = more.apply(reader);
        return config == null ? reader.read(Map.of(), LiveParts.none()) : reader.read(config);
    }

    private Map<String, String> source() throws IOException {
        return file.equals("-")
                ? Map.of("type", "file", "path", file, "format", StandardInput.format())
                : Map.of("type", "file", "path", file);
    }
}
