package io.cleandata.detectors.labels;

import java.util.Arrays;

/** What is thought of the labels of a batch: for each row how likely its label is wrong, and which one was to be expected. */
final class Judgement {

    /** Why nothing was assessed; empty when labels were. */
    String obstacle = "";

    /** What of the batch could not be judged though the rest was; empty when there is nothing to say. */
    String remark = "";

    /** Whether there are more labels than are told apart. */
    boolean crowded;

    /** Rows whose label is too rare, or one too many, to be assessed. */
    final boolean[] unknown;

    /** Posterior probability that the given label is wrong; NaN where not assessed. */
    final double[] wrong;

    /** The ranking, 0 to 1; NaN where not assessed. */
    final float[] score;

    /** The most likely other label, -1 where not assessed. */
    final int[] expected;

    /** What the model gives that label, 0 to 1. */
    final double[] confidence;

    /** How many equal records carry the expected label; 0 where equal records did not decide. */
    final int[] equals;

    /** Rows that an equal one contradicts, where equal ones agree almost always: one of the labels is wrong. */
    final boolean[] contradicted;

    Judgement(int rows) {
        contradicted = new boolean[rows];
        unknown = new boolean[rows];
        wrong = new double[rows];
        score = new float[rows];
        expected = new int[rows];
        confidence = new double[rows];
        equals = new int[rows];
        Arrays.fill(wrong, Double.NaN);
        Arrays.fill(score, Float.NaN);
        Arrays.fill(expected, -1);
    }

    /** Takes over the verdict on one row: its pooled class probabilities begin at {@code at} and belong to {@code labelOf}. */
    void set(int row, double q, double[] c, int at, int given, int[] labelOf) {
        int other = -1;
        for (int k = 0; k < labelOf.length; k++) {
            if (k != given && (other < 0 || c[at + k] > c[at + other])) {
                other = k;
            }
        }
        wrong[row] = q;
        expected[row] = labelOf[other];
        confidence[row] = c[at + other];
        double bounded = Math.min(1 - 1e-12, Math.max(1e-12, q));
        // Posterior odds, and half the odds of the best other label: the second tells rows of equal posterior apart.
        double s = FastMath.log(bounded / (1 - bounded))
                + 0.5 * FastMath.log((c[at + other] + 1e-6) / (c[at + given] + 1e-6));
        score[row] = (float) (1 / (1 + FastMath.exp(-s / 2)));
    }

    /** Takes a verdict back. */
    void clear() {
        Arrays.fill(wrong, Double.NaN);
        Arrays.fill(score, Float.NaN);
    }
}
