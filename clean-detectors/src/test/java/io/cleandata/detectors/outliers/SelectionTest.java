package io.cleandata.detectors.outliers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SelectionTest {

    private static final int MANY = 200_000;
    private static final double[] QUANTILES = {0.05, 0.25, 0.5, 0.75, 0.95};

    private static Stream<Arguments> orders() {
        SplittableRandom random = new SplittableRandom(3);
        return Stream.of(
                Arguments.of("random", (IntToDoubleFunction) i -> random.nextGaussian()),
                Arguments.of("few values", (IntToDoubleFunction) i -> random.nextInt(3)),
                Arguments.of("one value but one", (IntToDoubleFunction) i -> i == 5 ? 1 : 0),
                Arguments.of("ascending", (IntToDoubleFunction) i -> i),
                Arguments.of("descending", (IntToDoubleFunction) i -> -i),
                Arguments.of("organ pipes", (IntToDoubleFunction) i -> Math.abs(i - 500)),
                Arguments.of("made to be slow", (IntToDoubleFunction) slow(1000)),
                Arguments.of("wild", (IntToDoubleFunction) i -> Math.pow(10, 600 * random.nextDouble() - 300)),
                Arguments.of("infinite", (IntToDoubleFunction)
                        i -> i % 10 == 0 ? Double.NEGATIVE_INFINITY : i % 10 == 1 ? Double.POSITIVE_INFINITY : i));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("orders")
    void givesTheQuantilesOfSortedValues(String name, IntToDoubleFunction values) {
        for (int n : new int[] {2, 3, 10, 24, 25, 26, 100, 999, 1000}) {
            double[] selected = new double[n];
            Arrays.setAll(selected, values);
            double[] sorted = selected.clone();
            Arrays.sort(sorted);

            Selection.selectAll(selected, n, Selection.ranks(n, QUANTILES));

            for (double quantile : QUANTILES) {
                assertThat(Selection.quantile(selected, n, quantile))
                        .as("quantile %s of %s", quantile, n)
                        .isEqualTo((Double) Selection.quantile(sorted, n, quantile));
            }
            Arrays.sort(selected);
            assertThat(selected).isEqualTo(sorted);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("orders")
    void selectsOneOfFloats(String name, IntToDoubleFunction values) {
        int n = 1000;
        float[] selected = new float[n];
        for (int i = 0; i < n; i++) {
            selected[i] = (float) Math.abs(values.applyAsDouble(i));
        }
        float[] sorted = selected.clone();
        Arrays.sort(sorted);

        assertThat(Selection.select(selected, n, 800)).isEqualTo(sorted[800]);

        Arrays.sort(selected, 0, 801);
        assertThat(Arrays.copyOf(selected, 801)).isEqualTo(Arrays.copyOf(sorted, 801));
    }

    private static Stream<Arguments> slopes() {
        return Stream.of(
                Arguments.of("ascending", (IntToDoubleFunction) i -> i),
                Arguments.of("descending", (IntToDoubleFunction) i -> MANY - i),
                Arguments.of("up and down", (IntToDoubleFunction) i -> Math.min(i, MANY - i)),
                Arguments.of("down and up", (IntToDoubleFunction) i -> Math.abs(i - MANY / 2)));
    }

    /** Where the work grows with the square all but the first take a quarter of a minute at least. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("slopes")
    @Timeout(5)
    void takesNoLongerWhereValuesRiseAndFall(String name, IntToDoubleFunction values) {
        double[] doubles = new double[MANY];
        Arrays.setAll(doubles, values);
        float[] floats = new float[MANY];
        for (int i = 0; i < MANY; i++) {
            floats[i] = (float) doubles[i];
        }
        double[] sorted = doubles.clone();
        Arrays.sort(sorted);

        Selection.selectAll(doubles, MANY, Selection.ranks(MANY, QUANTILES));

        assertThat(Selection.quantile(doubles, MANY, 0.5)).isEqualTo((Double) Selection.quantile(sorted, MANY, 0.5));
        assertThat(Selection.select(floats, MANY, MANY / 2)).isEqualTo((float) sorted[MANY / 2]);
    }

    /** Values of which each pivot but the last ones is the second smallest, given out as the pivots are looked at (McIlroy, "A killer adversary for quicksort", 1999). */
    private static IntToDoubleFunction slow(int n) {
        double[] values = new double[n];
        Arrays.fill(values, n);
        int[] at = new int[n];
        Arrays.setAll(at, i -> i);
        int given = 0;
        for (int left = 0; left + 8 < n; ) {
            int quarter = (n - left) >>> 2;
            int[] looked = {at[left + quarter], at[(left + n) >>> 1], at[n - 1 - quarter]};
            for (int k = 0; k < 2; k++) {
                values[looked[k]] = values[looked[k]] < n ? values[looked[k]] : given++;
            }
            double pivot =
                    Arrays.stream(looked).mapToDouble(i -> values[i]).sorted().toArray()[1];
            int below = left;
            for (int i = left; i < n; i++) {
                int v = at[i];
                at[i] = at[below];
                at[below] = v;
                below += values[v] < pivot ? 1 : 0;
            }
            left = Math.max(below, left + 1);
        }
        return i -> values[i];
    }
}
