package io.cleandata.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cleandata.spi.CleanException;
import io.cleandata.spi.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsBinderTest {

    enum Reset {
        LATEST,
        FROM_START
    }

    record Inner(
            @Option(doc = "host", required = true) String host,

            @Option(doc = "port", value = "443", min = 1, max = 65535)
            int port) {}

    record Everything(
            @Option(doc = "The topic to read", required = true)
            String topic,

            @Option(doc = "how many", value = "10k", min = 1)
            long count,

            @Option(doc = "share", value = "0.5", min = 0, max = 1)
            double share,

            @Option(doc = "whether", value = "true") boolean whether,

            @Option(doc = "how long", value = "1m30s", min = 1, max = 3600)
            Duration pollTimeout,

            @Option(doc = "since") Instant since,

            @Option(doc = "where to begin", value = "from-start", formerly = "auto-offset")
            Reset reset,

            @Option(doc = "names", pattern = "[a-z]+") List<String> names,
            @Option(doc = "weights", min = 0) Map<String, Double> weights,
            @Option(doc = "servers") List<Inner> servers,
            @Option(doc = "optional inner") Inner inner,

            @Option(doc = "password", secret = true, pattern = ".{8,}")
            String password,

            @Option(doc = "client", passThrough = true) Map<String, String> client,

            @Option(doc = "windows in a row", name = "for", value = "1")
            int forWindows) {}

    @Test
    void fillsInDefaultsAndLeavesTheRestUnset() {
        Everything bound = OptionsBinder.bindYaml(Everything.class, "topic: t");

        assertThat(bound)
                .isEqualTo(new Everything(
                        "t",
                        10_000,
                        0.5,
                        true,
                        Duration.ofSeconds(90),
                        null,
                        Reset.FROM_START,
                        List.of(),
                        Map.of(),
                        List.of(),
                        null,
                        null,
                        Map.of(),
                        1));
    }

    @Test
    void bindsEveryKindOfValue() {
        Everything bound = OptionsBinder.bindYaml(Everything.class, """
                topic: 12345
                count: 1_000_000
                share: 25%
                whether: false
                poll-timeout: PT2S
                since: 2026-01-31T12:00:00+01:00
                reset: latest
                names: [a, b]
                weights: {labels: 0.5, drift: 1}
                servers:
                  - {host: x, port: 1}
                  - y
                inner: {host: z}
                password: correct horse
                client:
                  acks: all
                  sasl:
                    mechanism: PLAIN
                for: 3
                """);

        assertThat(bound)
                .isEqualTo(new Everything(
                        "12345",
                        1_000_000,
                        0.25,
                        false,
                        Duration.ofSeconds(2),
                        Instant.parse("2026-01-31T11:00:00Z"),
                        Reset.LATEST,
                        List.of("a", "b"),
                        Map.of("labels", 0.5, "drift", 1.0),
                        List.of(new Inner("x", 1), new Inner("y", 443)),
                        new Inner("z", 443),
                        "correct horse",
                        Map.of("acks", "all", "sasl.mechanism", "PLAIN"),
                        3));
    }

    @Test
    void takesJavaValuesAsTheyAre() {
        Everything bound = OptionsBinder.bind(
                Everything.class,
                Map.of(
                        "topic",
                        "t",
                        "poll-timeout",
                        Duration.ofMillis(1500),
                        "reset",
                        Reset.LATEST,
                        "inner",
                        new Inner("h", 1),
                        "servers",
                        List.of(new Inner("i", 2), Map.of("host", "j"))));

        assertThat(bound.pollTimeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(bound.reset()).isEqualTo(Reset.LATEST);
        assertThat(bound.inner()).isEqualTo(new Inner("h", 1));
        assertThat(bound.servers()).containsExactly(new Inner("i", 2), new Inner("j", 443));
    }

    @Test
    void reportsAllFaultsAtOnceAndNoSecret() {
        InvalidSettingsException e = catchThrowableOfType(
                InvalidSettingsException.class, () -> OptionsBinder.bindYaml(Everything.class, """
                        topik: t
                        count: 0
                        share: 2
                        whether: yes
                        poll-timeout: 30
                        since: yesterday
                        reset: lates
                        names: [ok, NOT]
                        weights: {labels: -1}
                        servers: [{port: 70000}]
                        password: short
                        client: {password: hunter2}
                        """));

        assertThat(e.problems())
                .containsExactlyInAnyOrder(
                        "topik is not a setting. Did you mean topic?",
                        "topic is required: the topic to read.",
                        "count = \"0\": must be at least 1",
                        "share = \"2\": must be at most 1",
                        "whether = \"yes\": must be true or false.",
                        "poll-timeout = \"30\": must be a duration such as 500ms, 30s or 5m.",
                        "since = \"yesterday\": must be a moment such as 2026-01-31T12:00:00Z.",
                        "reset = \"lates\": must be one of latest, from-start. Did you mean latest?",
                        "names[1] = \"NOT\": must match [a-z]+",
                        "weights.labels = \"-1\": must be at least 0",
                        "servers[0].host is required: host.",
                        "servers[0].port = \"70000\": must be at most 65535",
                        "password = ***: must match .{8,}");
        assertThat(e.kind()).isEqualTo(CleanException.Kind.SETTINGS);
        assertThat(e.getMessage()).startsWith("13 settings are wrong:").doesNotContain("short", "hunter2");
    }

    @Test
    void acceptsFormerNamesButNotBoth() {
        assertThat(OptionsBinder.bindYaml(Everything.class, "{topic: t, auto-offset: latest}")
                        .reset())
                .isEqualTo(Reset.LATEST);
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() ->
                        OptionsBinder.bindYaml(Everything.class, "{topic: t, auto-offset: latest, reset: latest}"))
                .withMessage("reset and auto-offset are the same setting.");
    }

    @Test
    void reportsWhatTheRecordItselfRefuses() {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> OptionsBinder.bindYaml(QualityOptions.class, "{threshold: 0.5, critical: 0.6}"))
                .withMessage("critical (0.6) must not be above threshold (0.5)");
    }

    @Test
    void refusesRecordsThatAreNoOptions() {
        record Bare(int x) {}
        record NoDefault(@Option(doc = "x") int x) {}
        record OddType(@Option(doc = "x") StringBuilder x) {}

        for (Class<? extends Record> type : List.of(Bare.class, NoDefault.class, OddType.class)) {
            assertThatExceptionOfType(CleanException.class)
                    .isThrownBy(() -> OptionsBinder.bind(type, Map.of()))
                    .matches(e -> e.kind() == CleanException.Kind.INTERNAL)
                    .withMessageContaining(".x");
        }
    }

    @Test
    void everySectionOfThePipelineHasSoundDefaults() {
        assertThat(OptionsBinder.defaults(PipelineOptions.class).maxWorkers()).isEqualTo(4);
        QualityOptions quality = OptionsBinder.defaults(QualityOptions.class);
        assertThat(quality.criticalThreshold()).isEqualTo(0.75 * 0.8);
        assertThat(quality.timeBetweenFalseAlerts()).isEqualTo(Duration.ofDays(7));
        assertThat(AlertRouting.all().metrics()).isEmpty();
    }
}
