package io.cleandata.source.pulsar;

import io.cleandata.model.Message;
import io.cleandata.spi.CleanException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.TypedMessageBuilder;

/**
 * Writes messages to topics: dead letters, quarantined samples, samples passed on; one producer for each topic, made with its first
 * message. What could not be stored is kept and sent again by the next {@link #flush}; meanwhile nothing is acknowledged, which bounds
 * what is kept. Any thread.
 */
final class PulsarSender {

    private final PulsarClient client;
    private final Duration limit;
    private final Object lock = new Object();
    private final Map<String, Producer<byte[]>> producers = new HashMap<>();
    private List<Letter> waiting = new ArrayList<>();

    /** A message on its way. */
    private static final class Letter {
        final String topic;
        final Message message;
        final Map<String, String> headers;
        CompletableFuture<?> answer;

        Letter(String topic, Message message, Map<String, String> headers, CompletableFuture<?> answer) {
            this.topic = topic;
            this.message = message;
            this.headers = headers;
            this.answer = answer;
        }
    }

    PulsarSender(PulsarClient client, Duration limit) {
        this.client = client;
        this.limit = limit;
    }

    void send(String topic, Message message, Map<String, String> headers) {
        synchronized (lock) {
            if (waiting.size() >= 1000) {
                waiting.removeIf(letter -> letter.answer.isDone() && !letter.answer.isCompletedExceptionally());
            }
            waiting.add(new Letter(topic, message, headers, start(topic, message, headers)));
        }
    }

    private CompletableFuture<?> start(String topic, Message message, Map<String, String> headers) {
        try {
            Producer<byte[]> producer = producers.get(topic);
            if (producer == null) {
                producer = client.newProducer()
                        .topic(topic)
                        .blockIfQueueFull(true)
                        .batchingMaxPublishDelay(2, TimeUnit.MILLISECONDS)
                        .sendTimeout((int) limit.toMillis(), TimeUnit.MILLISECONDS)
                        .create();
                producers.put(topic, producer);
            }
            Map<String, String> properties = new HashMap<>(message.headers());
            properties.putAll(headers);
            TypedMessageBuilder<byte[]> letter =
                    producer.newMessage().value(message.value()).properties(properties);
            byte[] key = message.key();
            if (key != null) {
                letter.keyBytes(key);
            }
            return letter.sendAsync();
        } catch (PulsarClientException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    void flush() {
        synchronized (lock) {
            for (Letter letter : waiting) {
                if (letter.answer.isCompletedExceptionally()) {
                    letter.answer = start(letter.topic, letter.message, letter.headers);
                }
            }
            try {
                for (Letter letter : waiting) {
                    letter.answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
                }
                waiting = new ArrayList<>();
            } catch (ExecutionException | TimeoutException e) {
                waiting.removeIf(letter -> letter.answer.isDone() && !letter.answer.isCompletedExceptionally());
                throw CleanException.retryable(
                        waiting.size() + " messages could not be written to Pulsar: " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CleanException(CleanException.Kind.EXTERNAL, "interrupted while writing to Pulsar", e);
            }
        }
    }
}
