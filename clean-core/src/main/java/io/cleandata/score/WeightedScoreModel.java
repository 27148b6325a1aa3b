package io.cleandata.score;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Window;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The mean over new samples of what their faults leave of them, times what the window's own faults leave.
 *
 * <p>A sample keeps the product of {@code 1 - weight * severity} over its issues; issues of a feature or of the window multiply the mean
 * in the same way. The score is absent when too little of the configured weight was assessed. The interval is one for the mean over
 * samples, duplicates of one group counting as one cluster, and others that may come as large as a detector's {@link
 * DetectorResult#CLUSTER_SIZE} says of the stream; see {@link MeanInterval}.
 */
public final class WeightedScoreModel implements ScoreModel {

    private final Map<String, Double> weights;
    private final double needed;

    /** A model with each configured detector's weight, 0..1, by the detector's name; half of the weight must be assessed. */
    public WeightedScoreModel(Map<String, Double> weights) {
        this(weights, 0.5);
    }

    /**
     * A model.
     *
     * @param weights each configured detector's weight, 0..1, by the detector's name
     * @param minCoverage the share of the weight that must have been assessed for a window to have a score, 0..1
     */
    public WeightedScoreModel(Map<String, Double> weights, double minCoverage) {
        this.weights = new LinkedHashMap<>(weights);
        double sum = 0;
        for (Map.Entry<String, Double> weight : this.weights.entrySet()) {
            if (!(weight.getValue() >= 0 && weight.getValue() <= 1)) {
                throw new IllegalArgumentException(
                        "the weight of " + weight.getKey() + " is " + weight.getValue() + ", which is outside 0..1");
            }
            sum += weight.getValue();
        }
        needed = minCoverage * sum * (1 - 1e-12);
    }

    @Override
    public Score score(Window window, Map<String, DetectorResult> results) {
        int rows = window.newRows();
        if (rows == 0 || assessed(results) < needed) {
            return Score.absent();
        }
        double[] quality = new double[window.size()];
        Arrays.fill(quality, 1);
        double whole = 1;
        double lossAtOnce = 0;
        SampleClusters clusters = new SampleClusters(window.size());
        for (Map.Entry<String, Double> entry : weights.entrySet()) {
            DetectorResult result = results.get(entry.getKey());
            if (result == null || result.status() != DetectorResult.Status.OK) {
                continue;
            }
            double weight = entry.getValue();
            lossAtOnce = Math.max(lossAtOnce, weight * clusterSize(result, rows));
            for (Issue issue : result.issues()) {
                double kept = 1 - weight * issue.severity();
                if (issue.scope() == Issue.Scope.SAMPLE) {
                    quality[issue.row()] *= kept;
                    clusters.join(issue);
                } else {
                    whole *= kept;
                }
            }
        }
        Score mean = MeanInterval.of(quality, window.firstNew(), clusters, lossAtOnce);
        return new Score(whole * mean.value(), whole * mean.low(), whole * mean.high());
    }

    /** What the detector says of its stream, no more than the window can hold; 0 when it says nothing. */
    private static double clusterSize(DetectorResult result, int rows) {
        Double size = result.statistics().get(DetectorResult.CLUSTER_SIZE);
        return size != null && size > 0 ? Math.min(size, rows) : 0;
    }

    private double assessed(Map<String, DetectorResult> results) {
        double sum = 0;
        for (Map.Entry<String, Double> entry : weights.entrySet()) {
            DetectorResult result = results.get(entry.getKey());
            if (result != null && result.status() == DetectorResult.Status.OK) {
                sum += entry.getValue();
            }
        }
        return sum;
    }
}
