package io.cleandata.detectors.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Sample;
import io.cleandata.model.Window;
import io.cleandata.testkit.TestContext;
import io.cleandata.testkit.TestStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabelsDetectorTest {

    private static final String[] KINDS = {"cat", "dog", "owl"};

    @Test
    void findsFlippedLabelsOfMixedTables() {
        var flips = new Flips();
        var stream = new TestStream();
        var detector = detector(1);
        for (int w = 0; w < 3; w++) {
            DetectorResult result = detector.analyze(stream.window(flips.samples(500)));
            assertThat(result.status()).isEqualTo(DetectorResult.Status.OK);
            flips.check(result, 500 * w);
        }
        assertThat(flips.precision()).isGreaterThan(0.8);
        assertThat(flips.recall()).isGreaterThan(0.8);
    }

    @Test
    void saysWhichLabelItExpectsAndHowSureItIs() {
        var flips = new Flips();
        DetectorResult result = detector(1).analyze(TestStream.of(flips.samples(600)));
        Issue issue = result.issues().stream()
                .filter(i -> flips.flipped.contains(i.row()))
                .findFirst()
                .orElseThrow();
        assertThat(issue.reason())
                .matches("label is (cat|dog|owl), model says " + flips.truth.get(issue.row()) + " with .+ %");
        assertThat(issue.severity()).isBetween(0.0, 1.0);
        assertThat(result.statistics().get("noise_rate_low"))
                .isLessThan(flips.flipped.size() / 600.0)
                .isLessThan(result.statistics().get("noise_rate"));
        assertThat(result.statistics().get("noise_rate_high")).isGreaterThan(flips.flipped.size() / 600.0);
    }

    @Test
    void findsTheSameOnAnyNumberOfThreads() throws Exception {
        for (int size : new int[] {500, 1300}) {
            String alone = everything(detector(1), size);
            assertThat(everything(detector(2), size)).isEqualTo(alone);
            assertThat(everything(detector(4), size)).isEqualTo(alone);
        }
    }

    @Test
    void findsFlippedLabelsThatOnlyAnEmbeddingTells() {
        var random = new Random(31);
        double[][] centre = new double[3][24];
        for (double[] each : centre) {
            Arrays.setAll(each, j -> random.nextGaussian());
        }
        var stream = new TestStream();
        var detector = detector(1);
        int flips = 0;
        int found = 0;
        int flagged = 0;
        for (int w = 0; w < 3; w++) {
            List<Sample> samples = new ArrayList<>();
            boolean[] flipped = new boolean[500];
            for (int i = 0; i < flipped.length; i++) {
                int kind = random.nextInt(3);
                float[] vector = new float[24];
                for (int j = 0; j < vector.length; j++) {
                    vector[j] = (float) (centre[kind][j] + 1.2 * random.nextGaussian());
                }
                flipped[i] = random.nextInt(12) == 0;
                samples.add(Sample.builder()
                        .label(KINDS[(flipped[i] ? kind + 1 : kind) % 3])
                        .feature("noise", random.nextGaussian())
                        .feature("meaning", vector)
                        .build());
                flips += flipped[i] ? 1 : 0;
            }
            List<Issue> issues = detector.analyze(stream.window(samples)).issues();
            flagged += issues.size();
            found += (int) issues.stream().filter(issue -> flipped[issue.row()]).count();
        }
        assertThat((double) found / flips).isGreaterThan(0.85);
        assertThat((double) found / flagged).isGreaterThan(0.85);
    }

    @Test
    void continuesExactlyAfterARestart() throws Exception {
        for (int size : new int[] {500, 130}) {
            var flips = new Flips();
            var stream = new TestStream();
            var first = detector(1);
            for (int w = 0; w < 4; w++) {
                first.analyze(stream.window(flips.samples(size)));
            }
            var saved = new ByteArrayOutputStream();
            first.save(saved);
            var second = detector(1);
            second.restore(new ByteArrayInputStream(saved.toByteArray()), first.stateVersion());
            for (int w = 0; w < 3; w++) {
                Window window = stream.window(flips.samples(size));
                DetectorResult expected = first.analyze(window);
                DetectorResult restored = second.analyze(window);
                assertThat(restored.scores()).isEqualTo(expected.scores());
                assertThat(restored.statistics()).isEqualTo(expected.statistics());
                assertThat(restored.issues()).hasToString(expected.issues().toString());
            }
        }
    }

    @Test
    void ignoresTheOrderOfColumnsAndTheNamesOfLabels() {
        List<Sample> samples = new Flips().samples(400);
        List<Sample> turned = new ArrayList<>();
        for (Sample s : samples) {
            List<String> names = new ArrayList<>(s.features().keySet());
            Collections.reverse(names);
            Sample.Builder b = Sample.builder().label("x-" + new StringBuilder(s.label()).reverse());
            names.forEach(name -> b.feature(name, s.features().get(name)));
            turned.add(b.build());
        }
        assertThat(detector(1).analyze(TestStream.of(turned)).scores())
                .isEqualTo(detector(1).analyze(TestStream.of(samples)).scores());
    }

    @Test
    void ignoresTheScaleOfFeatures() {
        List<Sample> samples = new Flips().samples(400);
        List<Sample> scaled = new ArrayList<>();
        for (Sample s : samples) {
            Sample.Builder b = Sample.builder().label(s.label());
            s.features().forEach((name, v) -> b.feature(name, v instanceof Double d ? (Object) (d * 1024 + 1e6) : v));
            scaled.add(b.build());
        }
        float[] expected = detector(1).analyze(TestStream.of(samples)).scores();
        float[] found = detector(1).analyze(TestStream.of(scaled)).scores();
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], org.assertj.core.api.Assertions.within(0.05f));
        }
    }

    @Test
    void assessesNothingWhereFeaturesSayNothing() {
        var random = new Random(5);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            samples.add(Sample.builder()
                    .feature("a", random.nextGaussian())
                    .feature("b", random.nextGaussian())
                    .label(random.nextInt(4) == 0 ? "yes" : "no")
                    .build());
        }
        DetectorResult result = detector(1).analyze(TestStream.of(samples));
        assertThat(result.status()).isEqualTo(DetectorResult.Status.NOT_ASSESSABLE);
        assertThat(result.note()).contains("no more about the label");
    }

    @Test
    void doesNotAssessRareLabelsNorMissingOnes() {
        List<Sample> samples = new ArrayList<>(new Flips().samples(400));
        for (int i = 0; i < 5; i++) {
            samples.set(i, withLabel(samples.get(i), "rare"));
            samples.set(10 + i, withLabel(samples.get(10 + i), null));
        }
        DetectorResult result = detector(1).analyze(TestStream.of(samples));
        float[] scores = result.scores();
        assertThat(result.note()).isEqualTo("labels not assessed, known by fewer than 8 samples: rare");
        assertThat(result.statistics()).containsEntry("labels_not_assessed", 1.0);
        for (int i = 0; i < 5; i++) {
            assertThat(scores[i]).isNaN();
            assertThat(scores[10 + i]).isNaN();
        }
        assertThat(scores[20]).isBetween(0f, 1f);
    }

    @Test
    void namesTheFirstFewOfManyRareLabels() {
        List<Sample> samples = new ArrayList<>(new Flips().samples(400));
        for (int i = 0; i < 7; i++) {
            samples.set(i, withLabel(samples.get(i), (i == 1 ? "\ud83d\ude00".repeat(60) : "rare") + i));
        }
        DetectorResult result = detector(1).analyze(TestStream.of(samples));
        assertThat(result.note())
                .isEqualTo("labels not assessed, known by fewer than 8 samples: rare0, " + "\ud83d\ude00".repeat(40)
                        + "..., rare2, rare3, rare4 and 2 more");
    }

    @Test
    void namesTheRareLabelsBesideProbabilities() {
        List<Sample> samples = new ArrayList<>();
        var random = new Random(3);
        for (int i = 0; i < 300; i++) {
            int kind = random.nextInt(3);
            samples.add(Sample.builder()
                    .label(i < 3 ? "newt" : KINDS[kind])
                    .probability(KINDS[kind], 0.9)
                    .probability(KINDS[(kind + 1) % 3], 0.1)
                    .build());
        }
        DetectorResult result = detector(1).analyze(TestStream.of(samples));
        assertThat(result.note()).isEqualTo("labels not assessed, known by fewer than 8 samples: newt");
    }

    @Test
    void takesConflictingLabelsOfEqualRecordsForErrors() {
        List<Sample> samples = new ArrayList<>(new Flips(0).samples(500));
        Sample original = samples.get(40);
        String other = "cat".equals(original.label()) ? "dog" : "cat";
        samples.set(140, original);
        samples.set(240, original);
        samples.set(340, withLabel(original, other));
        DetectorResult result = detector(1).analyze(TestStream.of(samples));
        Issue issue =
                result.issues().stream().filter(i -> i.row() == 340).findFirst().orElseThrow();
        assertThat(issue.reason())
                .isEqualTo("label is " + other + ", 3 equal records are labelled " + original.label());
        assertThat(result.issues()).noneMatch(i -> Set.of(40, 140, 240).contains(i.row()));
    }

    @Test
    void findsConflictsOfEqualRecordsThoughNoFeatureTellsTheLabel() {
        DetectorResult result = detector(1).analyze(TestStream.of(triples(1)));
        assertThat(result.status()).isEqualTo(DetectorResult.Status.OK);
        assertThat(result.note()).endsWith("frequent each label is: only equal records were judged");
        assertThat(result.issues()).extracting(Issue::row).containsExactly(2);
        assertThat(result.issues().get(0).reason()).matches("label is (yes|no), 2 equal records are labelled (yes|no)");
    }

    @Test
    void concludesNothingFromEqualRecordsWhoseLabelsAgreeByChance() {
        DetectorResult result = detector(1).analyze(TestStream.of(triples(30)));
        assertThat(result.status()).isEqualTo(DetectorResult.Status.NOT_ASSESSABLE);
    }

    @Test
    void findsConflictsOfEqualRecordsBesideProbabilitiesThatDoNotDecide() {
        List<Sample> samples = new ArrayList<>();
        var random = new Random(3);
        for (int i = 0; i < 600; i++) {
            boolean yes = random.nextBoolean();
            double sure = i % 100 < 3 ? 0.5 : 0.9;
            Sample.Builder sample = Sample.builder().feature("x", i % 100 < 3 ? i / 100 : random.nextGaussian());
            boolean label = i % 100 == 0 || i % 100 == 1 || i % 100 == 2 ? i != 202 : yes;
            samples.add(sample.label(label ? "yes" : "no")
                    .probability("yes", yes ? sure : 1 - sure)
                    .probability("no", yes ? 1 - sure : sure)
                    .build());
        }
        DetectorResult result = detector(1).analyze(TestStream.of(samples));
        assertThat(result.issues()).extracting(Issue::row).contains(202);
        assertThat(result.issues().stream()
                        .filter(issue -> issue.row() == 202)
                        .findFirst()
                        .orElseThrow()
                        .reason())
                .isEqualTo("label is no, 2 equal records are labelled yes");
    }

    /** 600 samples of random features and labels; 90 of them are 30 records sent three times, some of which with another label the third time. */
    private static List<Sample> triples(int conflicting) {
        var random = new Random(9);
        List<Sample> samples = new ArrayList<>();
        for (int record = 0; record < 540; record++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            boolean yes = random.nextBoolean();
            for (int copy = 0; copy < (record < 30 ? 3 : 1); copy++) {
                boolean label = copy == 2 && record < conflicting ? !yes : yes;
                samples.add(Sample.builder()
                        .feature("a", a)
                        .feature("b", b)
                        .label(label ? "yes" : "no")
                        .build());
            }
        }
        return samples;
    }

    @Test
    void judgesByTheProbabilitiesThatMessagesCarry() {
        var random = new Random(3);
        List<Sample> samples = new ArrayList<>();
        Set<Integer> flipped = new HashSet<>();
        for (int i = 0; i < 600; i++) {
            int kind = random.nextInt(3);
            double sure = 0.7 + 0.29 * random.nextDouble();
            String label = KINDS[kind];
            if (random.nextInt(12) == 0) {
                label = KINDS[(kind + 1) % 3];
                flipped.add(i);
            }
            samples.add(Sample.builder()
                    .feature("noise", random.nextGaussian())
                    .label(label)
                    .probability(KINDS[kind], sure)
                    .probability(KINDS[(kind + 1) % 3], (1 - sure) / 2)
                    .probability(KINDS[(kind + 2) % 3], (1 - sure) / 2)
                    .build());
        }
        DetectorResult result = detector(1).analyze(TestStream.of(samples));
        Set<Integer> found = new HashSet<>();
        result.issues().forEach(issue -> found.add(issue.row()));
        assertThat(found).isEqualTo(flipped);
    }

    @Test
    void keepsTheScoresOfRowsThatAWindowShowsAgain() {
        var flips = new Flips();
        var stream = new TestStream();
        var detector = detector(1);
        float[] before =
                detector.analyze(stream.window(flips.samples(400))).scores().clone();
        float[] after = detector.analyze(stream.slide(300, flips.samples(100))).scores();
        for (int i = 0; i < 300; i++) {
            assertThat(after[i]).isEqualTo(before[100 + i]);
        }
        assertThat(after[350]).isBetween(0f, 1f);
    }

    private static Sample withLabel(Sample s, String label) {
        Sample.Builder b = Sample.builder();
        s.features().forEach(b::feature);
        return label == null ? b.build() : b.label(label).build();
    }

    /** All that a detector reports of three windows, and its state after them. */
    private static String everything(LabelsDetector detector, int size) throws Exception {
        var flips = new Flips();
        var stream = new TestStream();
        var all = new StringBuilder();
        for (int w = 0; w < 3; w++) {
            DetectorResult result = detector.analyze(stream.window(flips.samples(size)));
            all.append(Arrays.toString(result.scores()))
                    .append(result.issues())
                    .append(result.statistics())
                    .append(result.note());
        }
        var state = new ByteArrayOutputStream();
        detector.save(state);
        return all.append(HexFormat.of().formatHex(state.toByteArray())).toString();
    }

    static LabelsDetector detector(int threads) {
        return new LabelsDetector(LabelsSettings.defaults(), new TestContext(threads));
    }

    /** Mixed samples of three kinds, some of whose labels are flipped. */
    private static final class Flips {
        private final Random random = new Random(11);
        private final int oneIn;
        private final Set<Integer> flipped = new HashSet<>();
        private final List<String> truth = new ArrayList<>();
        private final Set<Integer> found = new HashSet<>();

        Flips() {
            this(12);
        }

        Flips(int oneIn) {
            this.oneIn = oneIn;
        }

        List<Sample> samples(int n) {
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                int kind = random.nextInt(3);
                String label = KINDS[kind];
                if (oneIn > 0 && random.nextInt(oneIn) == 0) {
                    label = KINDS[(kind + 1 + random.nextInt(2)) % 3];
                    flipped.add(truth.size());
                }
                truth.add(KINDS[kind]);
                Sample.Builder b = Sample.builder().label(label);
                b.feature("length", 4.0 * kind + random.nextGaussian());
                b.feature("width", random.nextInt(20) == 0 ? null : (kind == 1 ? 4 : 0) + random.nextGaussian());
                b.feature("colour", random.nextInt(4) == 0 ? "grey" : kind == 2 ? "white" : "black");
                b.feature(
                        "note",
                        "seen " + random.nextInt(100000)
                                + (kind == 0 ? " on the sofa purring" : " in the garden near the fence"));
                samples.add(b.build());
            }
            return samples;
        }

        void check(DetectorResult result, int offset) {
            result.issues().forEach(issue -> found.add(offset + issue.row()));
        }

        double precision() {
            return (double) found.stream().filter(flipped::contains).count() / found.size();
        }

        double recall() {
            return (double) found.stream().filter(flipped::contains).count() / flipped.size();
        }
    }
}
