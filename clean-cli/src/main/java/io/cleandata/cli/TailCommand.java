package io.cleandata.cli;

import io.cleandata.cli.look.StreamLook;
import io.cleandata.model.Sample;
import io.cleandata.settings.PipelineSpecReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = "Shows the newest messages of a pipeline's source (of a file: the first) as its parser sees them."
                + " Nothing is acknowledged.")
final class TailCommand implements Callable<Integer> {
    private static final int EXCERPT = 200;

    @Parameters(paramLabel = "PIPELINE.yaml", description = "The pipeline's settings.")
    private Path config;

    @Option(
            names = {"-n", "--messages"},
            paramLabel = "N",
            defaultValue = "10",
            description = "Messages to show (default: ${DEFAULT-VALUE}).")
    private int messages;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws Exception {
        var console = output.console();
        var spec = new PipelineSpecReader(Plugins.catalog()).read(config);
        var look = StreamLook.at(spec, Math.max(1, messages), output::connecting, finding -> {});
        for (var parsed : look.messages()) {
            if (output.json()) {
                console.print(Json.line(fields(parsed)));
            } else {
                text(console, parsed);
            }
        }
        if (look.messages().isEmpty() && !output.json()) {
            console.note("clean: there are no messages to show");
        }
        if (!look.trouble().isEmpty()) {
            console.note("clean: " + look.trouble());
            return ExitStatus.FAILED;
        }
        return ExitStatus.FINE;
    }

    private static void text(Console console, StreamLook.Parsed parsed) {
        String place = console.faint(console.safe(
                parsed.message().partition() + " " + parsed.message().position() + ":"));
        var sample = parsed.sample();
        if (sample == null) {
            String excerpt = console.shorten(console.safe(parsed.message().text()), EXCERPT);
            console.print(place + " " + console.red("bad (" + console.safe(parsed.reason()) + ")") + " "
                    + console.safe(parsed.detail()) + ": " + excerpt);
        } else {
            console.print(place + " " + console.safe(Json.line(fields(sample))));
        }
    }

    private static Map<String, @Nullable Object> fields(StreamLook.Parsed parsed) {
        var fields = Json.object(
                "partition",
                parsed.message().partition(),
                "position",
                parsed.message().position().toString());
        var sample = parsed.sample();
        if (sample == null) {
            fields.putAll(Json.object(
                    "bad",
                    parsed.reason(),
                    "detail",
                    parsed.detail(),
                    "message",
                    parsed.message().text()));
        } else {
            fields.put("sample", fields(sample));
        }
        return fields;
    }

    /** The sample as a message of the usual shape, without the parts that it has not. */
    private static Map<String, @Nullable Object> fields(Sample sample) {
        var fields = Json.object("features", Json.whole(sample.features()));
        if (sample.label() != null) {
            fields.put("label", sample.label());
        }
        var timestamp = sample.timestamp();
        if (timestamp != null) {
            fields.put("timestamp", timestamp.toString());
        }
        if (!sample.metadata().isEmpty()) {
            fields.put("metadata", sample.metadata());
        }
        if (!sample.probabilities().isEmpty()) {
            fields.put("probabilities", sample.probabilities());
        }
        return fields;
    }
}
