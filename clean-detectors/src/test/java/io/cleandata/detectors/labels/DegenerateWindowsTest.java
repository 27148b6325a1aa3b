package io.cleandata.detectors.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Sample;
import io.cleandata.testkit.TestStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class DegenerateWindowsTest {

    private final Random random = new Random(1);

    @Test
    void saysThatASingleSampleCannotBeAssessed() {
        DetectorResult result =
                analyze(1, i -> Sample.builder().feature("a", 1.0).label("x").build());
        assertThat(result.status()).isEqualTo(DetectorResult.Status.NOT_ASSESSABLE);
    }

    @Test
    void saysThatEqualSamplesCannotBeAssessed() {
        DetectorResult result = analyze(
                300,
                i -> Sample.builder()
                        .feature("a", 1.0)
                        .label(i % 2 == 0 ? "x" : "y")
                        .build());
        assertThat(result.status()).isEqualTo(DetectorResult.Status.NOT_ASSESSABLE);
    }

    @Test
    void saysThatOneLabelCannotBeAssessed() {
        DetectorResult result = analyze(
                300,
                i -> Sample.builder()
                        .feature("a", random.nextGaussian())
                        .label("x")
                        .build());
        assertThat(result.status()).isEqualTo(DetectorResult.Status.NOT_ASSESSABLE);
        assertThat(result.note()).contains("fewer than two labels");
    }

    @Test
    void survivesFeaturesThatAreAllMissing() {
        DetectorResult result = analyze(
                300,
                i -> Sample.builder()
                        .feature("a", null)
                        .feature("b", Double.NaN)
                        .label(i % 2 == 0 ? "x" : "y")
                        .build());
        assertThat(result.status()).isEqualTo(DetectorResult.Status.NOT_ASSESSABLE);
    }

    @Test
    void survivesSamplesWithoutLabelsOrFeatures() {
        assertThat(analyze(50, i -> Sample.builder().feature("a", 1.0).build()).status())
                .isEqualTo(DetectorResult.Status.NOT_ASSESSABLE);
        assertThat(analyze(
                                50,
                                i -> Sample.builder()
                                        .label(i % 2 == 0 ? "x" : "y")
                                        .build())
                        .status())
                .isEqualTo(DetectorResult.Status.NOT_ASSESSABLE);
    }

    @Test
    void survivesAThousandLabels() {
        DetectorResult few = analyze(
                1000,
                i -> Sample.builder()
                        .feature("a", i + 0.0)
                        .feature("b", random.nextGaussian())
                        .label("l" + i)
                        .build());
        assertThat(few.status()).isEqualTo(DetectorResult.Status.NOT_ASSESSABLE);
        assertThat(few.note()).isEqualTo("fewer than two labels have 8 samples in the window and in memory");
        var stream = new TestStream();
        var detector = LabelsDetectorTest.detector(1);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 9000; i++) {
            int label = i % 1000;
            samples.add(Sample.builder()
                    .feature("a", label / 10 + 0.01 * random.nextGaussian())
                    .feature("b", label % 10 + 0.01 * random.nextGaussian())
                    .label("l" + label)
                    .build());
        }
        DetectorResult many = detector.analyze(stream.window(samples));
        assertThat(many.status()).isEqualTo(DetectorResult.Status.OK);
        assertThat(many.statistics()).containsEntry("assessed", 9000.0);
        for (float score : many.scores()) {
            assertThat(score).isBetween(0f, 1f);
        }
    }

    @Test
    void survivesExtremeNumbers() {
        double[] extremes = {Double.NaN, Double.POSITIVE_INFINITY, -1e308, 1e308, Double.MIN_VALUE, 0, -0.0};
        DetectorResult result = analyze(
                400,
                i -> Sample.builder()
                        .feature("wild", i % 3 == 0 ? extremes[random.nextInt(extremes.length)] : random.nextGaussian())
                        .feature("good", (i % 2) * 4 + random.nextGaussian())
                        .label(i % 2 == 0 ? "x" : "y")
                        .build());
        assertThat(result.status()).isEqualTo(DetectorResult.Status.OK);
        for (float score : result.scores()) {
            assertThat(score).isBetween(0f, 1f);
        }
    }

    @Test
    void survivesTwoThousandFeatures() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Sample.Builder b = Sample.builder().label(i % 2 == 0 ? "x" : "y");
            for (int c = 0; c < 2000; c++) {
                b.feature("f" + c, (c < 200 ? i % 2 : 0) + random.nextGaussian());
            }
            samples.add(b.build());
        }
        DetectorResult result = LabelsDetectorTest.detector(1).analyze(new TestStream().window(samples));
        assertThat(result.status()).isEqualTo(DetectorResult.Status.OK);
    }

    @Test
    void survivesColumnsThatComeAndGo() {
        var stream = new TestStream();
        var detector = LabelsDetectorTest.detector(1);
        for (int w = 0; w < 4; w++) {
            String extra = "extra" + w;
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                samples.add(Sample.builder()
                        .feature("a", (i % 2) * 5 + random.nextGaussian())
                        .feature(extra, w == 2 ? (Object) ("t" + i % 3) : (Object) random.nextGaussian())
                        .label(i % 2 == 0 ? "x" : "y")
                        .build());
            }
            assertThat(detector.analyze(stream.window(samples)).status()).isEqualTo(DetectorResult.Status.OK);
        }
    }

    private static DetectorResult analyze(int n, IntFunction<Sample> maker) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            samples.add(maker.apply(i));
        }
        return LabelsDetectorTest.detector(1).analyze(TestStream.of(samples));
    }
}
