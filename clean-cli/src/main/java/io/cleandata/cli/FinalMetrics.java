package io.cleandata.cli;

import io.cleandata.engine.RealtimePipeline;
import java.util.Locale;

/** The figures that a pipeline ends with. */
final class FinalMetrics {
    private final Console console;

    FinalMetrics(Console console) {
        this.console = console;
    }

    void print(RealtimePipeline pipeline, boolean json) {
        var metrics = pipeline.metrics();
        if (json) {
            console.print(Json.line(Json.object(
                    "pipeline",
                    pipeline.name(),
                    "state",
                    metrics.state().name().toLowerCase(Locale.ROOT),
                    "totalMessages",
                    metrics.totalMessages(),
                    "messagesPerSecond",
                    metrics.messagesPerSecond(),
                    "windowsAnalyzed",
                    metrics.windowsAnalyzed(),
                    "currentQualityScore",
                    metrics.currentQualityScore(),
                    "totalIssues",
                    metrics.totalIssues(),
                    "alertsSent",
                    metrics.alertsSent(),
                    "badMessages",
                    metrics.badMessages(),
                    "redeliveredMessages",
                    metrics.redeliveredMessages(),
                    "lateSamples",
                    metrics.lateSamples())));
            return;
        }
        var table = new Table("lr")
                .row("messages", Figures.count(metrics.totalMessages()))
                .row("messages/s", Figures.count((long) metrics.messagesPerSecond()))
                .row("windows", Figures.count(metrics.windowsAnalyzed()))
                .row("last quality score", Figures.score(metrics.currentQualityScore()))
                .row("issues", Figures.count(metrics.totalIssues()))
                .row("alerts sent", Figures.count(metrics.alertsSent()))
                .row("bad messages", Figures.count(metrics.totalBadMessages()));
        if (metrics.redeliveredMessages() > 0) {
            table.row("redelivered messages", Figures.count(metrics.redeliveredMessages()));
        }
        if (metrics.lateSamples() > 0) {
            table.row("late samples", Figures.count(metrics.lateSamples()));
        }
        console.print(console.bold(
                "pipeline " + pipeline.name() + ": " + metrics.state().name().toLowerCase(Locale.ROOT)));
        table.lines().forEach(line -> console.print("  " + line));
    }
}
