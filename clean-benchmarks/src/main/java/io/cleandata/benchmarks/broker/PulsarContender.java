package io.cleandata.benchmarks.broker;

import io.cleandata.source.pulsar.PulsarSource;
import io.cleandata.spi.Source;
import io.cleandata.testkit.brokers.EmbeddedPulsar;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.BatchReceivePolicy;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.Messages;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.SubscriptionInitialPosition;
import org.jspecify.annotations.Nullable;

final class PulsarContender implements Contender {

    private final EmbeddedPulsar pulsar = EmbeddedPulsar.start();
    private final PulsarClient client;

    PulsarContender() throws PulsarClientException {
        client = PulsarClient.builder().serviceUrl(pulsar.serviceUrl()).build();
    }

    @Override
    public void fill(String topic, int count, byte[][] values) throws PulsarClientException {
        try (Producer<byte[]> producer = client.newProducer()
                .topic(topic)
                .blockIfQueueFull(true)
                .batchingMaxMessages(1000)
                .batchingMaxPublishDelay(5, TimeUnit.MILLISECONDS)
                .create()) {
            for (int i = 0; i < count; i++) {
                var unused = producer.sendAsync(values[i % values.length]);
            }
            producer.flush();
        }
    }

    @Override
    public void bare(String topic, int count) throws PulsarClientException {
        try (Consumer<byte[]> consumer = client.newConsumer()
                .topic(topic)
                .subscriptionName("bare" + UUID.randomUUID())
                .subscriptionInitialPosition(SubscriptionInitialPosition.Earliest)
                .receiverQueueSize(5000)
                .batchReceivePolicy(BatchReceivePolicy.builder()
                        .maxNumMessages(1000)
                        .maxNumBytes(10_000_000)
                        .timeout(20, TimeUnit.MILLISECONDS)
                        .build())
                .subscribe()) {
            long bytes = 0;
            int seen = 0;
            while (seen < count) {
                Messages<byte[]> messages = consumer.batchReceive();
                @Nullable MessageId last = null;
                for (Message<byte[]> each : messages) {
                    bytes += each.getData().length;
                    seen++;
                    last = each.getMessageId();
                }
                if (last != null) {
                    var unused = consumer.acknowledgeCumulativeAsync(last);
                }
            }
            BrokerThroughput.consumed(bytes);
        }
    }

    @Override
    public Source source(String topic) {
        return PulsarSource.builder()
                .serviceUrl(pulsar.serviceUrl())
                .topic(topic)
                .subscription("clean" + UUID.randomUUID())
                .initialPosition("earliest")
                .build();
    }

    @Override
    public void close() {
        client.closeAsync();
        pulsar.close();
    }
}
