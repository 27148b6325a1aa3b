package io.cleandata.cli.tune;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What history says about weights and about thresholds of metrics, before any threshold of the score was tried.
 *
 * <p>Weights: a detector that takes more than {@value #USUAL_LOSS} off the score of the usual (median) window finds what is normal for this
 * stream; its weight shrinks so that it takes that much, and a fall of the score means a change again. Thresholds of metrics: the largest
 * rate of a window when as many windows as the budget allows are left out, and three standard errors of a share of one window's samples
 * above.
 *
 * @param allowed alerts that history may raise
 * @param weights by detector, of those whose weight should change
 * @param metrics thresholds by metric, of those that are shares of samples
 */
public record Proposal(int allowed, Map<String, Double> weights, Map<String, Double> metrics) {

    static final double USUAL_LOSS = 0.03;
    private static final int ENOUGH_WINDOWS = 10;
    private static final double USELESS = 0.5;

    /**
     * Draws the conclusions.
     *
     * @param span the time that history covers; zero when nobody knows
     * @param between the time between two false alerts that is bearable
     * @param incidents real incidents known to be in it
     */
    public static Proposal of(HistoryFigures history, Duration span, Duration between, int incidents) {
        int allowed = (int) Math.min(1_000_000, span.toMillis() / Math.max(1, between.toMillis())) + incidents;
        Map<String, Double> weights = new LinkedHashMap<>();
        Map<String, Double> metrics = new LinkedHashMap<>();
        history.detectors().forEach((name, detector) -> {
            double usual = detector.losses().median();
            if (detector.losses().size() >= ENOUGH_WINDOWS && usual > USUAL_LOSS) {
                weights.put(name, rounded(detector.weight() * USUAL_LOSS / usual));
            }
            if (detector.bySample() && detector.rates().size() >= ENOUGH_WINDOWS) {
                double rate = detector.rates().largestBut(allowed);
                double samples = Math.max(1, history.samplesPerWindow());
                double threshold = roundedUp(rate + 3 * Math.sqrt(Math.max(rate * (1 - rate), 1 / samples) / samples));
                if (threshold < USELESS) {
                    metrics.put(detector.metric(), threshold);
                }
            }
        });
        return new Proposal(allowed, weights, metrics);
    }

    private static double rounded(double weight) {
        return Math.max(0.01, Math.round(weight * 100) / 100.0);
    }

    private static double roundedUp(double rate) {
        return Math.ceil(rate * 1000) / 1000.0;
    }
}
