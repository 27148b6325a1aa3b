package io.cleandata.detectors.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Splits against a search that tries every one and counts anew. */
class SplitSearchTest {

    private final Random random = new Random(14);

    @Test
    void findsTheBestSplitOfTwoOrThreeClasses() {
        for (int round = 0; round < 200; round++) {
            compare(20 + random.nextInt(200), 2 + random.nextInt(2));
        }
    }

    @Test
    void findsTheBestSplitOfSomeClasses() {
        for (int round = 0; round < 200; round++) {
            compare(200 + random.nextInt(200), 4 + random.nextInt(13));
        }
    }

    @Test
    void findsTheBestSplitOfManyClasses() {
        for (int round = 0; round < 200; round++) {
            compare(20 + random.nextInt(200), 17 + random.nextInt(50));
        }
    }

    /** One column, numeric or categorical, of few values, so that every code is an interval of its own. */
    private void compare(int n, int classes) {
        boolean[] categorical = {random.nextBoolean()};
        int kinds = 2 + random.nextInt(30);
        float[][] values = new float[1][n];
        int[] rows = new int[n];
        int[] ys = new int[n];
        int[] nodeCount = new int[classes];
        int[] present = new int[classes];
        int found = 0;
        for (int i = 0; i < n; i++) {
            rows[i] = i;
            int v = random.nextInt(kinds);
            values[0][i] = random.nextInt(15) == 0 ? Float.NaN : v;
            ys[i] = random.nextInt(3) == 0 ? random.nextInt(classes) : v * 7 % classes;
            if (nodeCount[ys[i]]++ == 0) {
                present[found++] = ys[i];
            }
        }
        Bins bins = Bins.of(values, categorical, rows, n, Forking.none());
        var search = new SplitSearch(bins, rows, ys, nodeCount, present);
        var seeds = new SplitMix(1);
        search.begin(seeds);
        double impurity = impurity(nodeCount);
        double best = 0;
        for (int code = 0; code <= kinds; code++) {
            best = Math.max(best, impurity - after(bins, ys, classes, code, categorical[0]));
        }
        if (search.find(seeds, 0, n, found)) {
            assertThat(search.equal).isEqualTo(categorical[0]);
            double gain = impurity - after(bins, ys, classes, search.code, search.equal);
            assertThat(gain).isCloseTo(best, within(1e-6));
        } else {
            assertThat(best).isLessThan(1e-6);
        }
    }

    /** Rows times Gini impurity, summed over both sides; that of the whole where a side has too few rows. */
    private static double after(Bins bins, int[] ys, int classes, int code, boolean equal) {
        int[] left = new int[classes];
        int[] right = new int[classes];
        int rows = 0;
        for (int i = 0; i < ys.length; i++) {
            int c = bins.codes[0][i] & 255;
            boolean goesLeft = equal ? c == code : c <= code;
            (goesLeft ? left : right)[ys[i]]++;
            rows += goesLeft ? 1 : 0;
        }
        if (rows < SplitSearch.LEAST_IN_LEAF || ys.length - rows < SplitSearch.LEAST_IN_LEAF) {
            return Double.POSITIVE_INFINITY;
        }
        return impurity(left) + impurity(right);
    }

    /** Rows times Gini impurity. */
    private static double impurity(int[] count) {
        double n = 0;
        double square = 0;
        for (int v : count) {
            n += v;
            square += (double) v * v;
        }
        return n == 0 ? 0 : n - square / n;
    }
}
