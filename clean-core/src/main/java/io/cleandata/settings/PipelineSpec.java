package io.cleandata.settings;

import io.cleandata.metrics.MetricsExporter;
import io.cleandata.spi.MessageParser;
import io.cleandata.spi.Source;
import java.util.List;
import java.util.Optional;

/**
 * Everything about a pipeline that settings can say, checked and complete: where both the YAML file and the Java builder end, and
 * what the engine is built from. Immutable; plug-ins are made from it when the pipeline is built.
 *
 * @param pipeline name, state and limits of the engine
 * @param source where messages come from
 * @param parser what makes samples of them
 * @param messages what a message may cost at most
 * @param window how the stream is cut
 * @param detectors sorted by name, names unique
 * @param quality the score and when to alert
 * @param alerts names unique
 * @param metrics exporters
 * @param deadLetter where bad messages go
 * @param quarantine where flagged samples go
 * @param passTo where all other samples go
 */
public record PipelineSpec(
        PipelineOptions pipeline,
        Configured<Source> source,
        Configured<MessageParser> parser,
        MessageLimits messages,
        WindowSpec window,
        List<DetectorSpec> detectors,
        QualityOptions quality,
        List<AlertSpec> alerts,
        List<Configured<MetricsExporter>> metrics,
        Optional<DeadLetterOptions> deadLetter,
        Optional<QuarantineOptions> quarantine,
        Optional<PassToOptions> passTo) {

    /** Keeps copies of the lists. */
    public PipelineSpec {
        detectors = List.copyOf(detectors);
        alerts = List.copyOf(alerts);
        metrics = List.copyOf(metrics);
    }

    /** The pipeline's name. */
    public String name() {
        return pipeline.name();
    }
}
