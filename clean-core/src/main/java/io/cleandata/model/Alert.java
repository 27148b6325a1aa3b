package io.cleandata.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A metric crossed its threshold, or came back: with all that is needed to understand it. */
public final class Alert {

    /**
     * A detector or feature and its share of what was lost.
     *
     * @param name the detector or feature
     * @param share its share of the loss, 0..1
     */
    public record Contribution(String name, double share) {}

    /**
     * A metadata value that faulty samples have more often than others.
     *
     * @param field the metadata field
     * @param value its value
     * @param share the value's share among faulty samples, 0..1
     * @param lift that share over the value's share among all samples
     * @param pValue probability of such a lift by chance, corrected for the number of values compared
     */
    public record Concentration(String field, String value, double share, double lift, double pValue) {}

    /**
     * A faulty sample.
     *
     * @param position where it stands: partition and position
     * @param detector the detector that flagged it
     * @param reason why
     * @param features its features as text, masked where they are sensitive
     */
    public record Example(String position, String detector, String reason, Map<String, String> features) {}

    private final String pipeline;
    private final String incident;
    private final AlertState state;
    private final Severity severity;
    private final String metric;
    private final @Nullable String key;
    private final double value;
    private final double low;
    private final double high;
    private final double threshold;
    private final String message;
    private final Instant time;
    private final long window;
    private final String firstPosition;
    private final String lastPosition;
    private final List<Contribution> detectors;
    private final List<Contribution> features;
    private final List<Concentration> concentrations;
    private final List<Example> examples;

    private Alert(Builder b) {
        pipeline = Objects.requireNonNull(b.pipeline, "pipeline");
        incident = Objects.requireNonNull(b.incident, "incident");
        state = Objects.requireNonNull(b.state, "state");
        severity = Objects.requireNonNull(b.severity, "severity");
        metric = Objects.requireNonNull(b.metric, "metric");
        key = b.key;
        value = b.value;
        low = b.low;
        high = b.high;
        threshold = b.threshold;
        message = Objects.requireNonNull(b.message, "message");
        time = b.time;
        window = b.window;
        firstPosition = b.firstPosition;
        lastPosition = b.lastPosition;
        detectors = List.copyOf(b.detectors);
        features = List.copyOf(b.features);
        concentrations = List.copyOf(b.concentrations);
        examples = List.copyOf(b.examples);
    }

    /** Starts an alert. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts a copy of this alert. */
    public Builder toBuilder() {
        return new Builder()
                .pipeline(pipeline)
                .incident(incident)
                .state(state)
                .severity(severity)
                .metric(metric)
                .key(key)
                .value(value)
                .interval(low, high)
                .threshold(threshold)
                .message(message)
                .time(time)
                .window(window)
                .positions(firstPosition, lastPosition)
                .detectors(detectors)
                .features(features)
                .concentrations(concentrations)
                .examples(examples);
    }

    /** The pipeline's name. */
    public String pipeline() {
        return pipeline;
    }

    /** Identity of the incident, the same from its first alert to its recovery and across restarts: {@code pipeline/metric/key/number}, the key only when keyed. */
    public String incident() {
        return incident;
    }

    /** Where the incident stands. */
    public AlertState state() {
        return state;
    }

    /** How urgent it is. */
    public Severity severity() {
        return severity;
    }

    /** What crossed its threshold: {@code quality_score} or a detector's metric. */
    public String metric() {
        return metric;
    }

    /** The key, in a keyed stream. */
    public @Nullable String key() {
        return key;
    }

    /** The metric's value in the window; NaN when it is absent. */
    public double value() {
        return value;
    }

    /** Lower end of the value's interval. */
    public double low() {
        return low;
    }

    /** Upper end of the value's interval. */
    public double high() {
        return high;
    }

    /** The threshold that was crossed. */
    public double threshold() {
        return threshold;
    }

    /** All of it in one or two sentences, plain text; may quote strangers' strings. */
    public String message() {
        return message;
    }

    /** When the window was closed. */
    public Instant time() {
        return time;
    }

    /** The window's number. */
    public long window() {
        return window;
    }

    /** The window's first position, with its partition. */
    public String firstPosition() {
        return firstPosition;
    }

    /** The window's last position, with its partition. */
    public String lastPosition() {
        return lastPosition;
    }

    /** Detectors that weigh most, heaviest first. */
    public List<Contribution> detectors() {
        return detectors;
    }

    /** Features that weigh most, heaviest first. */
    public List<Contribution> features() {
        return features;
    }

    /** Metadata values over-represented among faulty samples. */
    public List<Concentration> concentrations() {
        return concentrations;
    }

    /** Faulty samples; empty for handlers that did not ask for them. */
    public List<Example> examples() {
        return examples;
    }

    /** The same for every delivery of this alert, also after a restart, and different for every other alert. */
    public String idempotencyKey() {
        return incident + ":" + state.name().toLowerCase(java.util.Locale.ROOT) + ":" + window;
    }

    @Override
    public String toString() {
        return state + " " + incident + " " + severity + ": " + message;
    }

    /** Collects the parts of an alert. */
    public static final class Builder {
        private @Nullable String pipeline;
        private @Nullable String incident;
        private @Nullable AlertState state;
        private @Nullable Severity severity;
        private @Nullable String metric;
        private @Nullable String key;
        private double value = Double.NaN;
        private double low = Double.NaN;
        private double high = Double.NaN;
        private double threshold = Double.NaN;
        private @Nullable String message;
        private Instant time = Instant.EPOCH;
        private long window;
        private String firstPosition = "";
        private String lastPosition = "";
        private List<Contribution> detectors = List.of();
        private List<Contribution> features = List.of();
        private List<Concentration> concentrations = List.of();
        private List<Example> examples = List.of();

        private Builder() {}

        public Builder pipeline(String pipeline) {
            this.pipeline = pipeline;
            return this;
        }

        public Builder incident(String incident) {
            this.incident = incident;
            return this;
        }

        public Builder state(AlertState state) {
            this.state = state;
            return this;
        }

        public Builder severity(Severity severity) {
            this.severity = severity;
            return this;
        }

        public Builder metric(String metric) {
            this.metric = metric;
            return this;
        }

        public Builder key(@Nullable String key) {
            this.key = key;
            return this;
        }

        public Builder value(double value) {
            this.value = value;
            return this;
        }

        public Builder interval(double low, double high) {
            this.low = low;
            this.high = high;
            return this;
        }

        public Builder threshold(double threshold) {
            this.threshold = threshold;
            return this;
        }

        public Builder message(String message) {
            this.message = message;
            return this;
        }

        public Builder time(Instant time) {
            this.time = time;
            return this;
        }

        public Builder window(long window) {
            this.window = window;
            return this;
        }

        public Builder positions(String first, String last) {
            this.firstPosition = first;
            this.lastPosition = last;
            return this;
        }

        public Builder detectors(List<Contribution> detectors) {
            this.detectors = detectors;
            return this;
        }

        public Builder features(List<Contribution> features) {
            this.features = features;
            return this;
        }

        public Builder concentrations(List<Concentration> concentrations) {
            this.concentrations = concentrations;
            return this;
        }

        public Builder examples(List<Example> examples) {
            this.examples = examples;
            return this;
        }

        public Alert build() {
            return new Alert(this);
        }
    }
}
