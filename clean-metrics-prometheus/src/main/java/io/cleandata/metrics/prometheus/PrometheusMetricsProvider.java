package io.cleandata.metrics.prometheus;

import com.google.auto.service.AutoService;
import io.cleandata.metrics.MetricsExporter;
import io.cleandata.metrics.MetricsExporterProvider;
import io.cleandata.spi.PluginContext;

/** Makes the {@code prometheus} exporter. */
@AutoService(MetricsExporterProvider.class)
public final class PrometheusMetricsProvider implements MetricsExporterProvider<PrometheusSettings> {

    @Override
    public String name() {
        return "prometheus";
    }

    @Override
    public String summary() {
        return "serves /metrics, /health and /ready over HTTP";
    }

    @Override
    public Class<PrometheusSettings> settingsType() {
        return PrometheusSettings.class;
    }

    @Override
    public MetricsExporter create(PrometheusSettings settings, PluginContext context) {
        return new PrometheusMetrics(settings);
    }
}
