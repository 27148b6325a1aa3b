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
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first contact with the brokers, and clear words when it fails. */
final class Opening {

    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private Opening() {}

    static KafkaConsumer<byte[], byte[]> consumer(KafkaSourceSettings settings) {
        try {
            return new KafkaConsumer<>(ClientProperties.consumer(settings));
        } catch (KafkaException e) {
            boolean address = reason(e).contains("bootstrap");
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "source." + (address ? "bootstrap-servers " + settings.bootstrapServers() : "client")
                            + " does not fit Kafka's client: " + reason(e),
                    e);
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
            throw failed(settings, e);
        }
    }

    /** Clear words for what went wrong at the first contact. */
    static CleanException failed(KafkaSourceSettings settings, KafkaException e) {
        if (e instanceof TimeoutException) {
            return new CleanException(
                    CleanException.Kind.EXTERNAL,
                    "Kafka at " + settings.bootstrapServers() + " (source.bootstrap-servers) does not answer within "
                            + seconds(settings.connectTimeout()) + " (source.connect-timeout): " + reason(e),
                    e);
        }
        if (e instanceof AuthenticationException || e instanceof AuthorizationException) {
            return new CleanException(
                    CleanException.Kind.SETTINGS,
                    "Kafka at " + settings.bootstrapServers() + " refuses access: " + reason(e)
                            + ". Check security.protocol and sasl.* under source.client",
                    e);
        }
        return new CleanException(
                CleanException.Kind.EXTERNAL,
                "cannot read from Kafka at " + settings.bootstrapServers() + ": " + reason(e),
                e);
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

    /** The message at the root of a failure: Kafka wraps what matters. */
    static String reason(KafkaException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && (cause.getCause() instanceof KafkaException || cause.getMessage() == null)) {
            cause = cause.getCause();
        }
        boolean named = cause instanceof ConfigException;
        String message = String.valueOf(cause.getMessage());
        return named ? message : cause.getClass().getSimpleName() + ": " + message;
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
