package io.cleandata.detectors.imbalance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Sample;
import io.cleandata.model.Window;
import io.cleandata.testkit.TestStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ImbalanceDetectorTest {

    private final ImbalanceDetector detector = new ImbalanceDetector(ImbalanceSettings.defaults());
    private final TestStream stream = new TestStream();
    private final Random random = new Random(9);

    private Window window(int n, String[] classes, double... shares) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double u = random.nextDouble();
            int k = 0;
            while (k < shares.length - 1 && u >= shares[k]) {
                u -= shares[k++];
            }
            samples.add(Sample.builder().feature("x", i).label(classes[k]).build());
        }
        return stream.window(samples);
    }

    private static final String[] AB = {"a", "b"};

    @Test
    void isQuietWhileSharesOnlyVaryByChance() {
        int reports = 0;
        for (int w = 0; w < 300; w++) {
            reports += detector.analyze(window(500, AB, 0.7, 0.3)).issues().size();
        }
        assertThat(reports).isZero();
    }

    @Test
    void reportsAClassThatSwells() {
        for (int w = 0; w < 5; w++) {
            detector.analyze(window(1000, AB, 0.8, 0.2));
        }
        DetectorResult result = detector.analyze(window(1000, AB, 0.5, 0.5));

        assertThat(result.issues()).singleElement().satisfies(issue -> {
            assertThat(issue.features()).containsExactly("label");
            assertThat(issue.reason()).contains("class b has").contains("usually");
        });
    }

    @Test
    void reportsClassesThatVanishOrAppear() {
        for (int w = 0; w < 5; w++) {
            detector.analyze(window(1000, AB, 0.9, 0.1));
        }
        assertThat(detector.analyze(window(1000, AB, 1, 0)).issues().get(0).reason())
                .contains("class b has vanished");
        assertThat(detector.analyze(window(1000, new String[] {"a", "b", "c"}, 0.85, 0.1, 0.05))
                        .issues()
                        .get(0)
                        .reason())
                .contains("class c is new");
    }

    @Test
    void computesTheTailOfTheGTest() {
        // Python 3.11: g = 5.0716314695769285 by hand from the table; math.erfc(math.sqrt(g / 2)) = 0.02432048359993175
        // 0.0228
        assertThat(ImbalanceDetector.chance(30, 100, 200, 1000)).isCloseTo(0.02432048, within(1e-7));
        assertThat(ImbalanceDetector.chance(20, 100, 200, 1000)).isCloseTo(1, within(1e-6));
    }

    @Test
    void saysThatWithoutLabelsThereIsNothingToJudge() {
        assertThat(detector.analyze(
                                TestStream.of(Sample.builder().feature("x", 1).build()))
                        .status())
                .isEqualTo(DetectorResult.Status.NOT_ASSESSABLE);
    }

    @Test
    void continuesExactlyAfterARestore() throws Exception {
        for (int w = 0; w < 5; w++) {
            detector.analyze(window(1000, AB, 0.8, 0.2));
        }
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        detector.save(saved);
        ImbalanceDetector restored = new ImbalanceDetector(ImbalanceSettings.defaults());
        restored.restore(new ByteArrayInputStream(saved.toByteArray()), 1);

        Window next = window(1000, AB, 0.6, 0.4);
        assertThat(restored.analyze(next).issues())
                .extracting(Issue::toString)
                .isEqualTo(detector.analyze(next).issues().stream()
                        .map(Issue::toString)
                        .toList());
    }
}
