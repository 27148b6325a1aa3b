package io.cleandata.source.pulsar;

import io.cleandata.model.Message;
import io.cleandata.spi.CleanException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.MessageIdAdv;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.Reader;
import org.apache.pulsar.client.impl.MessageIdImpl;

/** Shows the newest messages with a reader, which has no subscription that outlives it. */
final class PulsarPeek {

    private PulsarPeek() {}

    static List<Message> newest(PulsarSourceSettings settings, int most, Consumer<String> findings) {
        if (settings.topicPattern() != null) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "topics of a pattern cannot be looked at; name one as source.topic to see its messages");
        }
        PulsarClient client = Opening.client(settings);
        try {
            List<String> partitions = new ArrayList<>();
            for (String topic : settings.allTopics()) {
                partitions.addAll(Opening.await(client.getPartitionsForTopic(topic), settings));
            }
            findings.accept("Pulsar at " + settings.serviceUrl() + " answers: " + partitions.size()
                    + (partitions.size() == 1 ? " partition" : " partitions"));
            List<Message> messages = new ArrayList<>();
            int each = Math.max(1, (most + partitions.size() - 1) / Math.max(1, partitions.size()));
            for (String partition : partitions) {
                newest(settings, client, partition, each, messages);
                findings.accept(partition + " may be read");
            }
            findings.accept("subscription " + settings.subscription() + " was left alone and not tried");
            return messages.size() <= most ? messages : new ArrayList<>(messages.subList(0, most));
        } finally {
            client.closeAsync();
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
