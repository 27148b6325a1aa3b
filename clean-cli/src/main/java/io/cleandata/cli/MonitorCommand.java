package io.cleandata.cli;

import io.cleandata.engine.PipelineState;
import io.cleandata.engine.RealtimePipeline;
import io.cleandata.model.WindowReport;
import io.cleandata.report.Naming;
import io.cleandata.report.ReportsWriter;
import io.cleandata.report.ScoresWriter;
import io.cleandata.settings.PipelineSpec;
import io.cleandata.settings.PipelineSpecReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "monitor",
        mixinStandardHelpOptions = true,
        description = "Runs a pipeline until SIGTERM or SIGINT, then finishes what is open and prints final metrics;"
                + " a second signal ends it at once.")
final class MonitorCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PIPELINE.yaml", description = "The pipeline's settings.")
    private Path config;

    @Option(names = "--scores", paramLabel = "OUT.jsonl", description = "Write every sample's scores here.")
    private @Nullable Path scores;

    @Option(names = "--reports", paramLabel = "OUT.jsonl", description = "Write every window's report here.")
    private @Nullable Path reports;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws Exception {
        var console = output.console();
        var spec = new PipelineSpecReader(Plugins.catalog()).read(config);
        var pipeline = RealtimePipeline.from(spec);
        boolean goesOn = spec.pipeline().stateDir() != null;
        List<AutoCloseable> files = new ArrayList<>();
        boolean started = false;
        try (var signals = new Signals(pipeline::stop, console::note)) {
            if (scores != null) {
                write(pipeline, new ScoresWriter(scores, naming(spec), goesOn), files);
            }
            if (reports != null) {
                write(pipeline, new ReportsWriter(reports, naming(spec), goesOn), files);
            }
            var progress = new StatusLine(console);
            if (!output.quiet()) {
                pipeline.addReportListener(report -> progress.show(progress(console, pipeline, report)));
            }
            pipeline.start();
            started = true;
            if (!output.quiet() && pipeline.state() == PipelineState.RUNNING) {
                console.note("clean: pipeline " + spec.name() + " is running");
            }
            try {
                pipeline.awaitClosed();
            } finally {
                pipeline.close();
                progress.end();
                for (var file : files) {
                    file.close();
                }
                new FinalMetrics(console).print(pipeline, output.json());
            }
        } catch (IllegalStateException e) {
            if (started || pipeline.state() != PipelineState.CLOSED) {
                throw e;
            }
            new FinalMetrics(console).print(pipeline, output.json()); // a signal came first: there is nothing to finish
        }
        return pipeline.state() == PipelineState.FAILED ? ExitStatus.FAILED : ExitStatus.FINE;
    }

    private static String progress(Console console, RealtimePipeline pipeline, WindowReport report) {
        var metrics = pipeline.metrics();
        return String.format(
                Locale.ROOT,
                "window %d%s  score %s  %s messages  %,.0f/s  %s",
                report.index(),
                report.key() == null ? "" : " of " + console.safe(report.key()),
                Figures.score(report.score()),
                Figures.count(metrics.totalMessages()),
                metrics.messagesPerSecond(),
                console.safe(Evidence.of(pipeline.standings())));
    }

    private static <W extends Consumer<WindowReport> & AutoCloseable> void write(
            RealtimePipeline pipeline, W writer, List<AutoCloseable> files) {
        files.add(writer);
        pipeline.addReportListener(writer);
    }

    private static Naming naming(PipelineSpec spec) {
        String type = spec.source().type();
        return type.equals("file") ? Naming.byLine() : Naming.byPosition(type);
    }
}
