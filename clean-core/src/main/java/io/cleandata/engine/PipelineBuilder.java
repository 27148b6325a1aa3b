package io.cleandata.engine;

import com.google.inject.Module;
import io.cleandata.model.Sample;
import io.cleandata.plugin.PluginCatalog;
import io.cleandata.settings.LiveParts;
import io.cleandata.settings.PipelineSpec;
import io.cleandata.settings.PipelineSpecReader;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.Detector;
import io.cleandata.spi.MessageParser;
import io.cleandata.spi.PluginContext;
import io.cleandata.spi.Source;
import io.cleandata.spi.Windowing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects what a pipeline is made of. Everything but the source has a default. */
public final class PipelineBuilder {

    private final LiveParts live = LiveParts.none();
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final List<Module> overrides = new ArrayList<>();
    private final List<AlertHandler> handlers = new ArrayList<>();
    private @Nullable PipelineSpec spec;
    private PluginCatalog catalog = PluginCatalog.of(PipelineBuilder.class.getClassLoader());

    PipelineBuilder() {}

    /** Where messages come from. */
    public PipelineBuilder source(Source source) {
        live.source(source);
        return this;
    }

    /** Windows, thresholds, detectors and all other settings; joins what was set before, and wins. */
    public PipelineBuilder config(PipelineConfig config) {
        merge(settings, config.settings());
        return this;
    }

    @SuppressWarnings("unchecked")
    private static void merge(Map<String, Object> into, Map<String, Object> from) {
        from.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner) {
                Map<String, Object> joined = new LinkedHashMap<>();
                if (into.get(key) instanceof Map<?, ?> former) {
                    joined.putAll((Map<String, Object>) former);
                }
                merge(joined, (Map<String, Object>) inner);
                into.put(key, joined);
            } else {
                into.put(key, value);
            }
        });
    }

    /** Settings as they would stand in a file, such as {@code "window", Map.of("size", 500)}. */
    public PipelineBuilder setting(String section, Object value) {
        settings.put(section, value);
        return this;
    }

    /** The pipeline's name. */
    public PipelineBuilder name(String name) {
        pipelineOptions().put("name", name);
        return this;
    }

    /** Where positions, memory, incidents and the outbox outlive the process. */
    public PipelineBuilder stateDir(Path directory) {
        pipelineOptions().put("state-dir", directory.toString());
        return this;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> pipelineOptions() {
        return (Map<String, Object>) settings.computeIfAbsent("pipeline", s -> new LinkedHashMap<String, Object>());
    }

    /** A further detector; its metric is its name with underscores. */
    public PipelineBuilder detector(String name, Detector detector) {
        return detectorMadeBy(name, context -> detector);
    }

    /** A further detector, made when the pipeline starts. */
    public PipelineBuilder detectorMadeBy(String name, Function<PluginContext, Detector> factory) {
        live.detector(name, name.replace('-', '_').toLowerCase(Locale.ROOT), 1.0, factory);
        return this;
    }

    /** What makes samples of messages, from the message's bytes. */
    public PipelineBuilder messageParser(Function<byte[], Sample> parser) {
        return messageParser((message, out) -> out.sample(parser.apply(message.value())));
    }

    /** What makes samples of messages. */
    public PipelineBuilder messageParser(MessageParser parser) {
        live.parser(parser);
        return this;
    }

    /** How the stream is cut; asked once, or once for each key. */
    public PipelineBuilder windowing(Function<PluginContext, Windowing> windowing) {
        live.windowing(windowing);
        return this;
    }

    /** A further alert handler. */
    public PipelineBuilder alertHandler(AlertHandler handler) {
        handlers.add(handler);
        return this;
    }

    /** Where plug-ins are looked for; the class path by default. */
    public PipelineBuilder catalog(PluginCatalog catalog) {
        this.catalog = catalog;
        return this;
    }

    /** Checked settings, instead of all that could be set here but overrides and handlers. */
    PipelineBuilder spec(PipelineSpec spec) {
        this.spec = spec;
        return this;
    }

    /** Replaces parts of the engine: {@code InstantSource}, {@code Ticker}, {@code MessageParser}, {@code ScoreModel}, {@code AlertPolicy}, {@code MeterRegistry}. */
    public PipelineBuilder override(Module module) {
        overrides.add(module);
        return this;
    }

    /**
     * The pipeline, not yet started.
     *
     * @throws io.cleandata.settings.InvalidSettingsException with everything that is wrong
     */
    public RealtimePipeline build() {
        PipelineSpec checked = spec != null ? spec : new PipelineSpecReader(catalog).read(settings, live);
        RealtimePipeline pipeline = new RealtimePipeline(CleanInjector.graph(checked, overrides));
        handlers.forEach(pipeline::addAlertHandler);
        return pipeline;
    }
}
