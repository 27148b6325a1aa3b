package io.cleandata.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private static final long MILLISECOND = 1_000_000;

    /** Also at the limit: there all who wait for one server that is down would come at once. */
    @ParameterizedTest
    @CsvSource({"1, 1000", "2, 2000", "3, 4000", "9, 256000", "10, 300000", "11, 300000", "1000000, 300000"})
    void isDrawnFromOneHalfToTheWholeOfWhatDoublesUpToALimit(int failures, long most) {
        LongSummaryStatistics waits = waits(Backoff.exponential(Duration.ofMinutes(5)), failures);

        assertThat(waits.getMin()).isBetween(most / 2 * MILLISECOND, most * 6 / 10 * MILLISECOND);
        assertThat(waits.getMax()).isBetween(most * 9 / 10 * MILLISECOND, most * MILLISECOND);
    }

    @Test
    void isNeverLongerThanAVeryShortLimit() {
        LongSummaryStatistics waits = waits(Backoff.exponential(Duration.ofMillis(10)), 1);

        assertThat(waits.getMin()).isGreaterThanOrEqualTo(4 * MILLISECOND);
        assertThat(waits.getMax()).isLessThanOrEqualTo(10 * MILLISECOND);
    }

    /** Not drawn from a seed: the chance of a wait in the last tenth not to come in a thousand draws is 2e-97 (0.8 to the 1000th). */
    private static LongSummaryStatistics waits(Backoff backoff, int failures) {
        return LongStream.range(0, 1000)
                .map(i -> backoff.afterFailures(failures))
                .summaryStatistics();
    }
}
