package io.cleandata.source.pulsar;

import io.cleandata.spi.SourceContext;
import io.cleandata.spi.Ticker;
import java.time.Duration;
import org.apache.pulsar.client.api.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells when the brokers are away (the client reconnects by itself), and when nothing comes for long. Confined to the polling thread. */
final class ConnectionWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatch.class);
    private static final long INTERVAL_NANOS = 500_000_000L;

    private final PulsarSourceSettings settings;
    private final Consumer<byte[]> consumer;
    private final SourceContext context;
    private final Ticker ticker;
    private final Silence silence = new Silence();
    private boolean troubled;
    private long last;
    private long waitsSince;

    ConnectionWatch(PulsarSourceSettings settings, Consumer<byte[]> consumer, SourceContext context) {
        this.settings = settings;
        this.consumer = consumer;
        this.context = context;
        this.ticker = context.plugin().ticker();
        this.last = ticker.read();
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

    /** Messages came, or could not come. */
    void received() {
        silence.broken();
    }

    /** From now on it is waited for messages. */
    void waits() {
        waitsSince = ticker.read();
    }

    /** Whether a connected consumer has waited for long, and again within this limit, and received nothing. */
    boolean silent(Duration limit) {
        if (consumer.isConnected()) {
            silence.lasted(ticker.read() - waitsSince, limit);
        } else {
            silence.broken();
        }
        return silence.over();
    }

    private void say(String what) {
        troubled = true;
        context.health(what);
        LOG.warn("trouble: {}", what);
    }
}
