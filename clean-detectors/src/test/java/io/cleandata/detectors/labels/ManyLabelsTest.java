package io.cleandata.detectors.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Sample;
import io.cleandata.testkit.TestStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Streams of so many labels that a memory of 4000 rows holds but few of each. */
class ManyLabelsTest {

    @Test
    void ranksFlippedLabelsOfAThousandClassesFirst() {
        var stream = new TestStream();
        var detector = LabelsDetectorTest.detector(2);
        var labels = new ManyLabels(1000);
        double assessed = 0;
        double auroc = 0;
        for (int w = 0; w < 17; w++) {
            DetectorResult result = detector.analyze(stream.window(labels.samples(1000)));
            if (w >= 15) {
                assessed += result.statistics().getOrDefault("assessed", 0.0);
                auroc += 0.5 * labels.auroc(result.scores());
            }
        }
        assertThat(assessed).isGreaterThan(1900);
        assertThat(auroc).isGreaterThan(0.95);
    }

    @Test
    void tellsAsManyLabelsApartAsItCanAndSaysWhichItCannot() {
        var stream = new TestStream();
        var detector = LabelsDetectorTest.detector(2);
        var labels = new ManyLabels(2000);
        DetectorResult last = detector.analyze(stream.window(labels.samples(4000)));
        for (int w = 0; w < 6; w++) {
            last = detector.analyze(stream.window(labels.samples(4000)));
        }
        // Half of the labels are the thousand that are told apart, and half of the samples have one of these.
        assertThat(last.statistics().get("assessed")).isBetween(1800.0, 2200.0);
        assertThat(labels.auroc(last.scores())).isGreaterThan(0.95);
        assertThat(last.statistics().get("labels_not_assessed")).isBetween(700.0, 1000.0);
        assertThat(last.note())
                .matches("labels not assessed, beyond the 1000 told apart or known by fewer than 8 samples:"
                        + "( l\\d+,){4} l\\d+ and \\d+ more");
    }

    /** Samples whose numbers lie near the centre of their class, one in twenty with another class's label. */
    static final class ManyLabels {
        private final Random random = new Random(17);
        private final int classes;
        private final double[][] centre;
        private boolean[] flipped = new boolean[0];

        ManyLabels(int classes) {
            this.classes = classes;
            centre = new double[classes][6];
            for (double[] each : centre) {
                for (int c = 0; c < each.length; c++) {
                    each[c] = 10 * random.nextDouble();
                }
            }
        }

        List<Sample> samples(int n) {
            List<Sample> samples = new ArrayList<>();
            flipped = new boolean[n];
            for (int i = 0; i < n; i++) {
                int kind = random.nextInt(classes);
                flipped[i] = random.nextInt(20) == 0;
                int label = flipped[i] ? (kind + 1 + random.nextInt(classes - 1)) % classes : kind;
                Sample.Builder sample = Sample.builder().label("l" + label).feature("group", "g" + kind % 8);
                for (int c = 0; c < centre[kind].length; c++) {
                    sample.feature("x" + c, centre[kind][c] + 0.7 * random.nextGaussian());
                }
                samples.add(sample.build());
            }
            return samples;
        }

        /** How often a flipped sample of the last window has a higher score than another, among those that have one. */
        double auroc(float[] scores) {
            double wins = 0;
            double pairs = 0;
            for (int i = 0; i < scores.length; i++) {
                for (int j = 0; j < scores.length; j++) {
                    if (flipped[i] && !flipped[j] && !Float.isNaN(scores[i]) && !Float.isNaN(scores[j])) {
                        wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                        pairs++;
                    }
                }
            }
            return wins / pairs;
        }
    }
}
