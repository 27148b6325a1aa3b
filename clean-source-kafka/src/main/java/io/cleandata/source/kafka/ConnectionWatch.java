package io.cleandata.source.kafka;

import io.cleandata.spi.SourceContext;
import io.cleandata.spi.Ticker;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when the brokers are away. The consumer reconnects by itself and says nothing; but it counts its connections, of which a
 * reading one has at least one. Looks once a second; confined to the polling thread.
 */
final class ConnectionWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatch.class);
    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private final KafkaSourceSettings settings;
    private final SourceContext context;
    private final Ticker ticker;
    private final @Nullable Metric connections;
    private boolean troubled;
    private boolean failed;
    private long last;

    ConnectionWatch(KafkaSourceSettings settings, KafkaConsumer<?, ?> consumer, SourceContext context) {
        this.settings = settings;
        this.context = context;
        this.ticker = context.plugin().ticker();
        this.last = ticker.read();
        this.connections = consumer.metrics().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals("connection-count")
                        && entry.getKey().group().equals("consumer-metrics"))
                .map(java.util.Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    void look() {
        long now = ticker.read();
        if (now - last < INTERVAL_NANOS) {
            return;
        }
        last = now;
        boolean connected =
                connections == null || !(connections.metricValue() instanceof Number n) || n.doubleValue() > 0;
        if (!connected && !troubled) {
            say("no connection to Kafka at " + settings.bootstrapServers()
                    + " (source.bootstrap-servers); trying again");
        } else if (connected && troubled && !failed) {
            recovered();
        }
        failed = false;
    }

    /** Messages came: the brokers may be back, so it looks at once (they may also have been waiting in the client). */
    void received() {
        if (troubled) {
            failed = false;
            last -= INTERVAL_NANOS;
            look();
        }
    }

    private void recovered() {
        troubled = false;
        context.count("reconnects", 1);
        context.health("");
        LOG.info("connected again servers={}", settings.bootstrapServers());
    }

    /** A poll failed in a way that may pass. */
    void trouble(KafkaException failure) {
        failed = true;
        last = ticker.read();
        if (!troubled) {
            say("Kafka at " + settings.bootstrapServers() + ": " + Failures.reason(failure));
        }
    }

    private void say(String what) {
        troubled = true;
        context.health(what);
        LOG.warn("trouble: {}", what);
    }
}
