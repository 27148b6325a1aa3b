package io.cleandata.cli;

import io.cleandata.cli.start.Answers;
import io.cleandata.cli.start.PipelineFile;
import io.cleandata.cli.start.SourceQuestions;
import io.cleandata.file.FileProblem;
import io.cleandata.plugin.Plugin;
import io.cleandata.plugin.PluginCatalog;
import io.cleandata.plugin.PluginKind;
import io.cleandata.settings.LiveParts;
import io.cleandata.settings.PipelineSpecReader;
import io.cleandata.spi.CleanException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Writes a commented settings file; asks for source and label, unless options tell them.")
final class InitCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "PIPELINE.yaml",
            defaultValue = "pipeline.yaml",
            description = "The file to write (default: ${DEFAULT-VALUE}).")
    private Path file;

    @Option(names = "--source", paramLabel = "TYPE", description = "Kind of source, such as kafka; see clean plugins.")
    private @Nullable String source;

    @Option(
            names = "--set",
            paramLabel = "OPTION=VALUE",
            description = "An option of the source, such as topic=training-data; may be repeated.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(names = "--label", paramLabel = "PATH", description = "Path or column of the label; \"\" for none.")
    private @Nullable String label;

    @Option(names = "--flat", description = "Features stand at the top of each JSON message, beside the label.")
    private boolean flat;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the pipeline.")
    private @Nullable String name;

    @Option(
            names = {"-y", "--yes"},
            description = "Ask nothing: take what is proposed where no option tells.")
    private boolean yes;

    @Option(names = "--force", description = "Write over a file that is there.")
    private boolean force;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (Files.exists(file) && !force) {
            throw new ParameterException(
                    spec.commandLine(), file + " exists already; name another file, or add --force to write over it.");
        }
        var catalog = Plugins.catalog();
        var answers = answers();
        String type = source != null ? source : answers.to("source", kinds(catalog), "kafka");
        var plugin = catalog.all(PluginKind.SOURCE).stream()
                .filter(found -> found.name().equals(type))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "There is no source named \"" + type + "\". " + kinds(catalog) + "."));
        String text = text(answers, plugin);
        // What this command writes must be what the others read.
        new PipelineSpecReader(catalog).read(text, String.valueOf(file.getFileName()), LiveParts.none());
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new CleanException(
                    CleanException.Kind.EXTERNAL, "cannot write " + file + ": " + FileProblem.words(file, e), e);
        }
        var console = output.console();
        console.print(
                output.json()
                        ? Json.line(Json.object("written", file.toString()))
                        : "wrote " + file + "; \"clean doctor " + file + "\" tries it");
        return ExitStatus.FINE;
    }

    private String text(Answers answers, Plugin plugin) throws IOException {
        Map<String, String> chosen = new LinkedHashMap<>();
        for (var question : SourceQuestions.of(plugin)) {
            chosen.put(question.option(), answers.to(question.option(), question.words(), question.proposal()));
        }
        options.forEach(chosen::putIfAbsent);
        String labelled =
                label != null ? label : answers.to("label", "Path or column of the label, - for none", "label");
        String called = name != null ? name : answers.to("name", "Name of the pipeline", "training-data");
        return new PipelineFile(called, plugin.name(), chosen, labelled.equals("-") ? "" : labelled, flat).text();
    }

    private Answers answers() {
        boolean ask = !yes && System.console() != null;
        return new Answers(
                options,
                ask ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)) : null,
                words -> {
                    spec.commandLine().getErr().print(words);
                    spec.commandLine().getErr().flush();
                });
    }

    private static String kinds(PluginCatalog catalog) {
        return "Kind of source (" + String.join(", ", catalog.names(PluginKind.SOURCE)) + ")";
    }
}
