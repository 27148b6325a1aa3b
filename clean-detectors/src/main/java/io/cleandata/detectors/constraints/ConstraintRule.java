package io.cleandata.detectors.constraints;

import io.cleandata.spi.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One rule of the {@code constraints} detector: what {@code field} must be like, or an {@code expression} that must hold. */
public record ConstraintRule(
        @Option(doc = "name of the rule in reasons; what it says when left out") @Nullable
        String name,

        @Option(doc = "feature that the rule is about; label and metadata.NAME work too") @Nullable
        String field,

        @Option(doc = "whether the field must have a value", value = "false")
        boolean notNull,

        @Option(doc = "whether no two samples may have the same value", value = "false")
        boolean unique,

        @Option(doc = "smallest value, or with aggregate smallest figure") @Nullable
        Double min,

        @Option(doc = "largest value, or with aggregate largest figure") @Nullable
        Double max,

        @Option(doc = "values that the field may have") List<String> in,

        @Option(doc = "RE2 pattern that the whole text must match") @Nullable
        String regex,

        @Option(doc = "fewest characters", min = 0) @Nullable
        Integer minLength,

        @Option(doc = "most characters", min = 0) @Nullable Integer maxLength,

        @Option(doc = "how the field goes from sample to sample") @Nullable
        Order monotonic,

        @Option(
                doc =
                        "JEXL expression that must be true, such as x * y <= area; not judged where a field it names is missing")
        @Nullable
        String expression,

        @Option(doc = "JEXL expression that selects the samples that the rule is about") @Nullable
        String when,

        @Option(
                doc = "share of the samples that must obey; the window is judged instead of the samples",
                min = 0,
                max = 1)
        @Nullable
        Double atLeast,

        @Option(doc = "judge this figure of the field over the window, against min and max") @Nullable
        Aggregate aggregate,

        @Option(doc = "how much a violation takes from a sample's score", value = "1", min = 0, max = 1)
        double severity) {

    public ConstraintRule {
        in = List.copyOf(in);
    }

    /** What the rule says, when it has no name. */
    String title() {
        if (name != null) {
            return name;
        }
        if (expression != null) {
            return when == null ? expression : "if " + when + " then " + expression;
        }
        return field == null ? "a rule without a field" : field;
    }
}
