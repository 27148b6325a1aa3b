package io.cleandata.source.pulsar;

import io.cleandata.model.Message;
import io.cleandata.source.SupportsPeek;
import io.cleandata.spi.Batch;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.Source;
import io.cleandata.spi.SourceContext;
import io.cleandata.spi.SupportsDeadLetter;
import io.cleandata.spi.SupportsLag;
import io.cleandata.spi.SupportsPause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.MessageIdAdv;
import org.apache.pulsar.client.api.Messages;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.TopicMessageId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics of Apache Pulsar.
 *
 * <pre>{@code
 * PulsarSource.builder()
 *         .serviceUrl("pulsar://localhost:6650").topic("persistent://public/default/ml-data").subscription("quality-check")
 *         .build();
 * }</pre>
 *
 * <p>A partition is a topic, or one partition of a partitioned topic; a position is ledger, entry and index in the batch. What
 * the broker sends again after a reconnect is recognised by its id and not delivered twice. Messages without a value are counted and
 * not delivered; nothing is ever acknowledged negatively.
 *
 * <p><b>Threading.</b> As {@link Source} says.
 */
public final class PulsarSource implements Source, SupportsPause, SupportsLag, SupportsDeadLetter, SupportsPeek {

    private static final Logger LOG = LoggerFactory.getLogger(PulsarSource.class);

    private static final long LAG_LIMIT_MILLIS = 2_000;

    private final PulsarSourceSettings settings;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, TopicState> topics = new HashMap<>();
    private final Takeovers takeovers = new Takeovers();
    private @Nullable Connection connection;
    private volatile @Nullable Consumer<byte[]> consumer;
    private volatile @Nullable PulsarClient client;
    private volatile @Nullable PulsarSender sender;
    private volatile @Nullable CompletableFuture<Messages<byte[]>> receiving;
    private boolean paused;

    /** What exists from opening to closing. */
    private record Connection(
            Consumer<byte[]> consumer,
            SourceContext context,
            Acknowledgements acknowledgements,
            ConnectionWatch watch) {}

    /** A source that is not yet open. */
    public PulsarSource(PulsarSourceSettings settings) {
        this.settings = settings;
    }

    /** Starts a source in Java. */
    public static PulsarSourceBuilder builder() {
        return new PulsarSourceBuilder();
    }

    /** The options. */
    public PulsarSourceSettings settings() {
        return settings;
    }

    @Override
    public void open(SourceContext context) {
        boolean limited = !settings.subscriptionType().ordered() && settings.maxUnacked() > 0;
        if (limited && context.mostHeld() >= settings.maxUnacked()) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "windows may hold " + context.mostHeld() + " messages, but a shared subscription stops at "
                            + settings.maxUnacked()
                            + " unacknowledged ones (source.max-unacked): such windows would never fill. Give smaller windows, lower"
                            + " window.max-open-samples, or raise the broker's maxUnackedMessagesPerConsumer and source.max-unacked");
        }
        PulsarClient fresh = Opening.client(settings);
        try {
            Consumer<byte[]> reading = Opening.consumer(settings, fresh, takeovers);
            if (settings.bounded()) {
                for (TopicMessageId last : Opening.await(reading.getLastMessageIdsAsync(), settings)) {
                    MessageIdAdv id = (MessageIdAdv) last;
                    if (id.getEntryId() >= 0) { // else the topic is empty
                        topic(last.getOwnerTopic()).end = last;
                    }
                }
            }
            connection = new Connection(
                    reading,
                    context,
                    new Acknowledgements(
                            reading, context, settings.subscriptionType().ordered()),
                    new ConnectionWatch(settings, reading, context));
            consumer = reading;
            sender = new PulsarSender(fresh, settings.connectTimeout());
            client = fresh;
        } catch (RuntimeException e) {
            fresh.closeAsync();
            throw e;
        }
    }

    @Override
    public Batch poll(Duration limit) throws InterruptedException {
        Connection open = connection;
        if (open == null || closed.getCount() == 0) {
            return Batch.end();
        }
        open.watch.look();
        takeovers(open);
        if (settings.bounded() && atEnd()) {
            return Batch.end();
        }
        if (paused) {
            open.watch.received(); // what is silent meanwhile is this source
            return closed.await(limit.toNanos(), TimeUnit.NANOSECONDS) ? Batch.end() : Batch.empty();
        }
        open.watch.waits();
        Messages<byte[]> received = receive(open, limit);
        if (closed.getCount() == 0) {
            return Batch.end();
        }
        if (received == null || received.size() == 0) {
            return settings.bounded() && open.watch.silent(limit) ? Batch.end() : Batch.empty();
        }
        takeovers(open);
        open.watch.received();
        List<Message> messages = messages(open, received);
        return settings.bounded() && atEnd() ? new Batch(messages, true) : Batch.of(messages);
    }

    /** A receive that brings nothing in time goes on and is waited for by the next poll. */
    private @Nullable Messages<byte[]> receive(Connection open, Duration limit) throws InterruptedException {
        CompletableFuture<Messages<byte[]>> future = receiving;
        if (future == null) {
            future = open.consumer.batchReceiveAsync();
            receiving = future;
            if (closed.getCount() == 0) {
                future.cancel(false);
            }
        }
        try {
            Messages<byte[]> messages = future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            receiving = null;
            return messages;
        } catch (TimeoutException e) {
            return null;
        } catch (CancellationException e) {
            receiving = null;
            return null;
        } catch (ExecutionException e) {
            receiving = null;
            open.watch.trouble(e.getCause() == null ? e : e.getCause());
            if (!closed.await(Math.min(limit.toNanos(), 500_000_000L), TimeUnit.NANOSECONDS)) {
                LOG.debug("receive failed", e);
            }
            return null;
        }
    }

    private List<Message> messages(Connection open, Messages<byte[]> received) {
        List<Message> messages = new ArrayList<>(received.size());
        TopicState topic = null;
        int empty = 0;
        int known = 0;
        for (org.apache.pulsar.client.api.Message<byte[]> each : received) {
            String name = each.getTopicName();
            if (topic == null || !topic.name.equals(name)) {
                topic = topic(name);
                if (!settings.subscriptionType().equals(SubscriptionKind.FAILOVER)) {
                    assigned(open, topic);
                }
            }
            MessageId id = each.getMessageId();
            if (topic.standby || topic.beyondEnd(id)) {
                topic.dropped = true;
                continue; // another's, or behind the end: not acknowledged, so it is not lost
            }
            byte[] value = each.getData();
            if (value == null) {
                empty += topic.pass(id) ? 1 : 0;
                open.acknowledgements.skipped(topic, id);
            } else if (topic.deliver(id)) {
                messages.add(message(topic.name, (MessageIdAdv) id, each, value));
            } else {
                known++;
                if (!topic.holds(id)) {
                    open.acknowledgements.skipped(topic, id); // acknowledged before, but the broker did not hear it
                }
            }
        }
        if (empty > 0) {
            open.context.count("tombstones", empty);
        }
        if (known > 0) {
            open.context.count("repeats", known);
        }
        return messages;
    }

    static Message message(
            String topic, MessageIdAdv id, org.apache.pulsar.client.api.Message<byte[]> from, byte[] value) {
        Message.Builder message = Message.builder(topic)
                .position(id.getLedgerId(), id.getEntryId(), TopicState.index(id))
                .value(value)
                .timestamp(from.getPublishTime())
                .redelivered(from.getRedeliveryCount() > 0);
        if (from.hasKey()) {
            message.key(from.getKeyBytes());
        }
        Map<String, String> properties = from.getProperties();
        if (!properties.isEmpty()) {
            message.headers(properties);
        }
        return message.build();
    }

    private TopicState topic(String name) {
        TopicState topic = topics.get(name);
        if (topic == null) {
            topic = new TopicState(name, settings.subscriptionType().ordered());
            topics.put(name, topic);
        }
        return topic;
    }

    private static void assigned(Connection open, TopicState topic) {
        if (!topic.announced) {
            topic.announced = true;
            open.context.assigned(List.of(topic.name));
        }
    }

    private void takeovers(Connection open) {
        for (Takeovers.Takeover takeover = takeovers.next(); takeover != null; takeover = takeovers.next()) {
            TopicState topic = topic(takeover.topic());
            if (takeover.ours()) {
                if (topic.standby && topic.dropped) {
                    fetchAnew(open); // the first of them may have come before word that the topic is ours
                }
                topic.standby = false;
                topic.announced = false;
                assigned(open, topic);
            } else if (!topic.standby) {
                if (topic.announced) {
                    open.context.count("rebalances", 1);
                    open.acknowledgements.finished(open.context.revoked(List.of(topic.name)), topics);
                    fetchAnew(open); // else, when the topic comes back, what is fetched now would come before what is
                    // next then
                }
                topic.lose();
            }
        }
    }

    /** Throws away what is fetched and not delivered, also by a receive that is under way; the brokers send all anew that is not acknowledged. */
    private void fetchAnew(Connection open) {
        CompletableFuture<Messages<byte[]>> future = receiving;
        if (future != null) {
            future.cancel(false);
            receiving = null;
        }
        open.consumer.redeliverUnacknowledgedMessages();
    }

    /**
     * Whether all topics are read to the end that they had. A subscription that has acknowledged that end before is sent nothing: then
     * ten seconds of silence say so.
     */
    private boolean atEnd() {
        for (TopicState topic : topics.values()) {
            if (!topic.atEnd()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void acknowledge(List<Message> done) {
        Connection open = connection;
        if (open != null && closed.getCount() > 0) {
            open.acknowledgements.finished(done, topics);
        }
    }

    @Override
    public void flush() {
        Connection open = connection;
        if (open != null && closed.getCount() > 0) {
            open.acknowledgements.flush(settings.connectTimeout());
        }
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    /** Estimated from the ids of the newest delivered and the last message of each topic; Pulsar tells exact figures through its admin interface only. */
    @Override
    public Map<String, Long> lag() {
        Connection open = connection;
        Map<String, Long> lag = new HashMap<>();
        if (open == null || closed.getCount() == 0) {
            return lag;
        }
        try {
            List<TopicMessageId> ends =
                    open.consumer.getLastMessageIdsAsync().get(LAG_LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            for (TopicMessageId last : ends) {
                TopicState topic = topics.get(last.getOwnerTopic());
                long behind = topic == null || topic.standby ? -1 : topic.behind((MessageIdAdv) last);
                if (behind >= 0) {
                    lag.put(last.getOwnerTopic(), behind);
                }
            }
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("lag unknown", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return lag;
    }

    @Override
    public void send(String destination, Message message, Map<String, String> headers) {
        sender().send(destination, message, headers);
    }

    @Override
    public void flushSent() {
        sender().flush();
    }

    @Override
    public List<Message> peek(int most, java.util.function.Consumer<String> findings) {
        return PulsarPeek.newest(settings, most, findings);
    }

    @Override
    public String connectsTo() {
        return PulsarPeek.place(settings);
    }

    private PulsarSender sender() {
        PulsarSender open = sender;
        if (open == null) {
            throw new IllegalStateException("the source is not open");
        }
        return open;
    }

    @Override
    public void close() {
        closed.countDown();
        CompletableFuture<Messages<byte[]>> future = receiving;
        if (future != null) {
            future.cancel(false);
        }
        Consumer<byte[]> reading = consumer;
        PulsarClient open = client;
        client = null;
        if (reading != null && open != null) {
            try {
                reading.closeAsync().get(5, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                LOG.debug("closing failed", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            open.closeAsync(); // its threads end in their own time, which is seconds
        }
    }
}
