package io.cleandata.engine;

import io.cleandata.metrics.MetricsExporter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A pipeline's metrics exporters: those of the settings, and those that code adds before the start. Others may be in use by other pipelines. */
final class ExporterSet {

    private final List<MetricsExporter> exporters = new CopyOnWriteArrayList<>();
    private final Queue<MetricsExporter> started = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    void add(MetricsExporter exporter) {
        exporters.add(exporter);
    }

    /** Lets the pipeline's meters be seen in every exporter's registry. */
    void attach(MeterRegistry meters) {
        if (meters instanceof CompositeMeterRegistry composite) {
            exporters.forEach(exporter -> composite.add(exporter.registry()));
        }
    }

    void start(RealtimePipeline pipeline) {
        for (MetricsExporter exporter : exporters) {
            exporter.start(pipeline.name(), new PipelineHealth(pipeline));
            started.add(exporter);
        }
    }

    /** Whether the exporters were closed, so that nobody is to ask for the pipeline's health any more. */
    boolean over() {
        return over;
    }

    /** Closes those that were started, each once, without the pipeline's meters: they would stand in the way of the next pipeline of its name. */
    void close(MeterRegistry meters) {
        over = true;
        for (MetricsExporter exporter = started.poll(); exporter != null; exporter = started.poll()) {
            if (meters instanceof CompositeMeterRegistry composite) {
                composite.remove(exporter.registry());
                for (Meter meter : composite.getMeters()) {
                    exporter.registry().removeByPreFilterId(meter.getId());
                }
            }
            exporter.close();
        }
    }
}
