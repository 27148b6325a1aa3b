package io.cleandata.source.pulsar;

import io.cleandata.spi.SourceContext;
import io.cleandata.spi.Ticker;
import org.apache.pulsar.client.api.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells when the brokers are away (the client reconnects by itself), and when nothing came for long. Confined to the polling thread. */
final class ConnectionWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatch.class);
    private static final long INTERVAL_NANOS = 500_000_000L;
    private static final long SILENCE_NANOS = 3_000_000_000L;

    private final PulsarSourceSettings settings;
    private final Consumer<byte[]> consumer;
    private final SourceContext context;
    private final Ticker ticker;
    private boolean troubled;
    private long last;
    private long lastReceived;

    ConnectionWatch(PulsarSourceSettings settings, Consumer<byte[]> consumer, SourceContext context) {
        this.settings = settings;
        this.consumer = consumer;
        this.context = context;
        this.ticker = context.plugin().ticker();
        this.last = ticker.read();
        this.lastReceived = last;
    }

    void look() {
        long now = ticker.read();
        if (now - last < INTERVAL_NANOS) {
            return;
        }
        last = now;
        boolean connected = consumer.isConnected();
        if (!connected && !troubled) {
            say("no connection to Pulsar at " + settings.serviceUrl() + " (source.service-url); trying again");
        } else if (connected && troubled) {
            troubled = false;
            context.count("reconnects", 1);
            context.health("");
            LOG.info("connected again url={}", settings.serviceUrl());
        }
    }

    void trouble(Throwable failure) {
        if (!troubled) {
            say("Pulsar at " + settings.serviceUrl() + ": " + failure.getMessage());
        }
    }

    /** Messages came. */
    void received() {
        lastReceived = ticker.read();
    }

    /** Whether a connected consumer has received nothing for three seconds. */
    boolean silent() {
        if (!consumer.isConnected()) {
            received();
        }
        return ticker.read() - lastReceived > SILENCE_NANOS;
    }

    private void say(String what) {
        troubled = true;
        context.health(what);
        LOG.warn("trouble: {}", what);
    }
}
