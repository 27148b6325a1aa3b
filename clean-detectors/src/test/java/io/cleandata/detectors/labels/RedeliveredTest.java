package io.cleandata.detectors.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Sample;
import io.cleandata.testkit.TestStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Samples that come again after a restart are judged as they were, not by models that have seen their labels. */
class RedeliveredTest {

    private final Random random = new Random(23);
    private final TestStream stream = new TestStream();
    private final LabelsDetector detector = LabelsDetectorTest.detector(1);
    private List<Sample> shown = List.of();
    private BitSet wrong = new BitSet();
    private BitSet flipped = new BitSet();
    private float[] scores = new float[0];

    @Test
    void judgesSamplesOfATableAsWhenTheyWereNew() {
        learn(true, false);
        assertSameVerdict(scoresOf(detector.analyze(stream.redelivered(shown)), 0), 0.001);
    }

    @Test
    void judgesTextsAsWhenTheyWereNew() {
        learn(false, true);
        assertSameVerdict(scoresOf(detector.analyze(stream.redelivered(shown)), 0), 0.001);
    }

    @Test
    void judgesThemSoAfterARestartToo() throws Exception {
        learn(true, true);
        var saved = new ByteArrayOutputStream();
        detector.save(saved);
        var restored = LabelsDetectorTest.detector(1);
        restored.restore(new ByteArrayInputStream(saved.toByteArray()), detector.stateVersion());
        assertSameVerdict(scoresOf(restored.analyze(stream.redelivered(shown)), 0), 0.001);
    }

    @Test
    void judgesThemSoInAWindowOnWhichTheModelsAreFitted() {
        learn(true, true);
        List<Sample> samples = new ArrayList<>(shown);
        samples.addAll(samples(1000, true, true));
        BitSet again = new BitSet();
        again.set(0, shown.size());
        assertSameVerdict(scoresOf(detector.analyze(stream.next(0, samples, again)), 0), 0.012);
    }

    @Test
    void findsTheSameInWhatIsNewWhetherSamplesComeAgainOrNot() {
        learn(true, false);
        var other = new RedeliveredTest();
        other.learn(true, false);
        List<Sample> fresh = samples(1000, true, false);
        List<Sample> samples = new ArrayList<>(shown);
        samples.addAll(fresh);
        BitSet again = new BitSet();
        again.set(0, shown.size());
        float[] found = scoresOf(detector.analyze(stream.next(0, samples, again)), shown.size());
        float[] expected = other.detector.analyze(other.stream.window(fresh)).scores();
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            difference += Math.abs(found[i] - expected[i]) / expected.length;
        }
        assertThat(difference).isLessThan(0.005);
    }

    /** Two windows, the second of which is to come again. */
    private void learn(boolean table, boolean text) {
        detector.analyze(stream.window(samples(1000, table, text)));
        shown = samples(1000, table, text);
        wrong = flipped;
        scores = detector.analyze(stream.window(shown)).scores();
    }

    private static float[] scoresOf(DetectorResult result, int from) {
        assertThat(result.status()).isEqualTo(DetectorResult.Status.OK);
        return Arrays.copyOfRange(result.scores(), from, result.scores().length);
    }

    /** The mean difference of the scores is small, and what was suspect is. */
    private void assertSameVerdict(float[] again, double bound) {
        double difference = 0;
        int suspect = 0;
        int found = 0;
        for (int i = 0; i < shown.size(); i++) {
            difference += Math.abs(again[i] - scores[i]) / shown.size();
            if (wrong.get(i) && scores[i] > 0.8) {
                suspect++;
                found += again[i] > 0.6 ? 1 : 0;
            }
        }
        assertThat(difference).isLessThan(bound);
        assertThat(suspect).isGreaterThan(30);
        assertThat(found).isGreaterThan(suspect * 9 / 10);
    }

    private List<Sample> samples(int n, boolean table, boolean text) {
        String[] kinds = {"cat", "dog", "owl"};
        String[][] words = {{"sofa", "purring", "mouse"}, {"garden", "bone", "fence"}, {"barn", "night", "mouse"}};
        List<Sample> samples = new ArrayList<>();
        flipped = new BitSet();
        for (int i = 0; i < n; i++) {
            int kind = random.nextInt(3);
            flipped.set(i, random.nextInt(10) == 0);
            Sample.Builder sample = Sample.builder().label(kinds[(flipped.get(i) ? kind + 1 : kind) % 3]);
            if (table) {
                sample.feature("length", 2.5 * kind + random.nextGaussian());
                sample.feature("width", (kind == 1 ? 2.5 : 0) + random.nextGaussian());
            }
            if (text) {
                String[] own = words[kind];
                sample.feature(
                        "note",
                        "seen " + random.nextInt(2000) + " " + own[random.nextInt(3)] + " " + own[random.nextInt(3)]
                                + " " + words[random.nextInt(3)][random.nextInt(3)]);
            }
            samples.add(sample.build());
        }
        return samples;
    }
}
