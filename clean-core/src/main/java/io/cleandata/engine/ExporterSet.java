package io.cleandata.engine;

import io.cleandata.metrics.MetricsExporter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A pipeline's metrics exporters: those of the settings, and those that code adds before the start. */
final class ExporterSet {

    private final List<MetricsExporter> exporters = new CopyOnWriteArrayList<>();

    void add(MetricsExporter exporter) {
        exporters.add(exporter);
    }

    List<MetricsExporter> all() {
        return exporters;
    }
}
