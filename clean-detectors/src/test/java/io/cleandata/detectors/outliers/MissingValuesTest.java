package io.cleandata.detectors.outliers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Sample;
import io.cleandata.testkit.TestStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MissingValuesTest {

    private final Random random = new Random(8);
    private final TestStream stream = new TestStream();

    @Test
    void aMissingValueIsTakenForTheMeanOfTheTenNearestRowsThatHaveOne() {
        int n = 60;
        float[] place = new float[n];
        float[] value = new float[n];
        float[] has = new float[n];
        for (int row = 0; row < n; row++) {
            place[row] = row;
            value[row] = row;
            has[row] = 1;
        }
        has[30] = 0;
        has[29] = 0;
        Rows rows = new Rows(
                new float[][] {place, value}, new float[][] {Rows.ALL, has}, new float[] {1, 1}, new float[] {0, 15});
        float[][] whole = new float[n][n];
        for (int row = 0; row < n; row++) {
            rows.wholeDistances(row, whole[row], 0, n);
        }
        float[][] filled = new Imputation().fill(rows, whole, n, n);
        // The ten nearest of row 30 that have a value are 25 to 28 and 31 to 35, and 36 or 24, which are as far.
        assertThat(filled).hasDimensions(1, n);
        assertThat(filled[0][30]).isBetween((271 + 24) / 10f - 1e-4f, (271 + 36) / 10f + 1e-4f);
        assertThat(filled[0][31]).isEqualTo(31f);
        assertThat(value[30]).as("what was given stays").isEqualTo(30f);
    }

    @Test
    void aRowOfFewValuesIsNobodysNeighbourForThat() {
        float[] a = {0, 1, 5, 2};
        float[] b = {0, 1, 0, 9};
        float[] hasB = {1, 1, 0, 1};
        Rows rows =
                new Rows(new float[][] {a, b}, new float[][] {Rows.ALL, hasB}, new float[] {1, 1}, new float[] {0, 2});
        float[] target = new float[4];
        rows.scaledDistances(0, target, 0, 4);
        assertThat(target).containsExactly(0, 2, 5 + 2, 11);
        rows.scaledDistances(3, target, 0, 4);
        assertThat(target).as("9 from the center").containsExactly(11, 9, 3 + 9, 0);
        rows.scaledDistances(2, target, 0, 4);
        assertThat(target).as("of one column for two").containsExactly(10, 8, 0, 6);
    }

    @Test
    void nobodyIsAnOutlierForLackOfValuesThatFollowFromOthers() {
        OutliersDetector detector = detector();
        for (int w = 0; w < 4; w++) {
            List<Sample> samples = machines(0);
            for (int i = 0; i < 1000; i += 12) {
                Sample.Builder less = Sample.builder();
                for (int k = 0; k < 12; k++) {
                    if (k % 3 != 1) {
                        less.feature("f" + k, samples.get(i).features().get("f" + k));
                    }
                }
                samples.set(i, less.build());
            }
            DetectorResult result = detector.analyze(stream.window(samples));
            assertThat(result.issues()).as("window %d", w).hasSizeLessThan(40);
            assertThat(result.issues())
                    .filteredOn(issue -> issue.row() % 12 == 0)
                    .hasSizeLessThan(10);
        }
    }

    @Test
    void aRowIsAnOutlierThoughValuesAreMissing() {
        OutliersDetector detector = detector();
        detector.analyze(stream.window(machines(0.3)));
        List<Sample> samples = machines(0.3);
        Sample.Builder odd = Sample.builder();
        for (int k = 0; k < 12; k += 2) {
            odd.feature("f" + k, k % 4 == 0 ? 3 : -3);
        }
        samples.set(500, odd.build());
        DetectorResult result = detector.analyze(stream.window(samples));
        Issue issue = result.issues().stream()
                .filter(each -> each.row() == 500)
                .findFirst()
                .orElseThrow();
        assertThat(issue.features())
                .isNotEmpty()
                .allMatch(name ->
                        Arrays.asList("f0", "f2", "f4", "f6", "f8", "f10").contains(name));
    }

    @Test
    void scoresOfCompleteRowsStayWhereOthersLackValues() {
        List<Sample> complete = machines(0);
        List<Sample> sparse = new ArrayList<>(complete);
        for (int i = 0; i < 1000; i += 10) {
            Sample.Builder less = Sample.builder();
            for (int k = 1; k < 12; k++) {
                less.feature("f" + k, complete.get(i).features().get("f" + k));
            }
            sparse.set(i, less.build());
        }
        DetectorResult one = detector().analyze(stream.window(complete));
        DetectorResult two = detector().analyze(stream.window(sparse));
        double change = 0;
        for (int row = 0; row < 1000; row++) {
            change += Math.abs(one.scores()[row] - two.scores()[row]) / 1000;
        }
        assertThat(change).isCloseTo(0, within(0.02));
    }

    /** All features follow from where a machine runs, which is one of six points. */
    private List<Sample> machines(double missing) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            double point = random.nextInt(6) - 2.5;
            Sample.Builder sample = Sample.builder();
            for (int k = 0; k < 12; k++) {
                double value = point * (1 + 0.2 * k) + 0.1 * random.nextGaussian();
                if (random.nextDouble() >= missing) {
                    sample.feature("f" + k, value);
                }
            }
            samples.add(sample.build());
        }
        return samples;
    }

    private static OutliersDetector detector() {
        return new OutliersDetector(new OutliersSettings(0.015, 4000, 500, 3, List.of()), 1);
    }
}
