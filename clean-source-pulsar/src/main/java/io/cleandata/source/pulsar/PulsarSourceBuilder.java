package io.cleandata.source.pulsar;

import io.cleandata.settings.OptionsBinder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the options of a {@link PulsarSource}; each method sets the option of {@link PulsarSourceSettings} of its name. */
public final class PulsarSourceBuilder {

    private final Map<String, Object> values = new LinkedHashMap<>();

    PulsarSourceBuilder() {}

    /** Address of the brokers: pulsar://host:port, or pulsar+ssl:// for TLS. */
    public PulsarSourceBuilder serviceUrl(String value) {
        return set("service-url", value);
    }

    /** Topic to read, such as persistent://public/default/ml-data. */
    public PulsarSourceBuilder topic(String value) {
        return set("topic", value);
    }

    /** Topics to read, instead of one. */
    public PulsarSourceBuilder topics(List<String> value) {
        return set("topics", value);
    }

    /** Regular expression of the topics of a namespace to read, such as persistent://public/default/ml-.*. */
    public PulsarSourceBuilder topicPattern(String value) {
        return set("topic-pattern", value);
    }

    /** Subscription that keeps the position; created if absent. */
    public PulsarSourceBuilder subscription(String value) {
        return set("subscription", value);
    }

    /** How consumers share the subscription: exclusive, failover, shared or key-shared. */
    public PulsarSourceBuilder subscriptionType(SubscriptionKind value) {
        return set("subscription-type", value);
    }

    /** Where a new subscription begins: latest or earliest; when left out, latest, or earliest when bounded. */
    public PulsarSourceBuilder initialPosition(InitialPosition value) {
        return set("initial-position", value);
    }

    /** Whether to stop at the end that the topics have at the start. */
    public PulsarSourceBuilder bounded(boolean value) {
        return set("bounded", value);
    }

    /** Name of this consumer, shown in the broker's statistics. */
    public PulsarSourceBuilder consumerName(String value) {
        return set("consumer-name", value);
    }

    /** Token to log in with. */
    public PulsarSourceBuilder token(String value) {
        return set("token", value);
    }

    /** File of certificates to trust; those of the JVM when left out. */
    public PulsarSourceBuilder tlsTrustCertsFile(String value) {
        return set("tls-trust-certs-file", value);
    }

    /** Most messages of one receive. */
    public PulsarSourceBuilder batchSize(int value) {
        return set("batch-size", value);
    }

    /** Messages that the client fetches ahead, for each partition. */
    public PulsarSourceBuilder receiverQueueSize(int value) {
        return set("receiver-queue-size", value);
    }

    /** Limit of the broker on unacknowledged messages of one consumer; 0 for none. */
    public PulsarSourceBuilder maxUnacked(int value) {
        return set("max-unacked", value);
    }

    /** Longest wait for the brokers at the start, and for acknowledgements at the end. */
    public PulsarSourceBuilder connectTimeout(Duration value) {
        return set("connect-timeout", value);
    }

    /** Further properties of Pulsar's client by their names, such as memoryLimitBytes; those that begin with consumer. go to the consumer. */
    public PulsarSourceBuilder client(Map<String, String> value) {
        return set("client", value);
    }

    /** How consumers share the subscription: {@code exclusive}, {@code failover}, {@code shared} or {@code key-shared}. */
    public PulsarSourceBuilder subscriptionType(String value) {
        return set("subscription-type", value);
    }

    /** Where a new subscription begins: {@code latest} or {@code earliest}. */
    public PulsarSourceBuilder initialPosition(String value) {
        return set("initial-position", value);
    }

    /**
     * The source, not yet open.
     *
     * @throws io.cleandata.settings.InvalidSettingsException with all that is wrong
     */
    public PulsarSource build() {
        return new PulsarSource(OptionsBinder.bind(PulsarSourceSettings.class, values));
    }

    private PulsarSourceBuilder set(String option, Object value) {
        values.put(option, value);
        return this;
    }
}
