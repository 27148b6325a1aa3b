package io.cleandata.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What one detector found in one window. */
public final class DetectorResult {

    /** Whether the detector could judge the window. */
    public enum Status {
        /** It was judged. */
        OK,
        /** The data do not allow a judgement; {@link DetectorResult#note()} says why. */
        NOT_ASSESSABLE,
        /** The detector threw or took too long; {@link DetectorResult#note()} says what. */
        FAILED
    }

    /**
     * Name of the figure in which a detector that judges samples says how many faults come at once in its stream, as the windows up to this one tell.
     *
     * <p>Faults come at once when one cause brings them: copies of one sample, say. The figure is the mean number of faulty samples that a fault
     * comes with, itself counted, each by its severity: the sum of squares of the clusters' sums of severity, over the sum of these; 1 where
     * faults come alone. The score's interval allows for clusters of that size that happen not to have come in this window. A detector that does not give
     * it says nothing about it.
     */
    public static final String CLUSTER_SIZE = "cluster_size";

    private static final float[] NO_SCORES = new float[0];

    private final Status status;
    private final String note;
    private final float[] scores;
    private final List<Issue> issues;
    private final Map<String, Double> statistics;

    private DetectorResult(
            Status status, String note, float[] scores, List<Issue> issues, Map<String, Double> statistics) {
        this.status = status;
        this.note = note;
        this.scores = scores;
        this.issues = issues;
        this.statistics = statistics;
    }

    /** A window that cannot be judged, and why. */
    public static DetectorResult notAssessable(String why) {
        return new DetectorResult(Status.NOT_ASSESSABLE, why, NO_SCORES, List.of(), Map.of());
    }

    /** A window on which the detector failed, and how. */
    public static DetectorResult failed(String how) {
        return new DetectorResult(Status.FAILED, how, NO_SCORES, List.of(), Map.of());
    }

    /** Starts a result of a detector that judges samples. */
    public static Builder ofSamples(int size) {
        float[] scores = new float[size];
        java.util.Arrays.fill(scores, Float.NaN);
        return new Builder(scores);
    }

    /** Starts a result of a detector that judges features or the window as a whole. */
    public static Builder ofWindow() {
        return new Builder(NO_SCORES);
    }

    /** Whether it could judge. */
    public Status status() {
        return status;
    }

    /** Why it could not judge, or what of the window it could not judge; empty when it judged it all. */
    public String note() {
        return note;
    }

    /** Whether it judges samples, and so has a score for rows. */
    public boolean bySample() {
        return scores.length > 0;
    }

    /** Suspicion of each row, 0..1, higher is more suspicious; NaN where a row was not assessed; empty unless it judges samples. Not to be changed. */
    public float[] scores() {
        return scores;
    }

    /** All faults, samples' first, by row. */
    public List<Issue> issues() {
        return issues;
    }

    /** Further figures, by snake-case name. */
    public Map<String, Double> statistics() {
        return statistics;
    }

    /** Collects a result. Not to be used by several threads. */
    public static final class Builder {
        private final float[] scores;
        private final List<Issue> issues = new ArrayList<>();
        private final Map<String, Double> statistics = new LinkedHashMap<>();
        private String note = "";

        private Builder(float[] scores) {
            this.scores = scores;
        }

        /** Sets a row's suspicion, 0..1. */
        public Builder score(int row, double score) {
            if (!(score >= 0 && score <= 1)) {
                throw new IllegalArgumentException("score " + score + " of row " + row + " is outside 0..1");
            }
            scores[row] = (float) score;
            return this;
        }

        /** Adds a fault. */
        public Builder issue(Issue issue) {
            Objects.requireNonNull(issue, "issue");
            if (issue.scope() == Issue.Scope.SAMPLE) {
                Objects.checkIndex(issue.row(), scores.length);
            }
            issues.add(issue);
            return this;
        }

        /** Adds a figure. */
        public Builder statistic(String name, double value) {
            statistics.put(name, value);
            return this;
        }

        /** Says what of the window it could not judge, when it judged the rest. */
        public Builder note(String what) {
            note = Objects.requireNonNull(what, "what");
            return this;
        }

        /** The result. */
        public DetectorResult build() {
            List<Issue> sorted = new ArrayList<>(issues);
            sorted.sort((a, b) -> {
                int order = a.scope().compareTo(b.scope());
                return order != 0 ? order : Integer.compare(a.row(), b.row());
            });
            return new DetectorResult(
                    Status.OK,
                    note,
                    scores,
                    Collections.unmodifiableList(sorted),
                    Collections.unmodifiableMap(statistics));
        }
    }
}
