package io.cleandata.detectors.labels;

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

/** Equal records in windows whose features tell nothing else about the label. */
class EqualRecordsTest {

    private final Random random = new Random(4);

    @Test
    void flagsBothOfTwoEqualRecordsThatContradictEachOtherWhereEqualsAgree() {
        List<Sample> samples = records(500, 40, 2);
        samples.set(1, withLabel(samples.get(1), other(samples.get(1))));
        DetectorResult result = LabelsDetectorTest.detector(1).analyze(TestStream.of(samples));
        assertThat(result.issues()).extracting(Issue::row).containsExactly(0, 1);
        assertThat(result.issues().get(1).reason())
                .isEqualTo("label is " + samples.get(1).label() + ", an equal record is labelled "
                        + samples.get(0).label());
    }

    @Test
    void flagsNeitherOfTwoWhereThereIsTooLittleToCompare() {
        List<Sample> samples = records(500, 5, 2);
        samples.set(1, withLabel(samples.get(1), other(samples.get(1))));
        DetectorResult result = LabelsDetectorTest.detector(1).analyze(TestStream.of(samples));
        assertThat(result.issues()).isEmpty();
    }

    @Test
    void findsConflictsInARetryStormWhoseCopiesAgree() {
        List<Sample> samples = records(300, 75, 4);
        assertThat(samples).hasSize(600);
        samples.set(7, withLabel(samples.get(7), other(samples.get(7))));
        DetectorResult result = LabelsDetectorTest.detector(1).analyze(TestStream.of(samples));
        assertThat(result.issues()).extracting(Issue::row).containsExactly(7);
        assertThat(result.issues().get(0).reason()).contains("3 equal records are labelled");
    }

    @Test
    void concludesNothingWhereEqualRecordsAreCommonAndDoNotAlwaysAgree() {
        List<Sample> samples = records(300, 100, 4);
        for (int record = 0; record < 40; record++) {
            samples.set(4 * record, withLabel(samples.get(4 * record), other(samples.get(4 * record))));
        }
        DetectorResult result = LabelsDetectorTest.detector(1).analyze(TestStream.of(samples));
        // The forest knows the copies, but what it says is not said of equal records.
        assertThat(result.issues()).extracting(Issue::reason).noneMatch(reason -> reason.contains("equal"));
    }

    @Test
    void givesARowThatWasDeliveredBeforeNoSecondVote() {
        // Record 9: remembered as 0, then given 1 by a new row; the remembered row itself comes again.
        long[] identity = new long[30];
        int[] given = new int[30];
        for (int i = 0; i < 30; i++) {
            identity[i] = (i < 26 ? i / 2 : 9L) << 32;
            given[i] = i < 26 ? i / 2 % 2 : 0;
        }
        identity[26] = 99L << 32;
        given[26] = 0;
        identity[27] = 99L << 32;
        given[27] = 1;
        identity[28] = 99L << 32;
        given[28] = 0;
        identity[29] = 100L << 32;
        boolean[] learnable = {true, false, true};
        var verdict = new Judgement(3);
        assertThat(new EqualRecords(identity, given, 27, learnable, 2).judge(new int[] {3, 4}, verdict))
                .isTrue();
        assertThat(verdict.wrong[0]).isBetween(0.4, 0.6);
        assertThat(verdict.equals[0]).isEqualTo(1);
        assertThat(verdict.contradicted).startsWith(true, true);
    }

    @Test
    void weighsTheVotesOfEqualRecordsByHand() {
        // Sixteen pairs that agree, evenly of two classes, and one group of two to one.
        int n = 35;
        long[] identity = new long[n];
        int[] given = new int[n];
        boolean[] learnable = new boolean[n];
        Arrays.fill(learnable, true);
        for (int i = 0; i < n; i++) {
            identity[i] = (long) Math.min(i / 2, 16) << 32;
            given[i] = i < 32 ? i / 2 % 2 : i == 34 ? 1 : 0;
        }
        var verdict = new Judgement(n);
        assertThat(new EqualRecords(identity, given, 0, learnable, 2).judge(new int[] {0, 1}, verdict))
                .isTrue();
        double agreement = (16 + 2 / 3.0) / 18;
        double zeros = 18.0 / 35;
        double chance = zeros * zeros + (1 - zeros) * (1 - zeros);
        double noise = (1 - Math.sqrt((agreement - chance) / (1 - chance))) / 2;
        double zero = zeros * (1 - noise) * (1 - noise) * noise;
        double one = (1 - zeros) * noise * noise * (1 - noise);
        assertThat(verdict.wrong[34]).isCloseTo(zero / (zero + one), within(1e-6));
        assertThat(verdict.wrong[32]).isCloseTo(one / (zero + one), within(1e-6));
        assertThat(verdict.equals[34]).isEqualTo(2);
    }

    /** Records sent so many times each, and others sent once, all with labels by chance. */
    private List<Sample> records(int once, int repeated, int times) {
        List<Sample> samples = new ArrayList<>();
        for (int record = 0; record < repeated + once; record++) {
            Sample sample = Sample.builder()
                    .feature("a", random.nextGaussian())
                    .feature("b", random.nextGaussian())
                    .label(random.nextBoolean() ? "yes" : "no")
                    .build();
            for (int copy = 0; copy < (record < repeated ? times : 1); copy++) {
                samples.add(sample);
            }
        }
        return samples;
    }

    private static String other(Sample sample) {
        return "yes".equals(sample.label()) ? "no" : "yes";
    }

    private static Sample withLabel(Sample sample, String label) {
        Sample.Builder b = Sample.builder().label(label);
        sample.features().forEach(b::feature);
        return b.build();
    }
}
