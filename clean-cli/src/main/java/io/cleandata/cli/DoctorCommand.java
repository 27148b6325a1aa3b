package io.cleandata.cli;

import io.cleandata.cli.look.Advice;
import io.cleandata.cli.look.HandlerTrial;
import io.cleandata.cli.look.StreamLook;
import io.cleandata.model.Column;
import io.cleandata.settings.PipelineSpec;
import io.cleandata.settings.PipelineSpecReader;
import io.cleandata.spi.CleanException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Finds out whether a pipeline could run: settings, connection, credentials, topic, permissions,"
                + " alert handlers, and what its parser makes of some messages. Nothing is acknowledged, and no alert is"
                + " sent without --send-test-alert.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:could run",
            "1:cannot be reached, no message is a sample, or an alert handler fails",
            "2:settings, credentials or permissions are wrong"
        })
final class DoctorCommand implements Callable<Integer> {
    private static final int EXAMPLE = 40;

    @Parameters(paramLabel = "PIPELINE.yaml", description = "The pipeline's settings.")
    private Path config;

    @Option(
            names = {"-n", "--messages"},
            paramLabel = "N",
            defaultValue = "100",
            description = "Messages to look at (default: ${DEFAULT-VALUE}).")
    private int messages;

    @Option(
            names = "--send-test-alert",
            description = "Send an alert that says it is a test, and its recovery, through each alert handler.")
    private boolean sendTestAlert;

    @Mixin
    private OutputOptions output;

    private final List<Map<String, @Nullable Object>> checks = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        var console = output.console();
        try {
            var spec = new PipelineSpecReader(Plugins.catalog()).read(config);
            return examine(console, spec);
        } catch (CleanException e) {
            if (!output.json()) {
                throw e;
            }
            checks.add(Json.object("status", "failed", "finding", e.getMessage()));
            console.print(Json.line(Json.object("ok", false, "checks", checks)));
            return e.kind() == CleanException.Kind.SETTINGS ? ExitStatus.WRONG_USAGE : ExitStatus.FAILED;
        }
    }

    private int examine(Console console, PipelineSpec spec) throws Exception {
        found(console, "settings of pipeline " + spec.name() + " are fine");
        String unwritable = Advice.stateDirectory(spec);
        if (unwritable != null) {
            throw new CleanException(CleanException.Kind.SETTINGS, unwritable);
        }
        boolean told = true;
        for (var trial : HandlerTrial.of(spec, sendTestAlert)) {
            told &= trial.sound();
            add(console, trial.sound() ? "ok" : "failed", trial.finding());
        }
        var look = StreamLook.at(spec, Math.max(1, messages), output::connecting, finding -> found(console, finding));
        long samples = look.window().size();
        boolean whole = look.trouble().isEmpty();
        boolean readable = whole && (samples > 0 || look.messages().isEmpty());
        String count = Figures.count(samples) + " of "
                + Figures.count(look.messages().size(), "message is a sample", "messages are samples");
        add(console, readable || !whole ? "ok" : "failed", count);
        if (!whole) {
            add(console, "failed", look.trouble());
        }
        for (String advice : Advice.on(spec, look)) {
            add(console, "note", advice);
        }
        if (output.json()) {
            console.print(Json.line(Json.object(
                    "ok",
                    readable && told,
                    "pipeline",
                    spec.name(),
                    "checks",
                    checks,
                    "samples",
                    samples,
                    "badMessages",
                    look.bad(),
                    "features",
                    look.window().features().stream()
                            .map(column -> Json.object(
                                    "feature", column.name(), "kind", kind(column), "present", present(look, column)))
                            .toList())));
        } else if (samples > 0) {
            features(console, look);
        }
        if (!whole && !output.json()) {
            console.note("clean: " + look.trouble());
        } else if (!readable && !output.json()) {
            console.note("clean: no message is a sample; \"clean tail " + config + "\" shows what is wrong with each");
        }
        if (!told && !output.json()) {
            console.note("clean: an alert handler fails; its line above says why");
        }
        return readable && told ? ExitStatus.FINE : ExitStatus.FAILED;
    }

    private void found(Console console, String finding) {
        add(console, "ok", finding);
    }

    private void add(Console console, String status, String finding) {
        checks.add(Json.object("status", status, "finding", finding));
        if (!output.json()) {
            String word = String.format(Locale.ROOT, "%-6s", status);
            String styled = status.equals("ok")
                    ? console.green(word)
                    : status.equals("note") ? console.yellow(word) : console.red(word);
            console.print(styled + "  " + console.safe(finding));
        }
    }

    private static void features(Console console, StreamLook look) {
        var table = new Table("llrl").row(console::faint, "feature", "kind", "present", "for example");
        for (var column : look.window().features()) {
            table.row(
                    console.safe(column.name()),
                    kind(column),
                    Figures.percent(present(look, column)),
                    console.shorten(console.safe(example(look, column.name())), EXAMPLE));
        }
        var label = look.window().label();
        if (label != null) {
            table.row(console::bold, "(label)", "", Figures.percent(present(look, label)), labels(console, look));
        }
        console.print("");
        table.lines().forEach(console::print);
    }

    private static String labels(Console console, StreamLook look) {
        return console.shorten(
                console.safe(String.join(
                        ", ",
                        look.messages().stream()
                                .map(parsed -> parsed.sample() == null
                                        ? null
                                        : parsed.sample().label())
                                .filter(label -> label != null)
                                .distinct()
                                .limit(6)
                                .toList())),
                EXAMPLE);
    }

    private static String example(StreamLook look, String feature) {
        for (var parsed : look.messages()) {
            Object value =
                    parsed.sample() == null ? null : parsed.sample().features().get(feature);
            if (value != null) {
                return value instanceof float[] vector
                        ? "a vector of " + vector.length + " numbers"
                        : String.valueOf(Json.whole(value));
            }
        }
        return "";
    }

    private static String kind(Column column) {
        return column.kind().name().toLowerCase(Locale.ROOT);
    }

    private static double present(StreamLook look, Column column) {
        return (double) column.present() / look.window().size();
    }
}
