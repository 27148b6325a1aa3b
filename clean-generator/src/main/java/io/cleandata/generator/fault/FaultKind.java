package io.cleandata.generator.fault;

import java.util.Set;

/** The kinds of faults that {@link Faults} makes. */
public enum FaultKind {
    /** Labels changed to any other class. */
    FLIPPED_LABELS("labels"),
    /** One class labelled as another. */
    CONFUSED_CLASSES("labels"),
    /** Exact copies of recent messages. */
    RETRY_STORM("duplicates"),
    /** Copies with a little noise. */
    NEAR_DUPLICATES("duplicates"),
    /** A number in another unit: ten times as large. */
    UNIT_CHANGE("outliers", "drift", "schema"),
    /** A number with its sign turned. */
    SIGN_FLIP("outliers", "drift", "schema"),
    /** A number that no longer changes. */
    CONSTANT_SENSOR("drift", "outliers"),
    /** A feature that is no longer sent. */
    MISSING_FEATURE("missing", "schema"),
    /** A number replaced by -999. */
    STAND_INS("missing", "outliers", "schema"),
    /** A number sent as text with its unit. */
    TYPE_CHANGE("schema"),
    /** A category never seen before. */
    NEW_CATEGORY("schema", "drift"),
    /** A mean that moves over thousands of samples. */
    GRADUAL_DRIFT("drift"),
    /** A mean that moves at once. */
    SUDDEN_SHIFT("drift"),
    /** Event times that lie far back. */
    STALE_TIMESTAMPS("freshness"),
    /** Messages that no parser understands. */
    MALFORMED_MESSAGES();

    private final Set<String> detectors;

    FaultKind(String... detectors) {
        this.detectors = Set.of(detectors);
    }

    /** The names of the detectors any of which is right to report the fault; empty when it is no detector's task. */
    public Set<String> detectors() {
        return detectors;
    }
}
