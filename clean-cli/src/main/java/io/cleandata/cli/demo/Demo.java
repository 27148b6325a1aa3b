package io.cleandata.cli.demo;

import io.cleandata.alert.Standing;
import io.cleandata.engine.RealtimePipeline;
import io.cleandata.engine.SystemTime;
import io.cleandata.model.WindowReport;
import io.cleandata.plugin.PluginCatalog;
import java.util.List;
import java.util.Map;

/** Runs the demo: the script's stream, through a pipeline with all detectors and default settings, to a view. */
public final class Demo {
    private static final long SAMPLES = 53_940;
    private static final int WINDOW_SIZE = 1000;
    private static final double PER_SECOND = 2500;

    private final PluginCatalog catalog;

    /** @param catalog where detectors are found */
    public Demo(PluginCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Streams all of it.
     *
     * @param fast whether to stream as fast as the pipeline takes it, or at a pace that people can follow
     */
    public void run(boolean fast, DemoView view) throws InterruptedException {
        var script = new DemoScript();
        var tally = new Tally(script.scenes());
        var shown = new Object();
        var ticker = SystemTime.ticker();
        var source = new DemoSource(script.stream(), ticker, fast ? Double.POSITIVE_INFINITY : PER_SECOND, fault -> {
            tally.fault(fault);
            synchronized (shown) {
                show(view, script, fault);
            }
        });
        long begun = ticker.read();
        try (var pipeline = RealtimePipeline.builder()
                .catalog(catalog)
                .name("demo")
                .source(source)
                .setting("window", Map.of("size", WINDOW_SIZE))
                .build()) {
            pipeline.addReportListener(report -> {
                tally.window(report);
                synchronized (shown) {
                    show(view, report, pipeline.standings());
                }
            });
            view.started(SAMPLES, WINDOW_SIZE);
            pipeline.start();
            pipeline.awaitClosed();
            synchronized (shown) {
                view.finished(tally.outcomes(), pipeline.metrics().totalMessages(), (ticker.read() - begun) / 1e9);
            }
        }
    }

    private static void show(DemoView view, DemoScript script, DemoSource.Fault fault) {
        if (fault.began()) {
            String feature = script.scenes().stream()
                    .filter(scene -> scene.name().equals(fault.name()))
                    .findFirst()
                    .map(DemoScript.Scene::feature)
                    .orElse("");
            view.faultBegan(fault.name(), feature, fault.message());
        } else {
            view.faultEnded(fault.name(), fault.message());
        }
    }

    private static void show(DemoView view, WindowReport report, List<Standing> standings) {
        var window = report.window();
        long messages =
                window.size() == 0 ? 0 : window.message(window.size() - 1).positionFirst();
        view.window(report, messages, standings);
        report.alerts().forEach(view::alert);
    }
}
