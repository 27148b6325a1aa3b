package io.cleandata.metrics.prometheus;

import io.cleandata.metrics.MetricsExporter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Serves a pipeline's meters to Prometheus: {@code /metrics} (text and OpenMetrics), {@code /health} (live) and {@code /ready}, with the reason.
 *
 * <p>Listens on loopback unless told otherwise. One exporter may be handed to several pipelines, which then share its port; it stops when
 * the last of them has ended.
 *
 * <p><b>Threading.</b> Any thread may call. <b>Failure.</b> {@link #start} throws {@link io.cleandata.spi.CleanException} when the port is taken.
 */
public final class PrometheusMetrics implements MetricsExporter {

    private final PrometheusSettings settings;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private @Nullable MetricsServer server;
    private int users;

    PrometheusMetrics(PrometheusSettings settings) {
        this.settings = settings;
    }

    /** Starts an exporter on port 9090 of loopback. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public MeterRegistry registry() {
        return registry;
    }

    @Override
    public synchronized void start(String pipeline, Health health) {
        MetricsServer running = server;
        if (running == null) {
            running = new MetricsServer(settings, registry);
            server = running;
        }
        running.add(pipeline, health);
        users++;
    }

    /** The port that it listens on; -1 before the start. */
    public synchronized int port() {
        return server == null ? -1 : server.port();
    }

    @Override
    public synchronized void close() {
        users--;
        if (users <= 0 && server != null) {
            server.close();
            server = null;
        }
    }

    /** Collects options. */
    public static final class Builder {
        private int port = 9090;
        private String host = "127.0.0.1";
        private @Nullable String username;
        private @Nullable String password;
        private @Nullable String keyStore;
        private @Nullable String keyStorePassword;

        private Builder() {}

        /** Port to listen on, 0 for any free one. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** Address to listen on. */
        public Builder host(String host) {
            this.host = host;
            return this;
        }

        /** Credentials that scrapers must give. */
        public Builder basicAuthentication(String username, String password) {
            this.username = username;
            this.password = password;
            return this;
        }

        /** Key store (PKCS12) with the key and certificate to serve TLS with. */
        public Builder tls(Path keyStore, String password) {
            this.keyStore = keyStore.toString();
            this.keyStorePassword = password;
            return this;
        }

        /** The exporter. */
        public PrometheusMetrics build() {
            return new PrometheusMetrics(
                    new PrometheusSettings(port, host, username, password, keyStore, keyStorePassword));
        }
    }
}
