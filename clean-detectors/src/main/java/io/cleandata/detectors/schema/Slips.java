package io.cleandata.detectors.schema;

import java.util.HashMap;
import java.util.Map;

/**
 * Which texts of a field were to be others, and which are only like others.
 *
 * <p>A slip hits one letter or another, so that the same slip seldom comes twice. Of a text seen N times, of L different letters, in a field where
 * a share r of all texts look misspelt, the same wrong one comes some N r / L times; twice that, since some slips are likelier than others. What comes more often than that by chance (Poisson) is no slip but
 * a value of its own, such as the high beside the low. The text in question is no evidence of r itself; 1 in 200 is believed of any field.
 */
final class Slips {

    private static final double BELIEVED = 0.005;
    private static final double FAVOURED = 2;
    private static final double ALPHA = 0.001;

    private final Counts texts;
    private final Map<Integer, Integer> nearest = new HashMap<>();
    private double suspected;

    Slips(Counts texts) {
        this.texts = texts;
    }

    /** Notes what a text looks like, {@link Counts#NONE} where it looks like no other. */
    void add(int text, int like) {
        nearest.put(text, like);
        suspected += like >= 0 ? texts.count(text) : 0;
    }

    boolean knows(int text) {
        return nearest.containsKey(text);
    }

    int size() {
        return nearest.size();
    }

    /** What a text was to be, {@link Counts#NONE} when it is right. */
    int meant(int text) {
        int like = nearest.getOrDefault(text, Counts.NONE);
        return like >= 0 && beyondChance(text, like) ? Counts.NONE : like;
    }

    private boolean beyondChance(int text, int like) {
        double count = texts.count(text);
        double rate = Math.max(BELIEVED, (suspected - count) / texts.total());
        double mean = FAVOURED
                * texts.count(like)
                * rate
                / texts.text(like).chars().distinct().count();
        return atLeast(count, mean) < ALPHA;
    }

    /** Probability of at least so many where so many are expected (Poisson). */
    static double atLeast(double count, double mean) {
        double term = Math.exp(-mean);
        double below = 0;
        for (int k = 0; k < count && term > 0; k++) {
            below += term;
            term *= mean / (k + 1);
        }
        return mean > 700 ? (count > 2 * mean ? 0 : 1) : Math.max(0, 1 - below);
    }
}
