package io.cleandata.source.pulsar;

import io.cleandata.model.Message;
import io.cleandata.model.Position;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.SourceContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.MessageId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acknowledges what is finished, asynchronously: the last message of each topic where order allows, else each by its id. One that
 * fails is repeated. Confined to the polling thread, except that the client answers on its own.
 */
final class Acknowledgements {

    private static final Logger LOG = LoggerFactory.getLogger(Acknowledgements.class);

    private final Consumer<byte[]> consumer;
    private final SourceContext context;
    private final boolean ordered;
    private final ConcurrentLinkedQueue<Acknowledgement> failed = new ConcurrentLinkedQueue<>();
    private final List<CompletableFuture<Void>> onTheirWay = new ArrayList<>();

    private record Acknowledgement(String topic, List<MessageId> ids) {}

    Acknowledgements(Consumer<byte[]> consumer, SourceContext context, boolean ordered) {
        this.consumer = consumer;
        this.context = context;
        this.ordered = ordered;
    }

    /** Acknowledges finished messages, given in delivery order. */
    void finished(List<Message> messages, Map<String, TopicState> topics) {
        again();
        Map<String, MessageId> last = new HashMap<>();
        Map<String, List<MessageId>> each = new HashMap<>();
        TopicState topic = null;
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            if (topic == null || !topic.name.equals(message.partition())) {
                topic = topics.get(message.partition());
            }
            if (topic == null) {
                continue;
            }
            boolean lastOfRun = !ordered
                    || i + 1 == messages.size()
                    || !messages.get(i + 1).partition().equals(message.partition());
            if (!lastOfRun) {
                continue; // the run's last message stands for it
            }
            Position position = message.position();
            MessageId id = topic.finished(position.first(), position.second(), position.third());
            if (id == null) {
                continue; // acknowledged before, or another consumer's by now
            }
            if (ordered) {
                last.put(topic.name, id);
            } else {
                each.computeIfAbsent(topic.name, name -> new ArrayList<>()).add(id);
            }
        }
        last.forEach((name, id) -> send(new Acknowledgement(name, List.of(id))));
        each.forEach((name, ids) -> send(new Acknowledgement(name, ids)));
    }

    /** Acknowledges a message that the pipeline never sees, or has seen. */
    void skipped(TopicState topic, MessageId id) {
        if (!ordered || topic.idle()) {
            send(new Acknowledgement(topic.name, List.of(id)));
        }
    }

    private void again() {
        for (Acknowledgement ack = failed.poll(); ack != null; ack = failed.poll()) {
            send(ack);
        }
    }

    private void send(Acknowledgement ack) {
        onTheirWay.removeIf(CompletableFuture::isDone);
        CompletableFuture<Void> answer =
                ordered ? consumer.acknowledgeCumulativeAsync(ack.ids().get(0)) : consumer.acknowledgeAsync(ack.ids());
        onTheirWay.add(answer.whenComplete((nothing, failure) -> {
            if (failure != null) {
                failed.add(ack);
                context.count("failed-acknowledgements", 1);
                LOG.warn("acknowledgement failed; tried again topic={}", ack.topic(), failure);
            }
        }));
    }

    /** Waits until the broker has taken all acknowledgements. */
    void flush(Duration limit) {
        for (int attempt = 1; ; attempt++) {
            again();
            try {
                CompletableFuture.allOf(onTheirWay.toArray(new CompletableFuture<?>[0]))
                        .get(limit.toMillis(), TimeUnit.MILLISECONDS);
                onTheirWay.clear();
                return;
            } catch (ExecutionException | TimeoutException e) {
                onTheirWay.removeIf(CompletableFuture::isDone);
                if (attempt == 3 || e instanceof TimeoutException) {
                    throw CleanException.retryable("acknowledging to Pulsar failed: " + e, e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CleanException(CleanException.Kind.EXTERNAL, "interrupted while acknowledging to Pulsar", e);
            }
        }
    }
}
