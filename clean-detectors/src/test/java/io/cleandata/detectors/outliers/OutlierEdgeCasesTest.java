package io.cleandata.detectors.outliers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Sample;
import io.cleandata.model.Window;
import io.cleandata.testkit.TestColumns;
import io.cleandata.testkit.TestStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Windows at the edges of what there is, and states from before. */
class OutlierEdgeCasesTest {

    private final Random random = new Random(3);
    private final TestStream stream = new TestStream();
    private final OutliersDetector detector = detector();

    @Test
    void countsCategoriesWhateverTheirNames() {
        List<Sample> samples = new ArrayList<>();
        List<Sample> renamed = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int kind = i == 7 ? 9 : random.nextInt(4);
            double size = kind + random.nextGaussian();
            samples.add(Sample.builder()
                    .feature("kind", "k" + kind)
                    .feature("size", size)
                    .build());
            renamed.add(Sample.builder()
                    .feature("kind", "other " + (9 - kind))
                    .feature("size", size)
                    .build());
        }
        DetectorResult one = detector.analyze(stream.window(samples));
        DetectorResult two = detector().analyze(stream.window(renamed));
        assertThat(two.scores()).containsExactly(one.scores());
        assertThat(rows(one)).contains(7).isEqualTo(rows(two));
    }

    @Test
    void isNotAlarmedWhenAnOrderNumberGetsOneDigitMore() {
        for (int w = 0; w < 12; w++) {
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                samples.add(Sample.builder()
                        .feature("order", "o" + (1000 * w + i))
                        .feature("amount", Math.exp(random.nextGaussian()))
                        .build());
            }
            assertThat(detector.analyze(stream.window(samples)).issues())
                    .as("window %d", w)
                    .hasSizeLessThan(50);
        }
    }

    @Test
    void isNotAlarmedByACounterOrABatteryThatRunsDown() {
        for (int w = 0; w < 40; w++) {
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                int at = 1000 * w + i;
                samples.add(Sample.builder()
                        .feature("sequence", at)
                        .feature("battery", 100 - 0.1 * (at / 700))
                        .feature("load", random.nextGaussian())
                        .build());
            }
            assertThat(detector.analyze(stream.window(samples)).issues())
                    .as("window %d", w)
                    .hasSizeLessThan(60);
        }
    }

    @Test
    void seesAWindowOfAnomaliesThoughACounterRuns() {
        for (int w = 0; w < 10; w++) {
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                double unit = w == 9 ? 10 : 1;
                samples.add(Sample.builder()
                        .feature("sequence", 1000 * w + i)
                        .feature("height", unit * (20 + random.nextGaussian()))
                        .feature("load", random.nextGaussian())
                        .build());
            }
            DetectorResult result = detector.analyze(stream.window(samples));
            assertThat(result.issues().size() > 900).as("window %d", w).isEqualTo(w == 9);
        }
    }

    @Test
    void isNotAlarmedByTinyDifferencesAmongEquals() {
        int flagged = 0;
        for (int w = 0; w < 20; w++) {
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                samples.add(Sample.builder()
                        .feature("a", "v" + random.nextInt(3))
                        .feature("b", random.nextInt(4))
                        .feature("c", random.nextBoolean())
                        .feature("d", new int[] {1, 2, 5, 10}[random.nextInt(4)])
                        .build());
            }
            int now = detector.analyze(stream.window(samples)).issues().size();
            assertThat(now).as("window %d", w).isLessThan(100); // many have the same distance
            flagged += now;
        }
        assertThat(flagged).as("of 20,000, of which 1.5 % may be").isLessThan(400);
    }

    @Test
    void standsAThousandCategories() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            samples.add(Sample.builder()
                    .feature("kind", "k" + (1000 + i % 999))
                    .feature("size", i == 5 ? 40 : random.nextGaussian())
                    .build());
        }
        DetectorResult result = detector.analyze(stream.window(samples));
        assertThat(rows(result)).contains(5).hasSizeLessThan(30);
        assertThat(result.scores()).doesNotContain(Float.NaN);
    }

    @Test
    void judgesARowByItsOtherValuesWhereOneIsInfiniteOrMissing() {
        double[] values = random.doubles(400).toArray();
        values[3] = Double.POSITIVE_INFINITY; // which a column holds as missing
        values[4] = Double.NaN;
        double[] others = random.doubles(400).toArray();
        others[4] = 40;
        DetectorResult result = detector.analyze(Window.builder(400)
                .feature(TestColumns.numeric("x", values))
                .feature(TestColumns.numeric("y", others))
                .build());
        assertThat(rows(result)).contains(4).doesNotContain(3);
        for (float score : result.scores()) {
            assertThat(score).isBetween(0f, 1f);
        }
    }

    @Test
    void seesARowOfTwoThousandFeaturesThatIsUnlikeTheOthers() {
        Window.Builder wide = Window.builder(200);
        for (int k = 0; k < 2000; k++) {
            double[] values = random.doubles(200).toArray();
            values[30] += 0.6;
            wide.feature(TestColumns.numeric("x" + k, values));
        }
        assertThat(rows(detector.analyze(wide.build()))).contains(30).hasSizeLessThan(6);
    }

    @Test
    void continuesExactlyAmongWindowsUnlikeAllBefore() throws IOException {
        for (int w = 0; w < 4; w++) {
            detector.analyze(stream.window(around(0, 400)));
        }
        DetectorResult unlike = detector.analyze(stream.window(around(30, 400)));
        assertThat(unlike.statistics()).containsEntry("unlike_history", 1.0);
        OutliersDetector other = detector();
        other.restore(new ByteArrayInputStream(save(detector)), detector.stateVersion());
        for (int w = 0; w < 4; w++) {
            Window next = stream.window(around(30, 400));
            DetectorResult one = detector.analyze(next);
            DetectorResult two = other.analyze(next);
            assertThat(two.scores()).containsExactly(one.scores());
            assertThat(two.issues()).hasToString(one.issues().toString());
        }
        assertThat(save(other)).isEqualTo(save(detector));
    }

    @Test
    void ranksScoresAnewAfterAStateOfVersion3() throws IOException {
        for (int w = 0; w < 2; w++) {
            detector.analyze(stream.window(around(0, 400)));
        }
        byte[] state = save(detector);
        Window few = stream.window(around(0, 60));
        assertThat(level(restored(state, 4).analyze(few))).isLessThan(100);
        assertThat(level(restored(state, 3).analyze(few))).as("no level yet").isGreaterThan(1e9);
        assertThatThrownBy(() -> restored(state, 2)).isInstanceOf(IOException.class);
    }

    private static double level(DetectorResult result) {
        return result.statistics().get("level");
    }

    private static OutliersDetector restored(byte[] state, int version) throws IOException {
        OutliersDetector restored = detector();
        restored.restore(new ByteArrayInputStream(state), version);
        return restored;
    }

    private List<Sample> around(double center, int n) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            samples.add(Sample.builder()
                    .feature("a", center + random.nextGaussian())
                    .feature("b", center + random.nextGaussian())
                    .feature("c", random.nextGaussian())
                    .build());
        }
        return samples;
    }

    private static OutliersDetector detector() {
        return new OutliersDetector(new OutliersSettings(0.015, 4000, 500, 3, List.of()), 1);
    }

    private static byte[] save(OutliersDetector detector) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        detector.save(out);
        return out.toByteArray();
    }

    private static List<Integer> rows(DetectorResult result) {
        return result.issues().stream().map(Issue::row).toList();
    }
}
