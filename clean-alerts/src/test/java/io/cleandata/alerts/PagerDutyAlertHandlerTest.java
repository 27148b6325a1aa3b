package io.cleandata.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Severity;
import io.cleandata.spi.AlertHandler;
import io.cleandata.testkit.HttpAlertHandlerContract;
import io.cleandata.testkit.SettingsAssertions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PagerDutyAlertHandlerTest extends HttpAlertHandlerContract {

    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @Override
    protected AlertHandler handler(URI address) {
        return PagerDutyAlertHandler.builder()
                .routingKey(KEY)
                .url(address + "v2/enqueue")
                .build();
    }

    @Override
    protected List<String> secrets() {
        return List.of(KEY);
    }

    @Override
    protected void answerWell() {
        receiver.answer(202, Map.of(), "{\"status\":\"success\"}");
    }

    private Map<String, Object> sent(Alert alert) throws Exception {
        try (AlertHandler handler = handler()) {
            handler.handle(alert);
        }
        return Rules.read(receiver.last().body());
    }

    @Test
    void keepsPagerDutysRulesWhateverTheTexts() throws Exception {
        try (AlertHandler handler = handler()) {
            for (Alert alert : TestAlerts.all()) {
                handler.handle(alert);
                Rules.check("pagerduty-event", receiver.last().body());
                assertThat(receiver.last().body()).hasSizeLessThan(512_000);
                assertThat(Rules.texts(receiver.last().body())).doesNotContain("\u001b", "\u202e", "\r");
            }
        }
    }

    @Test
    void oneIncidentIsTriggeredAndResolvedUnderOneKey() throws Exception {
        Map<String, Object> opened = sent(TestAlerts.opened());
        Map<String, Object> escalated = sent(TestAlerts.alert(AlertState.ESCALATED, Severity.CRITICAL));
        Map<String, Object> recovered = sent(TestAlerts.alert(AlertState.RECOVERED, Severity.CRITICAL));

        assertThat(List.of(opened, escalated, recovered))
                .extracting(event -> event.get("event_action"))
                .containsExactly("trigger", "trigger", "resolve");
        assertThat(List.of(opened, escalated, recovered))
                .extracting(event -> event.get("dedup_key"))
                .containsOnly("training-data/quality_score/1");
        assertThat((Map<?, ?>) opened.get("payload")).extracting("severity").isEqualTo("warning");
        assertThat((Map<?, ?>) escalated.get("payload")).extracting("severity").isEqualTo("critical");
    }

    @Test
    void incidentsWithLongNamesKeepKeysOfTheirOwn() throws Exception {
        String name = "x".repeat(300);
        Object one = sent(TestAlerts.opened().toBuilder().incident(name + "/1").build())
                .get("dedup_key");
        Object two = sent(TestAlerts.opened().toBuilder().incident(name + "/2").build())
                .get("dedup_key");

        assertThat((String) one).hasSize(255).isNotEqualTo(two);
    }

    @Test
    void builderAndOptionsAreTheSame() throws Exception {
        SettingsAssertions.assertBuilderMatches(PagerDutyAlertHandler.Builder.class, PagerDutySettings.class);
        SettingsAssertions.assertDefaults(
                new PagerDutySettings(KEY, "https://events.pagerduty.com/v2/enqueue", null),
                Map.of("routing-key", KEY));
        SettingsAssertions.assertEveryOptionIsBound(
                new PagerDutySettings(KEY, "https://x", "s"),
                Map.of("routing-key", KEY, "url", "https://x", "source", "s"));
    }
}
