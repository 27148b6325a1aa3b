package io.cleandata.detectors.outliers;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Sample;
import io.cleandata.testkit.TestStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Samples that are not far from all others, but wrong where they stand. */
class LocalOutliersTest {

    private final Random random = new Random(5);
    private final TestStream stream = new TestStream();
    private final OutliersDetector detector =
            new OutliersDetector(new OutliersSettings(0.015, 4000, 500, 3, List.of()), 1);

    @Test
    void seesASampleBesideATightGroupThoughOthersAreLooser() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            boolean tight = i % 4 != 0; // three of four machines run at the point, the others anywhere
            double spread = tight ? 0.1 : 2;
            samples.add(Sample.builder()
                    .feature("speed", (tight ? 0 : 12) + spread * random.nextGaussian())
                    .feature("heat", spread * random.nextGaussian())
                    .feature("load", i == 501 ? 2 : spread * random.nextGaussian())
                    .build());
        }
        Issue issue = issueOf(detector.analyze(stream.window(samples)), 501).orElseThrow();
        assertThat(issue.features()).containsExactly("load");
        assertThat(issue.reason()).contains("times as far from similar samples as these are from each other");
    }

    @Test
    void seesAUsualValueThatIsUnlikeThatOfSimilarSamples() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            int type = i % 5;
            Sample.Builder machine = Sample.builder();
            for (int k = 1; k < 5; k++) {
                machine.feature("size" + k, type * k % 5 + 0.05 * random.nextGaussian());
            }
            for (int k = 0; k < 3; k++) {
                machine.feature("load" + k, random.nextGaussian() * Math.exp(0.5 * random.nextGaussian()));
            }
            double power = (i == 501 ? 3 : type) + 0.05 * random.nextGaussian(); // that of a machine of another type
            samples.add(machine.feature("power", power).build());
        }
        Issue issue = issueOf(detector.analyze(stream.window(samples)), 501).orElseThrow();
        assertThat(issue.features()).containsExactly("power");
        assertThat(issue.reason())
                .startsWith("power is 3.")
                .contains("times as far from that of similar samples as these are from each other");
    }

    @Test
    void seesCommonValuesThatNeverStandTogether() {
        for (int w = 0; w < 2; w++) {
            detector.analyze(stream.window(trips(1000)));
        }
        List<Sample> samples = trips(1000);
        samples.set(42, trip("ship", "berlin"));
        Issue issue = issueOf(detector.analyze(stream.window(samples)), 42).orElseThrow();
        assertThat(issue.features()).containsExactlyInAnyOrder("by", "to");
        assertThat(issue.reason()).contains("'ship'").contains("'berlin'").contains("as in 0 other samples where ");
    }

    @Test
    void seesATightClumpOfOneInTwentyTwo() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            boolean clump = i % 22 == 0;
            samples.add(Sample.builder()
                    .feature("a", clump ? 9 + 0.01 * random.nextGaussian() : random.nextGaussian())
                    .feature("b", clump ? 9 + 0.01 * random.nextGaussian() : random.nextGaussian())
                    .feature("c", clump ? 9 + 0.01 * random.nextGaussian() : random.nextGaussian())
                    .build());
        }
        DetectorResult result = detector.analyze(stream.window(samples));
        long caught =
                result.issues().stream().filter(issue -> issue.row() % 22 == 0).count();
        assertThat(caught).isEqualTo(46);
        assertThat(result.issues()).hasSizeLessThan(56);
    }

    private List<Sample> trips(int n) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            boolean coast = random.nextBoolean();
            samples.add(trip(coast && random.nextBoolean() ? "ship" : "train", coast ? "hamburg" : "berlin"));
        }
        return samples;
    }

    private Sample trip(String by, String to) {
        return Sample.builder()
                .feature("by", by)
                .feature("to", to)
                .feature("price", 50 + 5 * random.nextGaussian())
                .build();
    }

    private static Optional<Issue> issueOf(DetectorResult result, int row) {
        return result.issues().stream().filter(issue -> issue.row() == row).findFirst();
    }
}
