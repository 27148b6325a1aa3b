package io.cleandata.source.pulsar;

import io.cleandata.model.Message;
import io.cleandata.spi.Source;
import io.cleandata.testkit.PipelineHarness;
import io.cleandata.testkit.brokers.EmbeddedPulsar;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.Reader;

/** Two fresh topics on the shared server. */
final class PulsarHarness implements PipelineHarness {

    final List<String> topics = List.of("persistent://public/default/t" + UUID.randomUUID(), "t" + UUID.randomUUID());
    private final EmbeddedPulsar pulsar = EmbeddedPulsar.shared();
    private final SubscriptionKind kind;
    private static final PulsarClient CLIENT = client();
    private final List<Producer<byte[]>> producers = new ArrayList<>();

    PulsarHarness(SubscriptionKind kind, boolean batches) {
        this.kind = kind;
        try {
            for (String topic : topics) {
                producers.add(CLIENT.newProducer()
                        .topic(topic)
                        .enableBatching(batches)
                        .batchingMaxPublishDelay(20, TimeUnit.MILLISECONDS)
                        .blockIfQueueFull(true)
                        .sendTimeout(2, TimeUnit.MINUTES)
                        .create());
            }
        } catch (PulsarClientException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One for all tests: a client takes seconds to close. */
    private static PulsarClient client() {
        try {
            return PulsarClient.builder()
                    .serviceUrl(EmbeddedPulsar.shared().serviceUrl())
                    .maxBackoffInterval(1, TimeUnit.SECONDS)
                    .build();
        } catch (PulsarClientException e) {
            throw new IllegalStateException(e);
        }
    }

    PulsarSourceBuilder builder() {
        return PulsarSource.builder()
                .serviceUrl(pulsar.serviceUrl())
                .topics(topics)
                .subscription("s")
                .subscriptionType(kind)
                .initialPosition("earliest");
    }

    @Override
    public Source source() {
        return builder().build();
    }

    @Override
    public Optional<Source> bounded() {
        return Optional.of(builder().bounded(true).build());
    }

    @Override
    public String settings() {
        return settings("[\"" + String.join("\", \"", topics) + "\"]", "s");
    }

    @Override
    public String endless() {
        return settings().replace(", connect-timeout: 5s, bounded: true", "");
    }

    @Override
    public void restartServer() {
        pulsar.kill();
        pulsar.restart();
    }

    @Override
    public String settings(String destination) {
        return settings("[\"" + destination + "\"]", "s" + UUID.randomUUID());
    }

    private String settings(String from, String by) {
        return "{type: pulsar, service-url: \"" + pulsar.serviceUrl() + "\", topics: " + from + ", subscription: " + by
                + ", subscription-type: " + kind.name().toLowerCase(Locale.ROOT).replace('_', '-')
                + ", initial-position: earliest, connect-timeout: 5s, bounded: true}";
    }

    @Override
    public String refusing() {
        return "persistent://public/n" + UUID.randomUUID() + "/letters"; // the namespace is not there
    }

    @Override
    public void accept(String destination) {
        URI namespace = URI.create(
                pulsar.webUrl() + "/admin/v2/namespaces/public/" + destination.split("/", -1)[3]);
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(namespace)
                                    .PUT(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean exactLag() {
        return false;
    }

    @Override
    public int partitions() {
        return topics.size();
    }

    @Override
    public void write(int partition, List<byte[]> values) {
        List<CompletableFuture<MessageId>> answers = new ArrayList<>();
        values.forEach(value -> answers.add(producers.get(partition).sendAsync(value)));
        answers.forEach(CompletableFuture::join);
    }

    void writeNothing(int partition) throws PulsarClientException {
        producers.get(partition).newMessage().key("k").value(null).send();
    }

    @Override
    public List<Message> sent(String destination, int count) {
        try (Reader<byte[]> reader = CLIENT.newReader()
                .topic(destination)
                .startMessageId(MessageId.earliest)
                .create()) {
            List<Message> messages = new ArrayList<>();
            while (messages.size() < count) {
                var message = reader.readNext(1, TimeUnit.MINUTES);
                if (message == null) {
                    throw new IllegalStateException(
                            destination + " has " + messages.size() + " messages, not " + count);
                }
                messages.add(Message.builder(destination)
                        .value(message.getData())
                        .headers(message.getProperties())
                        .build());
            }
            return messages;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        for (Producer<byte[]> producer : producers) {
            producer.closeAsync();
        }
    }
}
