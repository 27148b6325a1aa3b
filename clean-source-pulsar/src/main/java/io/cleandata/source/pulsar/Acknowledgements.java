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
    private static final int ATTEMPTS = 20;

    private final Consumer<byte[]> consumer;
    private final SourceContext context;
    private final boolean ordered;
    private final ConcurrentLinkedQueue<Acknowledgement> failed = new ConcurrentLinkedQueue<>();
    private final List<OnItsWay> onTheirWay = new ArrayList<>();

    private record Acknowledgement(String topic, List<MessageId> ids) {}

    private record OnItsWay(Acknowledgement ack, CompletableFuture<Void> answer) {}

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
        onTheirWay.removeIf(each -> each.answer().isDone());
        CompletableFuture<Void> answer =
                ordered ? consumer.acknowledgeCumulativeAsync(ack.ids().get(0)) : consumer.acknowledgeAsync(ack.ids());
        CompletableFuture<Void> noted = answer.whenComplete((nothing, failure) -> {
            if (failure != null) {
                failed.add(ack);
                context.count("failed-acknowledgements", 1);
                LOG.warn("acknowledgement failed; tried again topic={}", ack.topic(), failure);
            }
        });
        onTheirWay.add(new OnItsWay(ack, noted));
    }

    /** Waits until the broker has taken all acknowledgements; those that have no answer for long are sent again, for the client forgets some when it connects anew. */
    void flush(Duration limit) {
        long slice = Math.max(1, limit.toMillis() / ATTEMPTS);
        for (int attempt = 1; ; attempt++) {
            again();
            try {
                answered().get(slice, TimeUnit.MILLISECONDS);
                onTheirWay.clear();
                return;
            } catch (ExecutionException | TimeoutException e) {
                if (attempt == ATTEMPTS) {
                    throw CleanException.retryable("acknowledging to Pulsar failed: " + e, e);
                }
                giveUpUnanswered();
                if (e instanceof ExecutionException) {
                    pause(slice);
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    private CompletableFuture<Void> answered() {
        return CompletableFuture.allOf(onTheirWay.stream().map(OnItsWay::answer).toArray(CompletableFuture<?>[]::new));
    }

    private void giveUpUnanswered() {
        for (OnItsWay each : onTheirWay) {
            if (!each.answer().isDone()) {
                failed.add(each.ack());
            }
        }
        onTheirWay.clear();
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static CleanException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new CleanException(CleanException.Kind.EXTERNAL, "interrupted while acknowledging to Pulsar", e);
    }
}
