package io.cleandata.source.kafka;

import io.cleandata.spi.CleanException;
import io.cleandata.spi.SourceContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first contact with the brokers. */
final class Opening {

    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private Opening() {}

    static KafkaConsumer<byte[], byte[]> consumer(KafkaSourceSettings settings) {
        try {
            return new KafkaConsumer<>(ClientProperties.consumer(settings));
        } catch (KafkaException e) {
            throw Failures.ofSettings(settings, e);
        }
    }

    /** Asks for the topics, which shows whether the brokers answer, and subscribes or assigns. */
    static Assignment subscribe(
            KafkaSourceSettings settings,
            KafkaConsumer<byte[], byte[]> consumer,
            SourceContext context,
            Commits commits) {
        try {
            Pattern pattern = pattern(settings);
            Set<TopicPartition> known = known(settings, consumer, pattern);
            Map<TopicPartition, Long> ends =
                    settings.bounded() ? consumer.endOffsets(known, settings.connectTimeout()) : Map.of();
            Assignment assignment = new Assignment(settings, consumer, context, commits, known, ends);
            if (!settings.partitions().isEmpty()) {
                consumer.assign(known);
                assignment.onPartitionsAssigned(known);
            } else if (pattern != null) {
                consumer.subscribe(pattern, assignment);
            } else {
                consumer.subscribe(topics(settings), assignment);
            }
            return assignment;
        } catch (KafkaException e) {
            throw Failures.ofFirstContact(settings, e);
        }
    }

    /** The partitions that there are to read now. */
    static Set<TopicPartition> existing(KafkaSourceSettings settings, KafkaConsumer<byte[], byte[]> consumer) {
        return known(settings, consumer, pattern(settings));
    }

    private static Set<TopicPartition> known(
            KafkaSourceSettings settings, KafkaConsumer<byte[], byte[]> consumer, @Nullable Pattern pattern) {
        Duration limit = settings.connectTimeout();
        Map<String, List<PartitionInfo>> all = new HashMap<>();
        if (pattern != null) {
            consumer.listTopics(limit).forEach((topic, partitions) -> {
                if (pattern.matcher(topic).matches()) {
                    all.put(topic, partitions);
                }
            });
        }
        for (String topic : topics(settings)) {
            List<PartitionInfo> partitions = consumer.partitionsFor(topic, limit);
            if (partitions == null || partitions.isEmpty()) {
                if (settings.bounded() || !settings.partitions().isEmpty()) {
                    throw new CleanException(
                            CleanException.Kind.SETTINGS,
                            "topic " + topic + " does not exist on Kafka at " + settings.bootstrapServers());
                }
                LOG.warn("topic={} does not exist yet; waiting for it", topic);
            } else {
                all.put(topic, partitions);
            }
        }
        Set<TopicPartition> known = new HashSet<>();
        all.forEach((topic, partitions) ->
                partitions.forEach(partition -> known.add(new TopicPartition(topic, partition.partition()))));
        return settings.partitions().isEmpty() ? known : named(settings, known);
    }

    private static Set<TopicPartition> named(KafkaSourceSettings settings, Set<TopicPartition> existing) {
        Set<TopicPartition> named = new HashSet<>();
        for (String text : settings.partitions()) {
            int colon = text.lastIndexOf(':');
            TopicPartition id =
                    new TopicPartition(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
            if (!existing.contains(id)) {
                throw new CleanException(
                        CleanException.Kind.SETTINGS,
                        "source.partitions: " + text + " does not exist on Kafka at " + settings.bootstrapServers());
            }
            named.add(id);
        }
        return named;
    }

    private static List<String> topics(KafkaSourceSettings settings) {
        List<String> topics = new ArrayList<>(settings.topics());
        if (settings.topic() != null) {
            topics.add(settings.topic());
        }
        for (String text : settings.partitions()) {
            String topic = text.substring(0, text.lastIndexOf(':'));
            if (!topics.contains(topic)) {
                topics.add(topic);
            }
        }
        return topics;
    }

    private static @Nullable Pattern pattern(KafkaSourceSettings settings) {
        if (settings.topicPattern() == null) {
            return null;
        }
        try {
            return Pattern.compile(settings.topicPattern());
        } catch (PatternSyntaxException e) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "source.topic-pattern is no regular expression: " + e.getMessage(),
                    e);
        }
    }
}
