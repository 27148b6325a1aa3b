package io.cleandata.engine;

import com.google.inject.Inject;
import io.cleandata.alert.AlertPolicy;
import io.cleandata.score.ScoreModel;
import io.cleandata.settings.PipelineSpec;
import io.cleandata.spi.MessageParser;
import io.cleandata.spi.PluginContext;
import io.cleandata.spi.Source;
import io.cleandata.spi.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/** The parts of one pipeline, as Guice built them. */
record EngineGraph(
        PipelineSpec spec,
        Source source,
        InstantSource clock,
        Ticker ticker,
        WorkerPool pool,
        PluginContext context,
        MessageParser parser,
        ScoreModel scoreModel,
        AlertPolicy policy,
        ExporterSet exporters,
        MeterRegistry meters) {

    @Inject
    EngineGraph {}
}
