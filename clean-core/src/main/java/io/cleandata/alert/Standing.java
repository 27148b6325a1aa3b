package io.cleandata.alert;

import org.jspecify.annotations.Nullable;

/**
 * Where a metric stands with its threshold.
 *
 * @param metric such as {@code quality_score}
 * @param key in a keyed stream
 * @param value in the latest window
 * @param threshold NaN when it is only compared with its own past
 * @param open whether there is an incident
 * @param evidence how much of the evidence is there that it takes to open an incident, or to close the open one, 0..1
 */
public record Standing(
        String metric, @Nullable String key, double value, double threshold, boolean open, double evidence) {}
