package io.cleandata.source.kafka;

import io.cleandata.model.Message;
import io.cleandata.spi.CleanException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages to topics: dead letters, quarantined samples, samples passed on. The producer is made with the first message.
 * What could not be stored is kept and sent again by the next {@link #flush}, so that nothing is lost while the brokers are away;
 * meanwhile nothing is acknowledged, which bounds what is kept. Any thread.
 */
final class KafkaSender implements AutoCloseable {

    private final KafkaSourceSettings settings;
    private final Object lock = new Object();
    private @Nullable KafkaProducer<byte[], byte[]> producer;
    private boolean closed;
    private List<ProducerRecord<byte[], byte[]>> failed = new ArrayList<>();
    private @Nullable Exception failure;

    KafkaSender(KafkaSourceSettings settings) {
        this.settings = settings;
    }

    void send(String topic, Message message, Map<String, String> headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic,
                null,
                message.timestamp() >= 0 ? message.timestamp() : null,
                message.key(),
                message.tombstone() ? null : message.value());
        message.headers().forEach((name, value) -> {
            if (!headers.containsKey(name)) {
                record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
            }
        });
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        start(record);
    }

    void flush() {
        KafkaProducer<byte[], byte[]> open;
        List<ProducerRecord<byte[], byte[]>> again;
        synchronized (lock) {
            open = producer;
            again = failed;
            failed = new ArrayList<>();
            failure = null;
        }
        if (open == null) {
            return;
        }
        again.forEach(this::start);
        try {
            open.flush();
        } catch (InterruptException e) { // has set the thread's flag again
            throw new CleanException(CleanException.Kind.EXTERNAL, "interrupted while writing to Kafka", e);
        }
        synchronized (lock) {
            if (failure != null) {
                throw CleanException.retryable(
                        failed.size() + " messages could not be written to Kafka at " + settings.bootstrapServers()
                                + ": " + failure.getMessage(),
                        failure);
            }
        }
    }

    private void start(ProducerRecord<byte[], byte[]> record) {
        try {
            producer().send(record, (stored, problem) -> {
                if (problem != null) {
                    keep(record, problem);
                }
            });
        } catch (KafkaException e) {
            keep(record, e);
        }
    }

    private void keep(ProducerRecord<byte[], byte[]> record, Exception problem) {
        synchronized (lock) {
            failed.add(record);
            failure = problem;
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the source is closed");
            }
            if (producer == null) {
                producer = new KafkaProducer<>(ClientProperties.producer(settings));
            }
            return producer;
        }
    }

    @Override
    public void close() {
        KafkaProducer<byte[], byte[]> open;
        synchronized (lock) {
            closed = true;
            open = producer;
            producer = null;
        }
        if (open != null) {
            open.close(Duration.ofSeconds(5));
        }
    }
}
