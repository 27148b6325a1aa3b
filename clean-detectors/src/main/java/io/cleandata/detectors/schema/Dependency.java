package io.cleandata.detectors.schema;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * How far the value of one field, the key, tells that of another: for each key the {@code KEPT} most frequent values with their counts.
 *
 * <p>Where a further value comes it takes the place of the rarest and its count plus one (Space-Saving, Metwally et al., ICDT 2005), once
 * that count is one.
 */
final class Dependency {

    private static final int KEPT = 4;
    private static final int GROUP = 3;
    private static final double CLEAR_LEAD = 2;
    private static final double USUAL = 0.02;
    private static final double UNEVEN = 0.001;

    final FieldModel key;
    final FieldModel value;

    private int[] valueIds = new int[KEPT * 16];
    private int[] counts = new int[KEPT * 16];
    private int[] totals = new int[16];
    private int keys;
    private double learned;

    /** Figures over all keys seen at least three times, by {@link #measure}. */
    int groups;

    double coverage;
    double strength;
    double clear;
    double agreement;

    Dependency(FieldModel key, FieldModel value) {
        this.key = key;
        this.value = value;
    }

    /** Counts one row. */
    void learn(int keyId, int valueId) {
        if (keyId >= totals.length) {
            int size = Math.max(keyId + 1, 2 * totals.length);
            valueIds = Arrays.copyOf(valueIds, KEPT * size);
            counts = Arrays.copyOf(counts, KEPT * size);
            totals = Arrays.copyOf(totals, size);
        }
        keys = Math.max(keys, keyId + 1);
        learned++;
        totals[keyId]++;
        int begin = KEPT * keyId;
        int rarest = begin;
        for (int i = begin; i < begin + KEPT; i++) {
            if (counts[i] > 0 && valueIds[i] == valueId) {
                counts[i]++;
                return;
            }
            if (counts[i] < counts[rarest]) {
                rarest = i;
            }
        }
        if (counts[rarest] <= 1) {
            valueIds[rarest] = valueId;
            counts[rarest]++;
        }
    }

    /** Computes the figures; {@code chance} is the probability that two values agree whatever their keys. */
    void measure(double chance) {
        double pairs = 0;
        double equal = 0;
        double rows = 0;
        double top = 0;
        int clearGroups = 0;
        groups = 0;
        for (int k = 0; k < keys; k++) {
            int total = totals[k];
            if (total < GROUP) {
                continue;
            }
            groups++;
            rows += total;
            pairs += (double) total * (total - 1);
            int first = 0;
            int second = 0;
            for (int i = KEPT * k; i < KEPT * (k + 1); i++) {
                equal += (double) counts[i] * (counts[i] - 1);
                if (counts[i] > first) {
                    second = first;
                    first = counts[i];
                } else if (counts[i] > second) {
                    second = counts[i];
                }
            }
            top += first;
            if (2 * first >= total && first >= CLEAR_LEAD * second) {
                clearGroups++;
            }
        }
        coverage = key.rows == 0 ? 0 : rows / Math.max(1, key.rows * (1 - value.missingShare()));
        strength = pairs == 0 || chance >= 1 ? 0 : (Math.max(0, equal) / pairs - chance) / (1 - chance);
        clear = groups == 0 ? 0 : (double) clearGroups / groups;
        agreement = rows == 0 ? 0 : top / rows;
    }

    /**
     * The share of rows whose key breaks the rule no more often than chance lets it, at the rate that half the rows' keys keep to, or one in fifty. Errors hit
     * rows whatever their key; where some keys have far more exceptions than others, these are no errors.
     */
    double even() {
        int[] order = new int[keys];
        int size = 0;
        double rows = 0;
        double[] exceptions = new double[keys];
        for (int k = 0; k < keys; k++) {
            if (totals[k] >= GROUP) {
                int first = counts[KEPT * k];
                for (int i = KEPT * k + 1; i < KEPT * (k + 1); i++) {
                    first = Math.max(first, counts[i]);
                }
                exceptions[k] = totals[k] - first;
                rows += totals[k];
                order[size++] = k;
            }
        }
        double usual = Math.max(USUAL, median(order, size, exceptions, rows));
        double even = 0;
        for (int j = 0; j < size; j++) {
            int k = order[j];
            even += Slips.atLeast(exceptions[k], usual * totals[k]) >= UNEVEN ? totals[k] : 0;
        }
        return rows == 0 ? 0 : even / rows;
    }

    /** The share of exceptions that the keys of half the rows do not exceed. */
    private double median(int[] order, int size, double[] exceptions, double rows) {
        long[] sorted = new long[size];
        for (int j = 0; j < size; j++) {
            int k = order[j];
            sorted[j] = (long) (exceptions[k] / totals[k] * 1e9) << 32 | k;
        }
        Arrays.sort(sorted);
        double passed = 0;
        for (long entry : sorted) {
            passed += totals[(int) entry];
            if (2 * passed >= rows) {
                return (entry >>> 32) / 1e9;
            }
        }
        return 0;
    }

    /** How many rows it was learnt from. */
    double learned() {
        return learned;
    }

    /** How often the key was seen with a value. */
    int total(int keyId) {
        return keyId < keys ? totals[keyId] : 0;
    }

    /** Where the key's most frequent value stands, or -1 when there is none, or none that is clear. */
    int expected(int keyId) {
        if (keyId < 0 || keyId >= keys || totals[keyId] < GROUP) {
            return -1;
        }
        int first = KEPT * keyId;
        for (int i = first + 1; i < KEPT * (keyId + 1); i++) {
            if (counts[i] > counts[first]) {
                first = i;
            }
        }
        if (counts[first] < GROUP) {
            return -1;
        }
        for (int i = KEPT * keyId; i < KEPT * (keyId + 1); i++) {
            if (i != first && 1.5 * counts[i] > counts[first]) {
                return -1;
            }
        }
        return first;
    }

    int valueAt(int slot) {
        return valueIds[slot];
    }

    int countAt(int slot) {
        return counts[slot];
    }

    /** How often the key had this value, as far as it is kept. */
    int count(int keyId, int valueId) {
        if (keyId < keys) {
            for (int i = KEPT * keyId; i < KEPT * (keyId + 1); i++) {
                if (counts[i] > 0 && valueIds[i] == valueId) {
                    return counts[i];
                }
            }
        }
        return 0;
    }

    void save(DataOutputStream out) throws IOException {
        out.writeDouble(learned);
        out.writeInt(keys);
        for (int k = 0; k < keys; k++) {
            out.writeInt(totals[k]);
            for (int i = KEPT * k; i < KEPT * (k + 1); i++) {
                out.writeInt(valueIds[i]);
                out.writeInt(counts[i]);
            }
        }
    }

    void restore(DataInputStream in) throws IOException {
        learned = in.readDouble();
        keys = in.readInt();
        if (keys < 0 || keys > 1_000_000) {
            throw new IOException("damaged state: " + keys + " keys");
        }
        totals = new int[Math.max(16, keys)];
        valueIds = new int[KEPT * totals.length];
        counts = new int[KEPT * totals.length];
        for (int k = 0; k < keys; k++) {
            totals[k] = in.readInt();
            for (int i = KEPT * k; i < KEPT * (k + 1); i++) {
                valueIds[i] = in.readInt();
                counts[i] = in.readInt();
            }
        }
    }
}
