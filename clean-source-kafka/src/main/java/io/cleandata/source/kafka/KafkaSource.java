package io.cleandata.source.kafka;

import io.cleandata.model.Message;
import io.cleandata.source.SupportsPeek;
import io.cleandata.spi.Batch;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.Source;
import io.cleandata.spi.SourceContext;
import io.cleandata.spi.SupportsDeadLetter;
import io.cleandata.spi.SupportsLag;
import io.cleandata.spi.SupportsPause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics of Apache Kafka.
 *
 * <pre>{@code
 * KafkaSource.builder()
 *         .bootstrapServers("localhost:9092").topic("training-data").groupId("clean-monitor").autoOffsetReset("latest")
 *         .build();
 * }</pre>
 *
 * <p>A partition is called {@code topic-number}; a position's first part is the offset. Null values (tombstones) are counted and
 * not delivered. Offsets are committed for what the pipeline has finished and never by the client itself.
 *
 * <p><b>Threading.</b> As {@link Source} says. A lock keeps {@link #close()}, which may come from any thread, away from a consumer
 * that is in use; only {@code wakeup} reaches into it.
 */
public final class KafkaSource implements Source, SupportsPause, SupportsLag, SupportsDeadLetter, SupportsPeek {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaSource.class);
    private static final Duration LAG_LIMIT = Duration.ofSeconds(2);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final KafkaSourceSettings settings;
    private final ReentrantLock inUse = new ReentrantLock();
    private volatile boolean closed;
    private @Nullable Connection connection;
    private volatile @Nullable KafkaSender sender;

    /** What exists from opening to closing. */
    private record Connection(
            KafkaConsumer<byte[], byte[]> consumer,
            SourceContext context,
            Assignment assignment,
            Commits commits,
            ConnectionWatch watch) {}

    /** A source that is not yet open. */
    public KafkaSource(KafkaSourceSettings settings) {
        this.settings = settings;
    }

    /** Starts a source in Java. */
    public static KafkaSourceBuilder builder() {
        return new KafkaSourceBuilder();
    }

    /** The options. */
    public KafkaSourceSettings settings() {
        return settings;
    }

    @Override
    public void open(SourceContext context) {
        inUse.lock();
        try {
            KafkaConsumer<byte[], byte[]> consumer = Opening.consumer(settings);
            try {
                Commits commits = new Commits(consumer, context, settings.groupId() != null);
                Assignment assignment = Opening.subscribe(settings, consumer, context, commits);
                connection = new Connection(
                        consumer, context, assignment, commits, new ConnectionWatch(settings, consumer, context));
            } catch (RuntimeException e) {
                consumer.close(CloseOptions.timeout(Duration.ZERO));
                throw e;
            }
            sender = new KafkaSender(settings);
        } finally {
            inUse.unlock();
        }
    }

    @Override
    public Batch poll(Duration limit) throws InterruptedException {
        inUse.lockInterruptibly();
        try {
            Connection open = connection;
            if (closed || open == null) {
                return Batch.end();
            }
            open.watch.look();
            open.commits.now(open.assignment);
            if (settings.bounded() && open.assignment.ended()) {
                return Batch.end();
            }
            open.assignment.takeWhatIsLeft();
            List<Message> messages = messages(open, records(open, limit));
            boolean ended = settings.bounded() && open.assignment.ended();
            return ended ? new Batch(messages, true) : Batch.of(messages);
        } catch (WakeupException e) {
            return closed ? Batch.end() : Batch.empty();
        } catch (InterruptException e) {
            Thread.interrupted(); // Kafka has set it again; the exception below says it
            throw interrupted(e);
        } catch (RetriableException | AuthenticationException | AuthorizationException e) {
            Connection open = connection;
            if (open != null) {
                open.watch.trouble(e);
            }
            TimeUnit.NANOSECONDS.sleep(
                    Math.min(limit.toNanos(), 1_000_000_000L)); // back off, yet keep the group's beat
            return Batch.empty();
        } catch (KafkaException e) {
            throw new CleanException(
                    CleanException.Kind.EXTERNAL,
                    "reading from Kafka at " + settings.bootstrapServers() + " failed: " + Failures.reason(e),
                    e);
        } finally {
            inUse.unlock();
        }
    }

    private static ConsumerRecords<byte[], byte[]> records(Connection open, Duration limit) {
        try {
            return open.consumer.poll(limit);
        } catch (OffsetOutOfRangeException e) {
            open.assignment.outOfRange(e);
            return ConsumerRecords.empty();
        }
    }

    private static InterruptedException interrupted(InterruptException cause) {
        InterruptedException interrupted = new InterruptedException("interrupted in poll");
        interrupted.initCause(cause);
        return interrupted;
    }

    private List<Message> messages(Connection open, ConsumerRecords<byte[], byte[]> records) {
        int count = records.count();
        if (count == 0) {
            return List.of();
        }
        open.watch.received();
        List<Message> messages = new ArrayList<>(count);
        int tombstones = 0;
        for (TopicPartition id : records.partitions()) {
            OwnedPartition partition = open.assignment.of(id);
            if (partition == null) {
                continue; // went away within this very poll
            }
            List<ConsumerRecord<byte[], byte[]>> ofPartition = records.records(id);
            long next = partition.delivered;
            boolean idle = partition.idle();
            int before = messages.size();
            for (int i = 0; i < ofPartition.size(); i++) {
                ConsumerRecord<byte[], byte[]> record = ofPartition.get(i);
                if (record.offset() >= partition.end) {
                    break;
                }
                next = record.offset() + 1;
                byte[] value = record.value();
                if (value == null) {
                    tombstones++;
                } else {
                    messages.add(message(partition.name, record, value));
                }
            }
            partition.delivered = next;
            if (idle && messages.size() == before) {
                partition.finished = next; // only tombstones: nobody will acknowledge them
            }
        }
        if (tombstones > 0) {
            open.context.count("tombstones", tombstones);
        }
        return messages;
    }

    static Message message(String partition, ConsumerRecord<byte[], byte[]> record, byte[] value) {
        Message.Builder message = Message.builder(partition)
                .position(record.offset(), 0, 0)
                .value(value)
                .key(record.key());
        if (record.timestamp() >= 0) {
            message.timestamp(record.timestamp());
        }
        Headers headers = record.headers();
        if (headers != null && headers.iterator().hasNext()) {
            message.sharedHeaders(texts(headers));
        }
        return message.build();
    }

    private static Map<String, String> texts(Headers headers) {
        Map<String, String> texts = new HashMap<>();
        for (Header header : headers) {
            byte[] value = header.value();
            texts.put(header.key(), value == null ? "" : new String(value, StandardCharsets.UTF_8));
        }
        return Map.copyOf(texts);
    }

    @Override
    public void acknowledge(List<Message> done) {
        locked(open -> {
            open.commits.finished(done, open.assignment);
            open.commits.now(open.assignment);
        });
    }

    @Override
    public void flush() {
        locked(open -> open.commits.flush(open.assignment, settings.connectTimeout()));
    }

    @Override
    public void pause() {
        locked(open -> open.assignment.pause());
    }

    @Override
    public void resume() {
        locked(open -> open.assignment.resume());
    }

    @Override
    public Map<String, Long> lag() {
        Map<String, Long> lag = new HashMap<>();
        locked(open -> {
            try {
                Map<TopicPartition, Long> ends = open.consumer.endOffsets(open.consumer.assignment(), LAG_LIMIT);
                ends.forEach((id, end) -> {
                    OwnedPartition partition = open.assignment.of(id);
                    if (partition != null) {
                        lag.put(partition.name, Math.max(0, end - open.consumer.position(id, LAG_LIMIT)));
                    }
                });
            } catch (WakeupException e) {
                LOG.debug("lag not asked: closing");
            } catch (KafkaException e) {
                LOG.debug("lag unknown", e);
            }
        });
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

    private KafkaSender sender() {
        KafkaSender open = sender;
        if (open == null) {
            throw new IllegalStateException("the source is not open");
        }
        return open;
    }

    @Override
    public List<Message> peek(int most, Consumer<String> findings) {
        return KafkaPeek.newest(settings, most, findings);
    }

    @Override
    public String connectsTo() {
        return "Kafka at " + settings.bootstrapServers() + " (up to " + Failures.seconds(settings.connectTimeout())
                + ")";
    }

    private interface Use {
        void of(Connection open);
    }

    private void locked(Use use) {
        inUse.lock();
        try {
            Connection open = connection;
            if (open != null && !closed) {
                use.of(open);
            }
        } finally {
            inUse.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        Connection open = connection;
        if (open != null) {
            open.assignment.closing();
            open.consumer.wakeup();
        }
        inUse.lock();
        try {
            if (connection != null) {
                Connection last = connection;
                connection = null;
                try {
                    last.consumer.close(CloseOptions.timeout(CLOSE_LIMIT));
                } catch (WakeupException | InterruptException e) {
                    LOG.debug("closing was cut short", e);
                }
            }
        } finally {
            inUse.unlock();
        }
        KafkaSender last = sender;
        if (last != null) {
            last.close();
        }
    }
}
