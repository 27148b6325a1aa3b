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
                .contains("times the usual difference from similar samples");
    }

    @Test
    void isNotLedAwayByAColumnThatFewSamplesHave() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            double wide = i % 100 == 1 ? 1.8 : 1;
            Sample.Builder sample = Sample.builder();
            for (int k = 0; k < 20; k++) {
                sample.feature("f" + k, wide * random.nextGaussian());
            }
            if (random.nextInt(20) == 0) {
                sample.feature("rare", random.nextGaussian());
            }
            samples.add(sample.build());
        }
        DetectorResult result = detector.analyze(stream.window(samples));
        assertThat(result.issues()).filteredOn(issue -> issue.row() % 100 == 1).hasSizeGreaterThan(6);
        assertThat(result.issues()).noneMatch(issue -> issue.features().equals(List.of("rare")));
    }

    @Test
    void seesAWrongValueThatIsTheMostFrequentOne() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            int type = i % 20 < 11 ? 0 : 1; // so that the median of what follows from it is 0
            Sample.Builder machine = Sample.builder();
            for (int k = 0; k < 4; k++) {
                machine.feature("size" + k, 5 * type + 0.5 * random.nextGaussian());
                machine.feature("load" + k, random.nextGaussian() * Math.exp(0.5 * random.nextGaussian()));
            }
            samples.add(machine.feature("gears", i == 519 ? 0 : type).build());
        }
        Issue issue = issueOf(detector.analyze(stream.window(samples)), 519).orElseThrow();
        assertThat(issue.features()).containsExactly("gears");
    }

    @Test
    void goesOnFlaggingAfterAWindowInWhichMostSamplesHaveEquals() {
        for (int w = 0; w < 2; w++) {
            detector.analyze(stream.window(groupsOfEquals()));
        }
        List<Sample> samples = groupsOfEquals();
        Sample.Builder wild = Sample.builder();
        for (int k = 0; k < 5; k++) {
            wild.feature("f" + k, 50);
        }
        samples.set(77, wild.build());
        assertThat(issueOf(detector.analyze(stream.window(samples)), 77)).isPresent();
        List<Sample> free = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Sample.Builder sample = Sample.builder();
            for (int k = 0; k < 5; k++) {
                sample.feature("f" + k, i == 500 ? 60 : random.nextGaussian());
            }
            free.add(sample.build());
        }
        assertThat(issueOf(detector.analyze(stream.window(free)), 500)).isPresent();
    }

    private List<Sample> groupsOfEquals() {
        List<Sample> samples = new ArrayList<>();
        double[] at = new double[5];
        for (int i = 0; i < 1000; i++) {
            Sample.Builder sample = Sample.builder();
            for (int k = 0; k < 5; k++) {
                if (i % 15 == 0 || i >= 900) {
                    at[k] = random.nextGaussian();
                }
                sample.feature("f" + k, at[k]);
            }
            samples.add(sample.build());
        }
        return samples;
    }

    @Test
    void neverBlamesASampleWithoutCategoriesForTheirCombination() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Sample.Builder sample = Sample.builder().feature("n", random.nextGaussian());
            for (int k = 0; k < 6 && i != 300; k++) {
                sample.feature("c" + k, "v" + random.nextInt(30));
            }
            samples.add(sample.build());
        }
        assertThat(issueOf(detector.analyze(stream.window(samples)), 300)).isEmpty();
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

    @Test
    void takesTheOutermostOfManyTightGroupsForNoOutliers() {
        double[][] sensors = new double[50][4];
        for (double[] sensor : sensors) {
            for (int k = 0; k < sensor.length; k++) {
                sensor[k] = 5 * random.nextGaussian();
            }
        }
        for (int w = 0; w < 6; w++) {
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                Sample.Builder sample = Sample.builder();
                for (int k = 0; k < 4; k++) {
                    sample.feature("f" + k, sensors[i % 50][k] + 0.1 * random.nextGaussian());
                }
                samples.add(sample.build());
            }
            assertThat(detector.analyze(stream.window(samples)).issues())
                    .as("window %d", w)
                    .hasSizeLessThan(100);
        }
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
