package io.cleandata.model;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * One fault: what it concerns, how bad it is, and why it is one, in words.
 *
 * <p>Severity is the posterior probability that the fault is real times its harm, 0..1.
 */
public final class Issue {

    /** What a fault concerns. */
    public enum Scope {
        /** One sample. */
        SAMPLE,
        /** One feature, over the whole window. */
        FEATURE,
        /** The window as a whole. */
        WINDOW
    }

    private static final int[] NO_ROWS = new int[0];

    private final Scope scope;
    private final int row;
    private final double severity;
    private final String reason;
    private final List<String> features;
    private final int[] match;

    private Issue(Scope scope, int row, double severity, String reason, List<String> features, int[] match) {
        if (!(severity >= 0 && severity <= 1)) {
            throw new IllegalArgumentException("severity " + severity + " is outside 0..1");
        }
        this.scope = scope;
        this.row = row;
        this.severity = severity;
        this.reason = Objects.requireNonNull(reason, "reason");
        this.features = features;
        this.match = match;
    }

    /** A fault of one sample; its row is flagged. */
    public static Issue ofSample(int row, double severity, String reason) {
        return new Issue(Scope.SAMPLE, row, severity, reason, List.of(), NO_ROWS);
    }

    /** A fault of one sample, with the features at fault. */
    public static Issue ofSample(int row, double severity, String reason, List<String> features) {
        return new Issue(Scope.SAMPLE, row, severity, reason, List.copyOf(features), NO_ROWS);
    }

    /** A sample that repeats others; {@code match} holds all earlier members of its group in the window, as rows. */
    public static Issue ofDuplicate(int row, double severity, String reason, List<String> features, int[] match) {
        return new Issue(Scope.SAMPLE, row, severity, reason, List.copyOf(features), match.clone());
    }

    /** A fault of a feature over the whole window; the feature is flagged. */
    public static Issue ofFeature(String feature, double severity, String reason) {
        return new Issue(Scope.FEATURE, -1, severity, reason, List.of(feature), NO_ROWS);
    }

    /** A fault of the window as a whole, with the features that it shows in, if any. */
    public static Issue ofWindow(double severity, String reason, List<String> features) {
        return new Issue(Scope.WINDOW, -1, severity, reason, List.copyOf(features), NO_ROWS);
    }

    /** What it concerns. */
    public Scope scope() {
        return scope;
    }

    /** The row of a sample's fault, else -1. */
    public int row() {
        return row;
    }

    /** Probability that it is real, times its harm, 0..1. */
    public double severity() {
        return severity;
    }

    /** Why it is a fault, in words, with the values that make it one. */
    public String reason() {
        return reason;
    }

    /** The features at fault, as far as known. */
    public List<String> features() {
        return features;
    }

    /** Rows of all earlier members of a duplicate's group in the window, ascending; empty otherwise. */
    public int[] match() {
        return match.length == 0 ? match : Arrays.copyOf(match, match.length);
    }

    @Override
    public String toString() {
        return scope + (row < 0 ? "" : " " + row) + " " + features + ": " + reason;
    }
}
