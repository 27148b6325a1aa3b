package io.cleandata.source.pulsar;

import io.cleandata.spi.CleanException;
import io.cleandata.spi.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Options of the Pulsar source. */
public record PulsarSourceSettings(
        @Option(
                doc = "Address of the brokers: pulsar://host:port, or pulsar+ssl:// for TLS",
                required = true,
                pattern = "pulsar(\\+ssl)?://.+")
        String serviceUrl,

        @Option(doc = "Topic to read, such as persistent://public/default/ml-data") @Nullable
        String topic,

        @Option(doc = "Topics to read, instead of one") List<String> topics,

        @Option(
                doc =
                        "Regular expression of the topics of a namespace to read, such as persistent://public/default/ml-.*")
        @Nullable
        String topicPattern,

        @Option(doc = "Subscription that keeps the position; created if absent", required = true)
        String subscription,

        @Option(
                doc = "How consumers share the subscription: exclusive, failover, shared or key-shared",
                value = "exclusive")
        SubscriptionKind subscriptionType,

        @Option(
                doc =
                        "Where a new subscription begins: latest or earliest; when left out, latest, or earliest when bounded")
        @Nullable
        InitialPosition initialPosition,

        @Option(doc = "Whether to stop at the end that the topics have at the start", value = "false")
        boolean bounded,

        @Option(doc = "Name of this consumer, shown in the broker's statistics") @Nullable
        String consumerName,

        @Option(doc = "Token to log in with", secret = true) @Nullable
        String token,

        @Option(doc = "File of certificates to trust; those of the JVM when left out") @Nullable
        String tlsTrustCertsFile,

        @Option(doc = "Most messages of one receive", value = "1000", min = 1, max = 100000)
        int batchSize,

        @Option(
                doc = "Messages that the client fetches ahead, for each partition",
                value = "5000",
                min = 1,
                max = 1000000)
        int receiverQueueSize,

        @Option(
                doc =
                        "Limit of the broker on unacknowledged messages of one consumer (maxUnackedMessagesPerConsumer), which holds for"
                                + " shared and key-shared subscriptions; 0 for none",
                value = "50000",
                min = 0)
        int maxUnacked,

        @Option(
                doc = "Longest wait for the brokers at the start, and for acknowledgements at the end",
                value = "30s",
                min = 0.1)
        Duration connectTimeout,

        @Option(
                doc =
                        "Further properties of Pulsar's client by their names, such as memoryLimitBytes; those that begin with consumer. go to the consumer",
                passThrough = true)
        Map<String, String> client) {

    private static final Set<String> OURS = Set.of(
            "serviceUrl",
            "consumer.topicNames",
            "consumer.topicsPattern",
            "consumer.subscriptionName",
            "consumer.subscriptionType",
            "consumer.subscriptionInitialPosition",
            "consumer.receiverQueueSize",
            "consumer.deadLetterPolicy",
            "consumer.ackTimeoutMillis");

    /** Checks what spans options. */
    public PulsarSourceSettings {
        List<String> faults = new ArrayList<>();
        if ((topic == null ? 0 : 1) + (topics.isEmpty() ? 0 : 1) + (topicPattern == null ? 0 : 1) != 1) {
            faults.add("give exactly one of topic, topics and topic-pattern");
        }
        if (batchSize > receiverQueueSize) {
            faults.add("batch-size " + batchSize + " is larger than receiver-queue-size " + receiverQueueSize);
        }
        if (bounded && topicPattern != null) {
            faults.add("bounded needs topics by name, not topic-pattern");
        }
        for (String key : client.keySet()) {
            if (OURS.contains(key)) {
                faults.add("client." + key + " is not to be set there: Clean sets it by its own options");
            }
        }
        if (!faults.isEmpty()) {
            throw new CleanException(CleanException.Kind.SETTINGS, "source (pulsar): " + String.join("; ", faults));
        }
    }

    List<String> allTopics() {
        return topic == null ? topics : List.of(topic);
    }

    InitialPosition initial() {
        if (initialPosition != null) {
            return initialPosition;
        }
        return bounded ? InitialPosition.EARLIEST : InitialPosition.LATEST;
    }
}
