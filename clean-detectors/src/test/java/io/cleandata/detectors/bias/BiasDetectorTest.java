package io.cleandata.detectors.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Sample;
import io.cleandata.model.Window;
import io.cleandata.testkit.TestStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BiasDetectorTest {

    private final TestStream stream = new TestStream();
    private final Random random = new Random(4);

    private Window window(double favourableA, double favourableB) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            boolean a = i % 4 == 0;
            boolean yes = random.nextDouble() < (a ? favourableA : favourableB);
            samples.add(Sample.builder()
                    .metadata("group", a ? "a" : "b")
                    .feature("predicted", yes ? "yes" : "no")
                    .label(i % 2 == 0 ? "yes" : "no")
                    .build());
        }
        return stream.window(samples);
    }

    private static BiasDetector detector(String outcome, String prediction) {
        return new BiasDetector(new BiasSettings("metadata.group", "yes", outcome, prediction, 0.1, 50, 10_000));
    }

    @Test
    void reportsAGroupThatIsFavouredLessOften() {
        DetectorResult result = detector("predicted", null).analyze(window(0.3, 0.7));

        assertThat(result.issues()).hasSize(2);
        assertThat(result.issues().get(0).reason())
                .contains("metadata.group a has")
                .contains("favourable outcomes");
    }

    @Test
    void isQuietWhenGroupsDifferByLessThanTheGap() {
        BiasDetector detector = detector("predicted", null);
        for (int w = 0; w < 50; w++) {
            assertThat(detector.analyze(window(0.5, 0.55)).issues()).isEmpty();
        }
    }

    @Test
    void comparesErrorRatesWhenThereArePredictions() {
        DetectorResult result = detector("label", "predicted").analyze(window(0.2, 0.8));

        assertThat(result.issues())
                .anySatisfy(issue -> assertThat(issue.reason()).contains("true positives"));
        assertThat(result.issues())
                .anySatisfy(issue -> assertThat(issue.reason()).contains("predictions"));
    }

    @Test
    void computesNewcombesInterval() {
        // Newcombe 1998, table II (a), method 10: 56/70 against 48/80
        RateGap gap = RateGap.of(56, 70, 48, 80);
        assertThat(gap.gap()).isCloseTo(0.2, within(1e-9));
        assertThat(gap.low()).isCloseTo(0.0524, within(1e-4));
        assertThat(gap.high()).isCloseTo(0.3339, within(1e-4));
    }

    @Test
    void saysWhatIsMissing() {
        DetectorResult result = detector("label", null)
                .analyze(TestStream.of(
                        Sample.builder().feature("x", 1).label("yes").build()));

        assertThat(result.status()).isEqualTo(DetectorResult.Status.NOT_ASSESSABLE);
        assertThat(result.note()).contains("metadata.group");
    }
}
