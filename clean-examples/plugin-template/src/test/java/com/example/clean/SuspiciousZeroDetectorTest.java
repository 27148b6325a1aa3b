package com.example.clean;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Sample;
import io.cleandata.testkit.TestStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuspiciousZeroDetectorTest {

    private final SuspiciousZeroDetector detector = new SuspiciousZeroDetector(new SuspiciousZeroSettings(100));
    private final TestStream stream = new TestStream();

    @Test
    void flagsAZeroWhereThereNeverWasOne() {
        detector.analyze(stream.window(samples(100, 1.5)));

        DetectorResult result = detector.analyze(stream.window(samples(3, 0)));

        assertThat(result.issues()).hasSize(3);
        assertThat(result.issues().get(0).reason())
                .isEqualTo("temperature is 0, which it was in none of 100 samples before");
    }

    @Test
    void leavesFeaturesAloneThatAreZeroNowAndThen() {
        detector.analyze(stream.window(samples(100, 0)));

        assertThat(detector.analyze(stream.window(samples(3, 0))).issues()).isEmpty();
    }

    private static List<Sample> samples(int n, double temperature) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            samples.add(Sample.builder().feature("temperature", temperature).build());
        }
        return samples;
    }
}
