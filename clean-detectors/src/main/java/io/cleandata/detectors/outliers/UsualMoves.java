package io.cleandata.detectors.outliers;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far the middle of each dimension usually is from that of the remembered rows, in their spreads: a counter, a battery that runs down or a price is always a step further, and that says
 * nothing of a window.
 *
 * <p>Kept is the largest move of earlier windows, which fades by a twentieth with each. What moves no more than twice as far, and more than one spread, moves as usual: less is chance, and makes nobody an outlier.
 */
final class UsualMoves {

    private static final int MOST_DIMENSIONS = 4096;
    private static final double FADING = 0.95;
    private static final double TIMES = 2;
    private static final double SMALL = 1;

    private final Map<String, Double> largest = new LinkedHashMap<>();

    /** How far the middle of each dimension of a window is from that of the reference that scales it. */
    static double[] of(Matrix sample) {
        double[] moves = new double[sample.width()];
        int rows = sample.rows().length;
        float[] values = new float[rows];
        for (int k = 0; k < moves.length; k++) {
            int present = 0;
            for (int i = 0; i < rows; i++) {
                if (sample.numbers().has(k, i)) {
                    values[present++] = sample.numbers().columns[k][i];
                }
            }
            Arrays.sort(values, 0, present);
            float weight = sample.dimensions().get(k).weight();
            moves[k] = present == 0 ? 0 : Math.abs(values[present / 2]) / weight;
        }
        return moves;
    }

    /** Which of the sample's dimensions do not move as usual. */
    boolean[] unusual(Matrix sample, double[] moves) {
        boolean[] unusual = new boolean[moves.length];
        for (int k = 0; k < moves.length; k++) {
            Double usual = largest.get(sample.dimensions().get(k).key());
            unusual[k] = usual == null || moves[k] <= SMALL || moves[k] > TIMES * usual;
        }
        return unusual;
    }

    /** Learns from a window that is not taken for anomalies. */
    void learn(Matrix sample, double[] moves) {
        for (int k = 0; k < moves.length; k++) {
            String key = sample.dimensions().get(k).key();
            Double before = largest.get(key);
            if (before != null || largest.size() < MOST_DIMENSIONS) {
                largest.put(key, before == null ? moves[k] : Math.max(FADING * before, moves[k]));
            }
        }
    }

    void clear() {
        largest.clear();
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(largest.size());
        for (Map.Entry<String, Double> entry : largest.entrySet()) {
            StateText.write(out, entry.getKey());
            out.writeDouble(entry.getValue());
        }
    }

    void restore(DataInputStream in) throws IOException {
        clear();
        for (int i = in.readInt(); i > 0; i--) {
            String key = StateText.read(in);
            largest.put(key, in.readDouble());
        }
    }
}
