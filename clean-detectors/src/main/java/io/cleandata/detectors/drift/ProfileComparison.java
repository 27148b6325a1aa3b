package io.cleandata.detectors.drift;

import io.cleandata.detectors.drift.Difference.Measure;
import io.cleandata.detectors.drift.Part.Aspect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tests whether two profiles come from the same distributions, feature by feature.
 *
 * @param features one entry for each feature that both know, in the order of the first; the label last
 * @param onlyBefore features that only the first knows
 * @param onlyNow features that only the second knows
 */
public record ProfileComparison(List<Feature> features, List<String> onlyBefore, List<String> onlyNow) {

    /** Fewest values of a part in either profile for a test. */
    static final int FEWEST = 50;

    public ProfileComparison {
        features = List.copyOf(features);
        onlyBefore = List.copyOf(onlyBefore);
        onlyNow = List.copyOf(onlyNow);
    }

    /**
     * How one feature differs.
     *
     * @param name its name
     * @param drifted whether the difference is significant after correction for the number of tests and above the floor of effects
     * @param measure {@code wasserstein} (over the IQR), {@code jensen_shannon} (in bits) or {@code share} (of rows that are missing or beyond what is usual), of its most
     *     different part
     * @param effect size of the difference by this measure
     * @param probability of a difference at least as large by chance, in one test
     * @param words what moved
     */
    public record Feature(
            String name, boolean drifted, String measure, double effect, double probability, String words) {}

    /** Compares with the default levels: .0001 over all features, a tenth of an IQR, a hundredth of a bit, half a percent of the rows. */
    public static ProfileComparison of(Profile before, Profile now) {
        return of(before, now, new Floors(1e-4, 0.1, 0.01));
    }

    static ProfileComparison of(Profile before, Profile now, Floors floors) {
        Map<Part, Difference> differences = differences(before, now);
        differences.putAll(missing(before, now));
        Map<String, Feature> byName = new LinkedHashMap<>();
        for (Map.Entry<Part, Difference> entry : differences.entrySet()) {
            Difference d = entry.getValue();
            Part part = entry.getKey();
            Feature feature = new Feature(
                    part.feature(),
                    floors.passes(d, differences.size()),
                    d.measure().name().toLowerCase(Locale.ROOT),
                    d.effect(),
                    d.probability(),
                    part.aspect().words() + d.words());
            byName.merge(part.feature(), feature, ProfileComparison::stronger);
        }
        List<String> onlyBefore = new ArrayList<>(before.features());
        onlyBefore.removeAll(now.features());
        List<String> onlyNow = new ArrayList<>(now.features());
        onlyNow.removeAll(before.features());
        return new ProfileComparison(new ArrayList<>(byName.values()), onlyBefore, onlyNow);
    }

    private static Feature stronger(Feature a, Feature b) {
        if (a.drifted() != b.drifted()) {
            return a.drifted() ? a : b;
        }
        return b.probability() < a.probability() ? b : a;
    }

    /** The shares of missing values, by Fisher's exact test of two proportions. */
    private static Map<Part, Difference> missing(Profile before, Profile now) {
        Map<Part, Difference> differences = new LinkedHashMap<>();
        if (before.rows() < FEWEST || now.rows() < FEWEST) {
            return differences;
        }
        for (Map.Entry<String, Long> entry : before.present().entrySet()) {
            Long presentNow = now.present().get(entry.getKey());
            if (presentNow != null) {
                long missingBefore = before.rows() - entry.getValue();
                long missingNow = now.rows() - presentNow;
                double was = missingBefore / (double) before.rows();
                double is = missingNow / (double) now.rows();
                differences.put(
                        new Part(entry.getKey(), Aspect.MISSING, 0),
                        new Difference(
                                Math.abs(is - was),
                                Difference.harm(Math.abs(is - was), 0.1),
                                Significance.twoShares(missingBefore, before.rows(), missingNow, now.rows()),
                                Measure.SHARE,
                                "missing values went from " + Words.percent(was) + " to " + Words.percent(is)));
            }
        }
        return differences;
    }

    /** All parts that both profiles know well enough, compared. */
    static Map<Part, Difference> differences(Profile before, Profile now) {
        Map<Part, Difference> differences = new LinkedHashMap<>();
        for (Map.Entry<Part, Summary> entry : before.parts().entrySet()) {
            Summary newer = now.part(entry.getKey());
            if (newer != null && newer.rows() >= FEWEST && entry.getValue().rows() >= FEWEST) {
                differences.put(entry.getKey(), entry.getValue().compare(newer));
            }
        }
        return differences;
    }

    /**
     * What makes a difference a drift.
     *
     * @param falseAlarms probability of any false alarm over all tests
     * @param wasserstein least Wasserstein distance over the IQR
     * @param jensenShannon least Jensen-Shannon divergence in bits
     */
    record Floors(double falseAlarms, double wasserstein, double jensenShannon) {

        private static final double SHARE = 0.005;

        boolean passes(Difference difference, int tests) {
            double floor = switch (difference.measure()) {
                case WASSERSTEIN -> wasserstein;
                case JENSEN_SHANNON -> jensenShannon;
                case SHARE -> SHARE;
            };
            return difference.effect() >= floor && difference.probability() <= falseAlarms / tests;
        }
    }
}
