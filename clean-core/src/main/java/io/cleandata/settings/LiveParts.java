package io.cleandata.settings;

import io.cleandata.metrics.MetricsExporter;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.Detector;
import io.cleandata.spi.MessageParser;
import io.cleandata.spi.PluginContext;
import io.cleandata.spi.Source;
import io.cleandata.spi.Windowing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a pipeline that somebody's code made: they take the place of what the settings say (source, parser, windowing) or join it
 * (detectors, alert handlers, metrics exporters). Not to be used by several threads.
 */
public final class LiveParts {

    @Nullable
    Configured<Source> source;

    @Nullable
    Configured<MessageParser> parser;

    @Nullable
    Configured<Windowing> windowing;

    final List<LiveDetector> detectors = new ArrayList<>();
    final List<LiveAlert> alerts = new ArrayList<>();
    final List<Configured<MetricsExporter>> metrics = new ArrayList<>();

    record LiveDetector(String name, String metric, double weight, Configured<Detector> detector) {}

    record LiveAlert(String name, AlertRouting routing, Configured<AlertHandler> handler) {}

    /** Nothing made by code. */
    public static LiveParts none() {
        return new LiveParts();
    }

    /** The source. */
    public LiveParts source(Source source) {
        this.source = Configured.live(source.getClass().getSimpleName(), source);
        return this;
    }

    /** The parser. */
    public LiveParts parser(MessageParser parser) {
        this.parser = Configured.live("custom", parser);
        return this;
    }

    /** The windowing; made once, or once for each key of a keyed stream. */
    public LiveParts windowing(Function<PluginContext, Windowing> windowing) {
        this.windowing = Configured.madeBy("custom", windowing);
        return this;
    }

    /**
     * A further detector.
     *
     * @param name kebab-case, unique in the pipeline
     * @param metric the name of its rate, snake-case
     * @param weight what a certain fault takes from a sample's score, 0..1
     */
    public LiveParts detector(String name, String metric, double weight, Function<PluginContext, Detector> detector) {
        detectors.add(new LiveDetector(name, metric, weight, Configured.madeBy(name, detector)));
        return this;
    }

    /** A further alert handler, which gets the alerts of the routing. */
    public LiveParts alert(String name, AlertRouting routing, AlertHandler handler) {
        alerts.add(new LiveAlert(name, routing, Configured.live(name, handler)));
        return this;
    }

    /** A further metrics exporter. */
    public LiveParts metrics(String name, MetricsExporter exporter) {
        metrics.add(Configured.live(name, exporter));
        return this;
    }
}
