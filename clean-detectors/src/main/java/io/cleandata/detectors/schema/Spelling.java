package io.cleandata.detectors.schema;

import java.util.Arrays;

/** The edit distance of texts (Levenshtein 1966), given up where it exceeds a bound. Not to be used by several threads. */
final class Spelling {

    private int[] row = new int[64];

    /** The distance, or bound + 1 when it is larger than that. */
    int distance(String a, String b, int bound) {
        int n = a.length();
        int m = b.length();
        if (Math.abs(n - m) > bound) {
            return bound + 1;
        }
        if (row.length <= m) {
            row = new int[2 * m + 1];
        }
        for (int j = 0; j <= m; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= n; i++) {
            int diagonal = row[0];
            row[0] = i;
            int least = i;
            int from = Math.max(1, i - bound);
            int to = Math.min(m, i + bound);
            if (from > 1) {
                diagonal = row[from - 1];
                row[from - 1] = bound + 1;
            }
            for (int j = from; j <= to; j++) {
                int above = j == i + bound ? bound + 1 : row[j];
                int cost = a.charAt(i - 1) == b.charAt(j - 1)
                        ? diagonal
                        : 1 + Math.min(diagonal, Math.min(above, row[j - 1]));
                diagonal = row[j];
                row[j] = cost;
                least = Math.min(least, cost);
            }
            if (least > bound) {
                return bound + 1;
            }
        }
        return Math.min(row[m], bound + 1);
    }

    /** How many edits a word of this length may have and still be the same word: a fifth of its letters; none under 5. */
    static int tolerance(int length) {
        return length < 5 ? 0 : Math.max(1, Math.min(8, length / 5));
    }

    void clear() {
        Arrays.fill(row, 0);
    }
}
