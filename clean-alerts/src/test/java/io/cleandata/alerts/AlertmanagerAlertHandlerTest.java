package io.cleandata.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Severity;
import io.cleandata.settings.OptionsBinder;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.CleanException;
import io.cleandata.testkit.HttpAlertHandlerContract;
import io.cleandata.testkit.SettingsAssertions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertmanagerAlertHandlerTest extends HttpAlertHandlerContract {

    private static final String PASSWORD = "known-secret-password";

    private Instant now = Instant.parse("2026-01-01T00:05:00Z");

    @Override
    protected AlertmanagerAlertHandler handler(URI address) {
        return new AlertmanagerAlertHandler(
                OptionsBinder.bind(
                        AlertmanagerSettings.class,
                        Map.of(
                                "url",
                                address.toString(),
                                "labels",
                                Map.of("team", "data"),
                                "username",
                                "clean",
                                "password",
                                PASSWORD)),
                () -> now);
    }

    @Override
    protected List<String> secrets() {
        return List.of(PASSWORD);
    }

    private List<?> sent() {
        return (List<?>) SafeJson.read(receiver.last().body());
    }

    private Map<?, ?> alert(int index) {
        return (Map<?, ?>) sent().get(index);
    }

    private static String severity(Map<?, ?> alert) {
        return (String) ((Map<?, ?>) alert.get("labels")).get("severity");
    }

    @Test
    void keepsAlertmanagersRulesWhateverTheTexts() throws Exception {
        try (AlertHandler handler = handler()) {
            for (Alert alert : TestAlerts.all()) {
                handler.handle(alert);
                Rules.check("alertmanager-alerts", receiver.last().body());
                assertThat(Rules.texts(receiver.last().body())).doesNotContain("\u001b", "\u202e", "\r");
            }
        }
    }

    @Test
    void firesFromTheFirstAlertOnAndHoldsWithoutBeingSentAgain() throws Exception {
        try (AlertHandler handler = handler()) {
            handler.handle(TestAlerts.opened());
        }
        assertThat(receiver.last().path()).isEqualTo("/api/v2/alerts");
        assertThat(sent()).hasSize(1);
        assertThat(((Map<?, ?>) alert(0).get("labels")).toString())
                .isEqualTo("{team=data, alertname=CleanDataQuality, pipeline=training-data, metric=quality_score,"
                        + " severity=warning, key=Quality score 0.712 now is below its threshold 0.800.}");
        assertThat(alert(0).get("startsAt")).isEqualTo("2026-01-01T00:00:00.123Z");
        assertThat(alert(0).get("endsAt")).isEqualTo("2026-01-01T02:05:00Z");
    }

    @Test
    void sendsAgainWhatIsOpenAndNothingOnceItIsOver() throws Exception {
        try (AlertmanagerAlertHandler handler = handler(receiver.uri("/"))) {
            handler.handle(TestAlerts.opened());
            now = now.plusSeconds(60);
            handler.resend();
            assertThat(sent()).hasSize(1);
            assertThat(alert(0).get("endsAt")).isEqualTo("2026-01-01T02:06:00Z");
            assertThat(receiver.requests()).hasSize(2);

            handler.handle(TestAlerts.alert(AlertState.RECOVERED, Severity.WARNING));
            handler.resend();
            assertThat(receiver.requests()).hasSize(3);
        }
    }

    @Test
    void anEscalationResolvesTheWarningAndARecoveryBoth() throws Exception {
        try (AlertHandler handler = handler()) {
            handler.handle(TestAlerts.opened());
            handler.handle(TestAlerts.alert(AlertState.ESCALATED, Severity.CRITICAL).toBuilder()
                    .time(Instant.parse("2026-01-01T00:04:00Z"))
                    .build());
            assertThat(sent()).hasSize(2);
            assertThat(severity(alert(0))).isEqualTo("critical");
            assertThat(alert(0).get("startsAt")).isEqualTo("2026-01-01T00:00:00.123Z");
            assertThat(severity(alert(1))).isEqualTo("warning");
            assertThat(alert(1).get("endsAt")).isEqualTo("2026-01-01T00:05:00Z");

            handler.handle(TestAlerts.alert(AlertState.RECOVERED, Severity.CRITICAL));
            assertThat(sent())
                    .hasSize(2)
                    .allSatisfy(
                            each -> assertThat(((Map<?, ?>) each).get("endsAt")).isEqualTo("2026-01-01T00:05:00Z"));
        }
    }

    @Test
    void whatIsSentAgainInVainIsLoggedOnceAndKept() throws Exception {
        try (AlertmanagerAlertHandler handler = handler(receiver.uri("/"))) {
            handler.handle(TestAlerts.opened());
            receiver.answer(503, Map.of(), PASSWORD);
            String log = Logged.during(() -> {
                handler.resend();
                handler.resend();
            });
            assertThat(log).containsOnlyOnce("WARN").doesNotContain(PASSWORD);
            receiver.answer(200, Map.of(), "");
            handler.resend();
            assertThat(sent()).hasSize(1);
        }
    }

    @Test
    void refusesLabelsThatPrometheusDoesNotKnow() {
        assertThatThrownBy(() -> AlertmanagerAlertHandler.builder()
                        .url("http://localhost:9093")
                        .labels(Map.of("my-team", "x"))
                        .build())
                .isInstanceOf(CleanException.class)
                .hasMessageContaining("my-team");
    }

    @Test
    void builderAndOptionsAreTheSame() {
        SettingsAssertions.assertBuilderMatches(AlertmanagerAlertHandler.Builder.class, AlertmanagerSettings.class);
        SettingsAssertions.assertDefaults(
                new AlertmanagerSettings(
                        "http://x", Map.of(), Duration.ofMinutes(1), Duration.ofHours(2), null, null, null),
                Map.of("url", "http://x"));
    }
}
