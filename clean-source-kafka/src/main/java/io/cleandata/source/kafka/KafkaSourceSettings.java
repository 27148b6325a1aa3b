package io.cleandata.source.kafka;

import io.cleandata.spi.CleanException;
import io.cleandata.spi.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Options of the Kafka source. */
public record KafkaSourceSettings(
        @Option(doc = "Brokers to ask first, as host:port, separated by commas", required = true)
        String bootstrapServers,

        @Option(doc = "Topic to read") @Nullable String topic,

        @Option(doc = "Topics to read, instead of one") List<String> topics,

        @Option(doc = "Regular expression of the topics to read, also of those created later") @Nullable
        String topicPattern,

        @Option(
                doc = "Partitions to read, as topic:number, instead of topics shared among a group's members",
                pattern = ".+:[0-9]{1,9}")
        List<String> partitions,

        @Option(doc = "Consumer group that keeps the offsets; may be left out with partitions only") @Nullable
        String groupId,

        @Option(
                doc = "Where to begin when the group has no offset yet: latest or earliest; when left out, latest, or"
                        + " earliest when bounded")
        @Nullable
        OffsetReset autoOffsetReset,

        @Option(doc = "Moment at which to begin when the group has no offset yet, such as 2026-01-31T12:00:00Z")
        @Nullable
        Instant startTimestamp,

        @Option(doc = "Whether to stop at the end that the partitions have at the start", value = "false")
        boolean bounded,

        @Option(doc = "Most messages of one poll", value = "2000", min = 1, max = 100000)
        int maxPollRecords,

        @Option(doc = "Longest wait for the brokers at the start, and for commits at the end", value = "30s", min = 0.1)
        Duration connectTimeout,

        @Option(
                doc = "Further consumer properties by their Kafka names, such as security.protocol, sasl.jaas.config,"
                        + " isolation.level or group.protocol",
                passThrough = true)
        Map<String, String> client) {

    private static final Set<String> OURS = Set.of(
            "bootstrap.servers",
            "group.id",
            "enable.auto.commit",
            "auto.offset.reset",
            "key.deserializer",
            "value.deserializer",
            "max.poll.records");

    /** Checks what spans options. */
    public KafkaSourceSettings {
        List<String> faults = new ArrayList<>();
        int ways = (topic == null ? 0 : 1)
                + (topics.isEmpty() ? 0 : 1)
                + (topicPattern == null ? 0 : 1)
                + (partitions.isEmpty() ? 0 : 1);
        if (ways != 1) {
            faults.add("give exactly one of topic, topics, topic-pattern and partitions");
        }
        if (groupId == null && partitions.isEmpty()) {
            faults.add("group-id is required, unless partitions are named");
        }
        for (String key : client.keySet()) {
            if (OURS.contains(key)) {
                faults.add("client." + key + " is not to be set there" + cure(key));
            }
        }
        if (!faults.isEmpty()) {
            throw new CleanException(CleanException.Kind.SETTINGS, "source (kafka): " + String.join("; ", faults));
        }
    }

    private static String cure(String key) {
        return switch (key) {
            case "enable.auto.commit" -> ": Clean commits itself, when messages are analysed";
            case "key.deserializer", "value.deserializer" -> ": Clean reads bytes and leaves the rest to its parser";
            default -> ": use the option " + key.replace('.', '-');
        };
    }

    OffsetReset reset() {
        return autoOffsetReset != null ? autoOffsetReset : bounded ? OffsetReset.EARLIEST : OffsetReset.LATEST;
    }
}
