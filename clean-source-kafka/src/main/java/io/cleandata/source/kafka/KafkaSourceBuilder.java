package io.cleandata.source.kafka;

import io.cleandata.settings.OptionsBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the options of a {@link KafkaSource}; each method sets the option of {@link KafkaSourceSettings} of its name. */
public final class KafkaSourceBuilder {

    private final Map<String, Object> values = new LinkedHashMap<>();

    KafkaSourceBuilder() {}

    /** Brokers to ask first, as host:port, separated by commas. */
    public KafkaSourceBuilder bootstrapServers(String value) {
        return set("bootstrap-servers", value);
    }

    /** Topic to read. */
    public KafkaSourceBuilder topic(String value) {
        return set("topic", value);
    }

    /** Topics to read, instead of one. */
    public KafkaSourceBuilder topics(List<String> value) {
        return set("topics", value);
    }

    /** Regular expression of the topics to read, also of those created later. */
    public KafkaSourceBuilder topicPattern(String value) {
        return set("topic-pattern", value);
    }

    /** Partitions to read, as {@code topic:number}. */
    public KafkaSourceBuilder partitions(List<String> value) {
        return set("partitions", value);
    }

    /** Consumer group that keeps the offsets. */
    public KafkaSourceBuilder groupId(String value) {
        return set("group-id", value);
    }

    /** Where to begin when the group has no offset yet. */
    public KafkaSourceBuilder autoOffsetReset(OffsetReset value) {
        return set("auto-offset-reset", value);
    }

    /** Where to begin when the group has no offset yet: {@code latest} or {@code earliest}. */
    public KafkaSourceBuilder autoOffsetReset(String value) {
        return set("auto-offset-reset", value);
    }

    /** Moment at which to begin when the group has no offset yet. */
    public KafkaSourceBuilder startTimestamp(Instant value) {
        return set("start-timestamp", value);
    }

    /** Whether to stop at the end that the partitions have at the start. */
    public KafkaSourceBuilder bounded(boolean value) {
        return set("bounded", value);
    }

    /** Most messages of one poll. */
    public KafkaSourceBuilder maxPollRecords(int value) {
        return set("max-poll-records", value);
    }

    /** Longest wait for the brokers at the start, and for commits at the end. */
    public KafkaSourceBuilder connectTimeout(Duration value) {
        return set("connect-timeout", value);
    }

    /** Further consumer properties by their Kafka names. */
    public KafkaSourceBuilder client(Map<String, String> value) {
        return set("client", value);
    }

    /**
     * The source, not yet open.
     *
     * @throws io.cleandata.settings.InvalidSettingsException with all that is wrong
     */
    public KafkaSource build() {
        return new KafkaSource(OptionsBinder.bind(KafkaSourceSettings.class, values));
    }

    private KafkaSourceBuilder set(String option, Object value) {
        values.put(option, value);
        return this;
    }
}
