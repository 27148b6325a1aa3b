package io.cleandata.alerts;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The header Retry-After, in seconds or as a date (RFC 9110). */
final class RetryAfter {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private RetryAfter() {}

    /**
     * How long an answer asks to wait, an hour at most; zero if it does not say.
     *
     * @param clock what time it is where the answer's own date does not say, by which a server whose clock is wrong means its dates
     */
    static Duration of(HttpHeaders headers, InstantSource clock) {
        Duration asked = headers.firstValue("Retry-After")
                .flatMap(text -> SECONDS.matcher(text).matches()
                        ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
                        : date(text)
                                .map(end -> Duration.between(
                                        headers.firstValue("Date")
                                                .flatMap(RetryAfter::date)
                                                .orElseGet(clock::instant),
                                        end)))
                .orElse(Duration.ZERO);
        if (asked.isNegative()) {
            return Duration.ZERO;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
