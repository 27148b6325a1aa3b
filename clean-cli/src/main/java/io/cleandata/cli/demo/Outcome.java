package io.cleandata.cli.demo;

import org.jspecify.annotations.Nullable;

/**
 * What became of one fault.
 *
 * @param fault its name
 * @param feature the feature it touched, or empty
 * @param first number of its first message
 * @param last number of its last message
 * @param caughtBy the metric of the alert that caught it, with the detector that weighed most; null when none did
 * @param windowsLater how many windows after the first faulty one the alert came; 0 with that window itself
 * @param score mean score of the windows it lasted for; NaN when none was scored
 */
public record Outcome(
        String fault,
        String feature,
        long first,
        long last,
        @Nullable String caughtBy,
        long windowsLater,
        double score) {}
