package io.cleandata.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a pipeline from Java. The methods have the names people know; {@link Builder#set} reaches every option that a file has.
 * Checked, all at once, when the pipeline is built. Immutable.
 *
 * <pre>{@code
 * PipelineConfig.builder().windowSize(1000).qualityThreshold(0.8).alertOnDegradation(true).build()
 * }</pre>
 *
 * <p>Defaults: windows of 1000 samples or 30 seconds, all detectors, a threshold of 0.8 with alerts on degradation, 4 workers.
 */
public final class PipelineConfig {

    private final Map<String, Object> settings;

    private PipelineConfig(Map<String, Object> settings) {
        this.settings = settings;
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** All defaults. */
    public static PipelineConfig defaults() {
        return builder().build();
    }

    /** What was set, by section and option, as it would stand in a file. */
    public Map<String, Object> settings() {
        return settings;
    }

    @Override
    public String toString() {
        return "PipelineConfig" + settings.keySet();
    }

    /** Collects settings; a later call replaces an earlier one. */
    public static final class Builder {

        private final Map<String, Object> tree = new LinkedHashMap<>();
        private final List<Object> detectors = new ArrayList<>();
        private final List<Object> alerts = new ArrayList<>();
        private final List<Object> metrics = new ArrayList<>();

        private Builder() {}

        /** Name of the pipeline in alerts, metrics and logs. */
        public Builder name(String name) {
            return set("pipeline.name", name);
        }

        /** Directory that keeps positions, detector memory, incidents and the outbox over a restart. */
        public Builder stateDir(Path directory) {
            return set("pipeline.state-dir", directory.toString());
        }

        /** Threads that analyse windows; 4 by default. */
        public Builder maxWorkers(int threads) {
            return set("pipeline.max-workers", threads);
        }

        /** Longest time for draining when the pipeline is stopped; 30 seconds by default. */
        public Builder shutdownTimeout(Duration limit) {
            return set("pipeline.shutdown-timeout", limit);
        }

        /** Samples in a window; 1000 by default. Not together with {@link #windowDuration}. */
        public Builder windowSize(int samples) {
            return set("window.size", samples);
        }

        /** Selects windows of time. Not together with {@link #windowSize}. */
        public Builder windowDuration(Duration duration) {
            return set("window.duration", duration);
        }

        /** Samples that a window of time waits for. */
        public Builder minWindowSize(int samples) {
            return set("window.min-size", samples);
        }

        /** Makes windows of {@link #windowSize} overlap: each shows so many new samples. */
        public Builder slideSize(int samples) {
            return set("window.slide", samples);
        }

        /** Makes windows of {@link #windowDuration} overlap: one begins every so often. */
        public Builder slideDuration(Duration duration) {
            return set("window.slide", duration);
        }

        /** Longest time that a window by count waits for its samples; 30 seconds by default. */
        public Builder batchTimeout(Duration limit) {
            return set("window.timeout", limit);
        }

        /** Another kind of windows, such as {@code event-time} or {@code keyed}, with its options. */
        public Builder window(String type, Map<String, ?> options) {
            return set("window", typed(type, options));
        }

        /** Score below which the quality is too low; 0.8 by default. */
        public Builder qualityThreshold(double threshold) {
            return set("quality.threshold", threshold);
        }

        /** Whether a fall against the metric's own past is worth an alert too; true by default. */
        public Builder alertOnDegradation(boolean alert) {
            return set("quality.alert-on-degradation", alert);
        }

        /** Detectors to run, by name; {@code "all"}, the default, for those that belong to all. */
        public Builder detectors(String... names) {
            detectors.addAll(List.of(names));
            return this;
        }

        /** A detector to run, with options. */
        public Builder detector(String type, Map<String, ?> options) {
            detectors.add(typed(type, options));
            return this;
        }

        /** The parser of messages, with options; {@code json} by default. */
        public Builder parser(String type, Map<String, ?> options) {
            return set("parser", typed(type, options));
        }

        /** The source, with options, where it is not handed over as an object. */
        public Builder source(String type, Map<String, ?> options) {
            return set("source", typed(type, options));
        }

        /** A further alert handler, with options. */
        public Builder alert(String type, Map<String, ?> options) {
            alerts.add(typed(type, options));
            return this;
        }

        /** A further metrics exporter, with options. */
        public Builder metrics(String type, Map<String, ?> options) {
            metrics.add(typed(type, options));
            return this;
        }

        /**
         * Sets any option by its path in a file, such as {@code quality.evidence} or {@code dead-letter.topic}.
         *
         * @param value text as in a file, a number, boolean, duration, enum constant, list or map; null for the default
         */
        public Builder set(String path, @Nullable Object value) {
            Objects.requireNonNull(path, "path");
            String[] keys = path.split("\\.", -1);
            Map<String, Object> at = tree;
            for (int i = 0; i < keys.length - 1; i++) {
                at = child(at, keys[i]);
            }
            if (value == null) {
                at.remove(keys[keys.length - 1]);
            } else {
                at.put(keys[keys.length - 1], value);
            }
            return this;
        }

        /** The settings. */
        public PipelineConfig build() {
            Map<String, Object> settings = new LinkedHashMap<>(tree);
            putList(settings, "detectors", detectors);
            putList(settings, "alerts", alerts);
            putList(settings, "metrics", metrics);
            return new PipelineConfig(Collections.unmodifiableMap(settings));
        }

        private static void putList(Map<String, Object> settings, String key, List<Object> items) {
            if (!items.isEmpty()) {
                settings.put(key, List.copyOf(items));
            }
        }

        @SuppressWarnings("unchecked")
        private static Map<String, Object> child(Map<String, Object> parent, String key) {
            Object child = parent.get(key);
            Map<String, Object> copy = child instanceof Map<?, ?> map
                    ? new LinkedHashMap<>((Map<String, Object>) map)
                    : new LinkedHashMap<>();
            parent.put(key, copy);
            return copy;
        }

        private static Map<String, Object> typed(String type, Map<String, ?> options) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("type", type);
            all.putAll(options);
            return all;
        }
    }
}
