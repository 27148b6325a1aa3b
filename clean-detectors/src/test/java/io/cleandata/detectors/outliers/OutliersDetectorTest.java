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
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OutliersDetectorTest {

    private static final OutliersSettings DEFAULTS = new OutliersSettings(0.015, 4000, 500, 3, List.of());

    private final Random random = new Random(11);
    private final TestStream stream = new TestStream();
    private final OutliersDetector detector = detector();

    @Test
    void namesTheFeatureItsValueAndItsUsualRange() {
        List<Sample> samples = sound(500);
        samples.set(123, orchard(1.7, 9.0, 1.7 * 2 + 3));
        DetectorResult result = detector.analyze(stream.window(samples));
        Issue issue = issueOf(result, 123);
        assertThat(issue.features()).containsExactly("width");
        assertThat(issue.reason())
                .matches("width is 9 \\(usually -1\\.\\d+ to 1\\.\\d+\\); [\\d.]+ times as far from similar samples as"
                        + " the median sample");
        assertThat(result.scores()[123]).isEqualTo(max(result.scores()));
    }

    @Test
    void seesACombinationThatIsUnusualAlthoughEachValueIsUsual() {
        List<Sample> samples = sound(1000);
        samples.set(77, orchard(1.5, 0, 3 - 2 * 1.5));
        DetectorResult result = detector.analyze(stream.window(samples));
        assertThat(issueOf(result, 77).features()).isSubsetOf("height", "area").isNotEmpty();
    }

    @Test
    void flagsFewSoundSamplesAndTakesLittleFromTheirScore() {
        int flagged = 0;
        double severity = 0;
        for (int w = 0; w < 8; w++) {
            DetectorResult result = detector.analyze(stream.window(mixed(1000)));
            flagged += result.issues().size();
            severity += result.issues().stream().mapToDouble(Issue::severity).sum();
        }
        assertThat(flagged / 8000.0).isLessThan(0.02);
        assertThat(severity / 8000.0).isLessThan(0.006);
    }

    @Test
    void seesRareCategoriesStrangeTextsAndForeignVectors() {
        for (int w = 0; w < 2; w++) {
            detector.analyze(stream.window(mixed(1000)));
        }
        List<Sample> samples = mixed(1000);
        samples.set(10, mixedSample(0, "purple", "a small red apple from the north", 0));
        samples.set(20, mixedSample(0, "red", "#### 0x7f3a9911 #### 4242424242 ####!!!! {};;;", 0));
        samples.set(30, mixedSample(0, "red", "a small red apple from the north", 40));
        DetectorResult result = detector.analyze(stream.window(samples));
        assertThat(issueOf(result, 10).reason()).contains("color is 'purple', as in 0.0");
        assertThat(issueOf(result, 20).features()).containsExactly("note");
        assertThat(issueOf(result, 30).reason()).contains("vector is unlike other vectors");
    }

    @Test
    void seesAWindowThatHoldsNothingButAnomaliesUntilTheyAreTheNewNormal() {
        for (int w = 0; w < 4; w++) {
            detector.analyze(stream.window(sound(1000)));
        }
        for (int w = 0; w < 3; w++) {
            DetectorResult result = detector.analyze(stream.window(moved(1000)));
            assertThat(result.issues()).hasSizeGreaterThan(950);
            assertThat(result.issues().get(0).features()).contains("width");
            assertThat(result.issues().get(0).reason()).contains("from earlier samples");
        }
        for (int w = 0; w < 3; w++) {
            assertThat(detector.analyze(stream.window(moved(1000))).issues()).hasSizeLessThan(30);
        }
    }

    @Test
    void flagsFewInAStreamThatMovesAllTheTime() {
        int flagged = 0;
        for (int w = 0; w < 10; w++) {
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                double level = (1000 * w + i) / 100.0;
                samples.add(orchard(0, level, 2 * level));
            }
            flagged += detector.analyze(stream.window(samples)).issues().size();
        }
        assertThat(flagged).isLessThan(500); // of 10,000
    }

    @Test
    void takesTheEndsOfOneFeatureForNoSecondPopulation() {
        int flagged = 0;
        int windows = 0;
        for (int run = 0; run < 5; run++) {
            OutliersDetector fresh = detector();
            TestStream own = new TestStream();
            for (int w = 0; w < 4; w++, windows++) {
                List<Sample> samples = new ArrayList<>();
                for (int i = 0; i < 1000; i++) {
                    samples.add(Sample.builder()
                            .feature("a", random.nextGaussian())
                            .feature("b", "xyz".substring(i % 3, i % 3 + 1))
                            .build());
                }
                flagged += fresh.analyze(own.window(samples)).issues().size();
            }
        }
        assertThat(flagged / (1000.0 * windows)).isLessThan(0.025);
    }

    @Test
    void seesASecondPopulationInOneFeature() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            samples.add(Sample.builder()
                    .feature("a", i % 20 == 0 ? 8 + 0.2 * random.nextGaussian() : random.nextGaussian())
                    .build());
        }
        assertThat(rows(detector.analyze(stream.window(samples))))
                .hasSizeBetween(48, 60)
                .contains(0, 20, 980);
    }

    @Test
    void comparesSmallWindowsWithEarlierRows() {
        for (int w = 0; w < 40; w++) {
            detector.analyze(stream.window(sound(25)));
        }
        List<Sample> samples = sound(25);
        samples.set(3, orchard(0, 8, 3));
        samples.set(4, orchard(0, 8, 3));
        samples.set(5, orchard(0, 8, 3));
        DetectorResult result = detector.analyze(stream.window(samples));
        assertThat(rows(result)).contains(3, 4, 5);
        assertThat(detector.analyze(stream.window(List.of(orchard(0, 8, 3)))).issues())
                .hasSize(1);
    }

    @Test
    void doesNotDependOnTheOrderOrTheUnitOfFeatures() {
        List<Sample> samples = sound(600);
        samples.set(5, orchard(0, 7, 3));
        List<Sample> changed = new ArrayList<>();
        for (Sample sample : samples) {
            changed.add(Sample.builder()
                    .feature("area", (double) sample.features().get("area") * 2.54)
                    .feature("width", (double) sample.features().get("width") * 1e6 + 5e6)
                    .feature("height", (double) sample.features().get("height") / -1024)
                    .build());
        }
        DetectorResult one = detector.analyze(TestStream.of(samples));
        DetectorResult other = detector().analyze(TestStream.of(changed));
        assertThat(rows(one)).isEqualTo(rows(other)).contains(5);
        for (int i = 0; i < 600; i++) {
            assertThat(one.scores()[i]).isCloseTo(other.scores()[i], org.assertj.core.api.Assertions.within(1e-4f));
        }
    }

    @Test
    void judgesLargeWindowsLikeSmallOnes() {
        List<Sample> samples = sound(4000);
        samples.set(1, orchard(0, 8, 3));
        samples.set(3999, orchard(0, -8, 3));
        DetectorResult result = detector.analyze(stream.window(samples));
        assertThat(rows(result)).contains(1, 3999).hasSizeLessThan(80);
        assertThat(result.scores()).doesNotContain(Float.NaN);
    }

    @Test
    void standsDegenerateWindows() {
        assertThat(analyze(Window.builder(1)
                                .feature(TestColumns.numeric("x", 1))
                                .build())
                        .status())
                .isEqualTo(DetectorResult.Status.NOT_ASSESSABLE);
        assertThat(analyze(Window.builder(3).build()).status()).isEqualTo(DetectorResult.Status.NOT_ASSESSABLE);
        assertThat(analyze(Window.builder(50)
                                .feature(TestColumns.numeric("x", filled(50, Double.NaN)))
                                .build())
                        .status())
                .isEqualTo(DetectorResult.Status.NOT_ASSESSABLE);
        DetectorResult equal = analyze(Window.builder(50)
                .feature(TestColumns.numeric("x", filled(50, 7)))
                .build());
        assertThat(equal.status()).isEqualTo(DetectorResult.Status.OK);
        assertThat(equal.issues()).isEmpty();
        double[] wild = filled(400, 0);
        for (int i = 0; i < 400; i++) {
            wild[i] = i % 7;
        }
        wild[0] = Double.MAX_VALUE;
        wild[1] = -Double.MAX_VALUE;
        wild[2] = Double.NaN;
        DetectorResult odd = analyze(
                Window.builder(400).feature(TestColumns.numeric("x", wild)).build());
        assertThat(rows(odd)).contains(0, 1);
        Window.Builder wide = Window.builder(60);
        for (int k = 0; k < 2000; k++) {
            wide.feature(TestColumns.numeric("x" + k, random.doubles(60).toArray()));
        }
        assertThat(analyze(wide.build()).scores()).hasSize(60).doesNotContain(Float.NaN);
    }

    @Test
    void leavesRowsWithoutAnyValueUnassessed() {
        double[] values = random.doubles(100).toArray();
        values[40] = Double.NaN;
        DetectorResult result = analyze(
                Window.builder(100).feature(TestColumns.numeric("x", values)).build());
        assertThat(result.scores()[40]).isNaN();
        assertThat(result.scores()[41]).isNotNaN();
    }

    @Test
    void learnsNothingFromRedeliveredRows() throws IOException {
        detector.analyze(stream.window(mixed(400)));
        byte[] before = save(detector);
        List<Sample> again = mixed(400);
        detector.analyze(stream.redelivered(again));
        assertThat(save(detector)).isEqualTo(before);
    }

    @Test
    void continuesExactlyAfterARestore() throws IOException {
        for (int w = 0; w < 3; w++) {
            detector.analyze(stream.window(mixed(w == 1 ? 100 : 600)));
        }
        OutliersDetector other = detector();
        other.restore(new ByteArrayInputStream(save(detector)), detector.stateVersion());
        for (int size : new int[] {600, 100, 7}) {
            Window next = stream.window(mixed(size));
            DetectorResult one = detector.analyze(next);
            DetectorResult two = other.analyze(next);
            assertThat(two.scores()).containsExactly(one.scores());
            assertThat(two.issues()).hasToString(one.issues().toString());
        }
        assertThat(save(other)).isEqualTo(save(detector));
    }

    @Test
    void refusesDamagedStateAndStartsAnew() throws IOException {
        detector.analyze(stream.window(mixed(400)));
        byte[] state = save(detector);
        OutliersDetector other = detector();
        assertThatThrownBy(() -> other.restore(
                        new ByteArrayInputStream(Arrays.copyOf(state, state.length / 2)), detector.stateVersion()))
                .isInstanceOf(IOException.class);
        assertThat(save(other)).isEqualTo(save(detector()));
    }

    private static OutliersDetector detector() {
        return new OutliersDetector(DEFAULTS, 1);
    }

    private static DetectorResult analyze(Window window) {
        return detector().analyze(window);
    }

    private List<Sample> sound(int n) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double height = random.nextGaussian();
            samples.add(orchard(height, random.nextGaussian(), 3 + 2 * height + 0.1 * random.nextGaussian()));
        }
        return samples;
    }

    private List<Sample> moved(int n) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            samples.add(orchard(random.nextGaussian(), 25 + random.nextGaussian(), 3 + random.nextGaussian()));
        }
        return samples;
    }

    private static Sample orchard(double height, double width, double area) {
        return Sample.builder()
                .feature("height", height)
                .feature("width", width)
                .feature("area", area)
                .build();
    }

    private List<Sample> mixed(int n) {
        String[] colors = {"red", "red", "red", "green", "green", "yellow"};
        String[] words = {"small", "large", "sweet", "sour", "red", "green", "round", "fresh", "ripe", "early"};
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            String note = "a " + words[random.nextInt(10)] + " " + words[random.nextInt(10)] + " apple from the "
                    + words[random.nextInt(10)] + " " + random.nextInt(100);
            samples.add(mixedSample(random.nextGaussian(), colors[random.nextInt(6)], note, random.nextGaussian()));
        }
        return samples;
    }

    private Sample mixedSample(double weight, String color, String note, double offset) {
        float[] vector = new float[8];
        for (int k = 0; k < 8; k++) {
            vector[k] = (float) (offset + random.nextGaussian());
        }
        return Sample.builder()
                .feature("weight", weight)
                .feature("color", color)
                .feature("note", note)
                .feature("vector", vector)
                .build();
    }

    private static Issue issueOf(DetectorResult result, int row) {
        return result.issues().stream().filter(i -> i.row() == row).findFirst().orElseThrow();
    }

    private static List<Integer> rows(DetectorResult result) {
        return result.issues().stream().map(Issue::row).collect(Collectors.toList());
    }

    private static float max(float[] scores) {
        float max = 0;
        for (float s : scores) {
            max = Math.max(max, s);
        }
        return max;
    }

    private static double[] filled(int n, double value) {
        double[] values = new double[n];
        Arrays.fill(values, value);
        return values;
    }

    private static byte[] save(OutliersDetector detector) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        detector.save(out);
        return out.toByteArray();
    }
}
