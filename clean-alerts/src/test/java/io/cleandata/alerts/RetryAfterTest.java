package io.cleandata.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-31T12:00:00Z"));

    @Test
    void countsSeconds() {
        assertThat(asked(Map.of("Retry-After", "73"))).isEqualTo(Duration.ofSeconds(73));
    }

    @Test
    void countsToADate() {
        assertThat(asked(Map.of("Retry-After", "Sat, 31 Jan 2026 12:02:00 GMT")))
                .isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void takesTheServersWordForWhatTimeItIs() {
        assertThat(asked(Map.of(
                        "Retry-After", "Sat, 31 Jan 2026 18:02:00 GMT", "Date", "Sat, 31 Jan 2026 18:00:30 GMT")))
                .isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void waitsForAnHourAtMost() {
        assertThat(asked(Map.of("Retry-After", "999999999"))).isEqualTo(Duration.ofHours(1));
        assertThat(asked(Map.of("Retry-After", "Sun, 31 Jan 2027 12:00:00 GMT")))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aTimeThatIsPastAsksForNothing() {
        assertThat(asked(Map.of("Retry-After", "Sat, 31 Jan 2026 11:00:00 GMT")))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "31 Jan", "Mon, 31 Jan 2026 12:02:00 GMT", "99999999999999999999"})
    void whatIsNeitherAsksForNothing(String text) {
        assertThat(asked(Map.of("Retry-After", text))).isZero();
    }

    @Test
    void noHeaderAsksForNothing() {
        assertThat(asked(Map.of())).isZero();
    }

    private static Duration asked(Map<String, String> headers) {
        Map<String, List<String>> lists = new java.util.HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return RetryAfter.of(HttpHeaders.of(lists, (name, value) -> true), CLOCK);
    }
}
