package io.cleandata.engine;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.cleandata.alert.AlertPolicy;
import io.cleandata.alert.QualityAlertPolicy;
import io.cleandata.metrics.MetricsExporter;
import io.cleandata.score.ScoreModel;
import io.cleandata.score.WeightedScoreModel;
import io.cleandata.settings.Configured;
import io.cleandata.settings.DetectorSpec;
import io.cleandata.settings.PipelineSpec;
import io.cleandata.source.SupportsReplay;
import io.cleandata.spi.MessageParser;
import io.cleandata.spi.PluginContext;
import io.cleandata.spi.Source;
import io.cleandata.spi.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The graph of a pipeline, built from its spec. What users may override: {@code InstantSource}, {@code Ticker}, {@code MessageParser}, {@code ScoreModel},
 * {@code AlertPolicy}, {@code MeterRegistry}.
 */
final class EngineModule extends AbstractModule {

    /** Time that a clock of event time may be ahead of the machine's: data from the past have none. */
    private static final long AHEAD_SECONDS = 3600;

    private final PipelineSpec spec;

    EngineModule(PipelineSpec spec) {
        this.spec = spec;
    }

    @Override
    protected void configure() {
        bind(PipelineSpec.class).toInstance(spec);
        bind(EngineGraph.class).in(Singleton.class);
    }

    @Provides
    @Singleton
    WorkerPool workers() {
        return new WorkerPool(spec.name(), spec.pipeline().maxWorkers());
    }

    /** The source comes first: whether it brings history decides what time is. */
    @Provides
    @Singleton
    Source source(WorkerPool pool) {
        return spec.source().create(context(pool, SystemTime.clock(), SystemTime.ticker()));
    }

    @Provides
    @Singleton
    InstantSource clock(Source source) {
        return replaying(source)
                ? new ReplayTime(SystemTime.clock().instant().plusSeconds(AHEAD_SECONDS))
                : SystemTime.clock();
    }

    @Provides
    @Singleton
    Ticker ticker(Source source) {
        return replaying(source) ? new ReplayTime(Instant.EPOCH) : SystemTime.ticker();
    }

    private static boolean replaying(Source source) {
        return source instanceof SupportsReplay history && history.replaying();
    }

    @Provides
    @Singleton
    PluginContext context(WorkerPool pool, InstantSource clock, Ticker ticker) {
        return new EngineContext(
                spec.name(),
                clock,
                ticker,
                new ForkExecutor(pool, null),
                pool.size(),
                spec.pipeline().seed());
    }

    @Provides
    @Singleton
    MessageParser parser(PluginContext context) {
        return spec.parser().create(context);
    }

    @Provides
    @Singleton
    ScoreModel scoreModel() {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (DetectorSpec detector : spec.detectors()) {
            weights.put(detector.name(), detector.weight());
        }
        return new WeightedScoreModel(weights, spec.quality().minCoverage());
    }

    @Provides
    @Singleton
    AlertPolicy alertPolicy() {
        return new QualityAlertPolicy(spec.quality());
    }

    @Provides
    @Singleton
    ExporterSet exporters(PluginContext context) {
        ExporterSet exporters = new ExporterSet();
        for (Configured<MetricsExporter> exporter : spec.metrics()) {
            exporters.add(exporter.create(context));
        }
        return exporters;
    }

    @Provides
    @Singleton
    MeterRegistry meterRegistry() {
        return new CompositeMeterRegistry();
    }
}
