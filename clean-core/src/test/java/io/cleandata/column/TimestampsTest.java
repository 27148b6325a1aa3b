package io.cleandata.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimestampsTest {

    @Test
    void agreesWithTheJdk() {
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            Instant instant = Instant.ofEpochMilli(random.nextLong(-2_000_000_000_000L, 4_000_000_000_000L));
            OffsetDateTime local = instant.atOffset(ZoneOffset.ofHoursMinutes(random.nextInt(18), random.nextInt(60)));
            assertThat(Timestamps.parse(instant.toString()))
                    .as(instant.toString())
                    .isEqualTo(instant.toEpochMilli());
            assertThat(Timestamps.parse(local.toString())).as(local.toString()).isEqualTo(instant.toEpochMilli());
        }
    }

    @Test
    void refusesWhatIsNoTimestamp() {
        for (String text : new String[] {
            "",
            "hello world",
            "2024-02-30",
            "2024-01-01T25:00:00Z",
            "2024-01-01T10:00:00+99:00",
            "2024-01-01T10:00:00Zulu",
            "2024-01-01T10:00:00."
        }) {
            assertThat(Timestamps.parse(text)).as(text).isEqualTo(Timestamps.NONE);
        }
        assertThat(Timestamps.parse("2024-01-01T10:00:00", false)).isEqualTo(Timestamps.ZONELESS);
    }
}
