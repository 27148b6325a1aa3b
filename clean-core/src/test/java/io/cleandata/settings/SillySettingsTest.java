package io.cleandata.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that can be read and cannot be meant: each would make a pipeline that never alerts, or always does. */
class SillySettingsTest {

    private final PipelineSpecReader reader = new PipelineSpecReader(Stubs.catalog());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            quality: {metrics: {labels_rate: {threshold: -1}}} | quality.metrics.labels_rate.threshold = "-1": must be at least 0
            quality: {metrics: {labels_rate: {threshold: 7}}} | quality.metrics.labels_rate.threshold = "7": must be at most 1
            quality: {metrics: {labels_rate: {threshold: 0.5, critical: 0.1}}} | quality.metrics.labels_rate: critical (0.1) must not be below threshold (0.5)
            quality: {for: 3} | quality: for (3) needs evidence: immediate
            quality: {silences: [{from: "2026-01-01T00:00:00Z", until: "2026-01-02T00:00:00Z", metric: qualty_score}]} | quality.silences.metric.qualty_score: there is no metric of that name. Did you mean quality_score?
            alerts: [{type: chat, webhook-url: x, metrics: [asessment]}] | chat.metrics.asessment: there is no metric of that name. Did you mean assessment?
            alerts: [{type: chat, webhook-url: " "}] | alerts[0].webhook-url is required
            window: {type: time, duration: 1000000000d} | window.duration = "1000000000d": must be at most 1000w
            quality: {cooldown: -PT1000000000H} | quality.cooldown = "-PT1000000000H": must be at most 1000w
            """)
    void areRefused(String yaml, String problem) {
        InvalidSettingsException e = catchThrowableOfType(
                InvalidSettingsException.class,
                () -> reader.read("source: {type: file, path: x}\n" + yaml + "\n", "p.yaml", LiveParts.none()));

        assertThat(e).as("the refusal").isNotNull();
        assertThat(e.problems()).hasSize(1).first().asString().startsWith("p.yaml:2: " + problem);
    }
}
