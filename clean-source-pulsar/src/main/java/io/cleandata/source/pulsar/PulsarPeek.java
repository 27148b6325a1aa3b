package io.cleandata.source.pulsar;

import io.cleandata.model.Message;
import io.cleandata.source.TcpProbe;
import io.cleandata.spi.CleanException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.MessageIdAdv;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.Reader;
import org.apache.pulsar.client.impl.MessageIdImpl;

/** Shows the newest messages with a reader, which has no subscription that outlives it. */
final class PulsarPeek {

    private PulsarPeek() {}

    /** What is connected to, for how long at most. */
    static String place(PulsarSourceSettings settings) {
        return "Pulsar at " + settings.serviceUrl() + " (up to "
                + settings.connectTimeout().toMillis() + " ms)";
    }

    static List<Message> newest(PulsarSourceSettings settings, int most, Consumer<String> findings) {
        if (settings.topicPattern() != null) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "topics of a pattern cannot be looked at; name one as source.topic to see its messages");
        }
        PulsarClient client = Opening.client(settings);
        try {
            if (settings.client().keySet().stream()
                    .noneMatch(key -> key.toLowerCase(Locale.ROOT).contains("proxy"))) {
                TcpProbe.anyOf(
                        "Pulsar",
                        List.of(settings.serviceUrl().split(",")),
                        "source.service-url",
                        settings.connectTimeout());
            }
            List<String> partitions = new ArrayList<>();
            for (String topic : settings.allTopics()) {
                partitions.addAll(partitions(settings, client, topic));
            }
            findings.accept("Pulsar at " + settings.serviceUrl() + " answers: " + partitions.size()
                    + (partitions.size() == 1 ? " partition" : " partitions"));
            List<Message> messages = new ArrayList<>();
            int each = Math.max(1, (most + partitions.size() - 1) / Math.max(1, partitions.size()));
            for (String partition : partitions) {
                newest(settings, client, partition, each, messages);
                findings.accept(partition + " may be read");
                findings.accept(subscription(settings, client, partition));
            }
            return messages.size() <= most ? messages : new ArrayList<>(messages.subList(0, most));
        } finally {
            client.closeAsync();
        }
    }

    /** Asks without making the topic, which brokers do for whoever names one. */
    private static List<String> partitions(PulsarSourceSettings settings, PulsarClient client, String topic) {
        try {
            return Opening.await(client.getPartitionsForTopic(topic, false), settings);
        } catch (CleanException e) {
            if (e.getCause() instanceof PulsarClientException.NotFoundException
                    || e.getCause() instanceof PulsarClientException.TopicDoesNotExistException) {
                throw new CleanException(
                        CleanException.Kind.SETTINGS,
                        "topic " + topic + " does not exist; check source.topic, or make it",
                        e);
            }
            throw e;
        }
    }

    /**
     * Whether the subscription is there and may be used: a reader of its name, which the broker refuses behind its check of rights when there is a durable one, and
     * which is gone without a trace when there is none.
     */
    private static String subscription(PulsarSourceSettings settings, PulsarClient client, String topic) {
        String name = "subscription " + settings.subscription();
        try {
            Reader<byte[]> reader = Opening.await(
                    client.newReader()
                            .topic(topic)
                            .subscriptionName(settings.subscription())
                            .startMessageId(MessageId.latest)
                            .createAsync(),
                    settings);
            Opening.await(reader.closeAsync(), settings);
            return name + " does not exist yet on " + topic + "; a pipeline may make it, and begins at the "
                    + settings.initial().name().toLowerCase(Locale.ROOT);
        } catch (CleanException e) {
            if (e.getCause() instanceof PulsarClientException.NotAllowedException) {
                return name + " exists on " + topic;
            }
            throw e;
        }
    }

    private static void newest(
            PulsarSourceSettings settings, PulsarClient client, String topic, int most, List<Message> into) {
        CompletableFuture<Reader<byte[]>> opening = client.newReader()
                .topic(topic)
                .startMessageId(MessageId.earliest)
                .receiverQueueSize(Math.max(1, Math.min(most, 1000)))
                .createAsync();
        Reader<byte[]> reader = Opening.await(opening, settings);
        try {
            var lastIds = Opening.await(reader.getLastMessageIdsAsync(), settings);
            MessageIdAdv last = lastIds.isEmpty() ? null : (MessageIdAdv) lastIds.get(0);
            if (last == null || last.getEntryId() < 0) {
                return; // nothing there
            }
            // An entry holds one message at least, and those before the last ledger are left out.
            long from = Math.max(-1, last.getEntryId() - most);
            Opening.await(
                    reader.seekAsync(new MessageIdImpl(last.getLedgerId(), from, last.getPartitionIndex())), settings);
            List<Message> found = new ArrayList<>();
            while (Opening.await(reader.hasMessageAvailableAsync(), settings)) {
                var message = Opening.await(reader.readNextAsync(), settings);
                byte[] value = message.getData();
                if (value != null) {
                    found.add(PulsarSource.message(topic, (MessageIdAdv) message.getMessageId(), message, value));
                }
                if (((MessageIdAdv) message.getMessageId()).compareTo(last) >= 0) {
                    break; // what comes after the look began is not waited for
                }
            }
            into.addAll(found.subList(Math.max(0, found.size() - most), found.size()));
        } finally {
            reader.closeAsync();
        }
    }
}
