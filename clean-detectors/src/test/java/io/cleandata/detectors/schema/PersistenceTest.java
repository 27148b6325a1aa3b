package io.cleandata.detectors.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.ColumnKind;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.Window;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PersistenceTest {

    private static final int ROWS = 1000;
    private final Persistence persistence = new Persistence();

    @Test
    void independentNumbersCountInFull() {
        for (int seed = 0; seed < 50; seed++) {
            assertThat(independent(autoregressive(0, seed))).isGreaterThan(0.7);
        }
        assertThat(independent(autoregressive(0, 3))).isEqualTo(1);
    }

    @Test
    void correlatedNumbersCountAsTheIndependentOnesThatTheyAreWorth() {
        double mean = 0;
        for (int seed = 0; seed < 50; seed++) {
            mean += independent(autoregressive(0.8, seed)) / 50;
        }
        assertThat(mean).isBetween(0.08, 0.15); // (1 - .8) / (1 + .8) = .11
    }

    @Test
    void aTrendIsWorthNextToNothing() {
        double[] trend = new double[ROWS];
        Arrays.setAll(trend, i -> i);
        assertThat(independent(trend)).isLessThan(0.01);
    }

    @Test
    void outliersDoNotMakeATrendLookIndependent() {
        double[] trend = new double[ROWS];
        Arrays.setAll(trend, i -> i % 50 == 7 ? 1e9 : i);
        assertThat(independent(trend)).isLessThan(0.1);
    }

    @Test
    void constantAndFewNumbersAreTakenForIndependent() {
        assertThat(independent(new double[ROWS])).isEqualTo(1);
        double[] few = new double[ROWS];
        Arrays.fill(few, Double.NaN);
        Arrays.setAll(few, i -> i < 10 ? i : few[i]);
        assertThat(independent(few)).isEqualTo(1);
    }

    private double independent(double[] values) {
        NumericColumn column =
                new NumericColumn("x", ColumnKind.NUMERIC, values, new byte[values.length], values.length, Map.of());
        return persistence.independent(
                Window.builder(values.length).feature(column).build(), column);
    }

    private static double[] autoregressive(double correlation, int seed) {
        Random random = new Random(seed);
        double[] values = new double[ROWS];
        double before = random.nextGaussian();
        for (int i = 0; i < ROWS; i++) {
            before = correlation * before + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            values[i] = before;
        }
        return values;
    }
}
