package io.cleandata.detectors.outliers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SelectionTest {

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
}
