package io.cleandata.detectors.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Sample;
import io.cleandata.model.Window;
import io.cleandata.testkit.TestStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class FreshnessDetectorTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final InstantSource clock = InstantSource.fixed(START.plus(Duration.ofDays(1)));
    private final FreshnessDetector detector = new FreshnessDetector(FreshnessSettings.defaults(), clock);
    private final TestStream stream = new TestStream();

    private Window window(int n, IntToLongFunction secondsAfterStart) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            samples.add(Sample.builder()
                    .feature("x", i)
                    .timestamp(START.plusSeconds(secondsAfterStart.applyAsLong(i)))
                    .build());
        }
        return stream.window(samples);
    }

    private static List<Integer> rows(DetectorResult result) {
        return result.issues().stream()
                .filter(i -> i.scope() == Issue.Scope.SAMPLE)
                .map(Issue::row)
                .toList();
    }

    @Test
    void isQuietOnOrderedAndOnShuffledStreams() {
        Random random = new Random(5);
        for (int w = 0; w < 20; w++) {
            int base = w * 500;
            assertThat(detector.analyze(window(500, i -> base + i)).issues()).isEmpty();
        }
        FreshnessDetector other = new FreshnessDetector(FreshnessSettings.defaults(), clock);
        for (int w = 0; w < 20; w++) {
            assertThat(other.analyze(window(500, i -> random.nextInt(1_000_000)))
                            .issues())
                    .isEmpty();
        }
    }

    @Test
    void flagsSamplesThatLieFarBehindTheStream() {
        detector.analyze(window(500, i -> i));
        DetectorResult result = detector.analyze(window(500, i -> i % 100 == 7 ? 500 + i - 3600 : 500 + i));

        assertThat(rows(result)).containsExactly(7, 107, 207, 307, 407);
        assertThat(result.issues().get(0).reason()).contains("behind the stream");
        assertThat(result.scores()[7]).isGreaterThan(0.9f);
        assertThat(result.scores()[8]).isLessThan(0.5f);
    }

    @Test
    void flagsTimestampsFromTheFutureWithoutFollowingThem() {
        detector.analyze(window(500, i -> i));
        DetectorResult result = detector.analyze(window(500, i -> i == 3 ? 10_000_000 : 500 + i));

        assertThat(rows(result)).containsExactly(3);
        assertThat(detector.analyze(window(500, i -> 1000 + i)).issues()).isEmpty();
    }

    @Test
    void followsAStreamThatHasGoneBackForGood() {
        detector.analyze(window(500, i -> 1_000_000 + i));
        for (int w = 0; w < 3; w++) {
            int base = w * 500;
            assertThat(rows(detector.analyze(window(500, i -> base + i)))).hasSize(500);
        }
        assertThat(detector.analyze(window(500, i -> 1500 + i)).issues()).isEmpty();
    }

    @Test
    void reportsAStallOfTheStream() {
        for (int w = 0; w < 12; w++) {
            int base = w * 500;
            detector.analyze(window(500, i -> base + i));
        }
        DetectorResult result = detector.analyze(window(500, i -> 6000 + 60L * i));

        assertThat(result.issues()).singleElement().satisfies(issue -> {
            assertThat(issue.scope()).isEqualTo(Issue.Scope.WINDOW);
            assertThat(issue.reason()).contains("60 times more slowly");
        });
    }

    @Test
    void checksAgeAgainstTheClockWhenAsked() {
        FreshnessDetector live =
                new FreshnessDetector(new FreshnessSettings(null, Duration.ofHours(1), Duration.ofMinutes(5)), clock);

        assertThat(rows(live.analyze(window(3, i -> 86_400 - i * 3000L)))).containsExactly(2);
    }

    @Test
    void saysThatWithoutTimestampsThereIsNothingToJudge() {
        DetectorResult result =
                detector.analyze(TestStream.of(Sample.builder().feature("x", 1).build()));

        assertThat(result.status()).isEqualTo(DetectorResult.Status.NOT_ASSESSABLE);
    }

    @Test
    void continuesExactlyAfterARestore() throws Exception {
        for (int w = 0; w < 12; w++) {
            int base = w * 500;
            detector.analyze(window(500, i -> base + i));
        }
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        detector.save(saved);
        FreshnessDetector restored = new FreshnessDetector(FreshnessSettings.defaults(), clock);
        restored.restore(new ByteArrayInputStream(saved.toByteArray()), 1);

        Window next = window(500, i -> i % 50 == 0 ? i : 6000 + 60L * i);
        assertThat(restored.analyze(next).issues())
                .extracting(Issue::toString)
                .isEqualTo(detector.analyze(next).issues().stream()
                        .map(Issue::toString)
                        .toList());
    }
}
