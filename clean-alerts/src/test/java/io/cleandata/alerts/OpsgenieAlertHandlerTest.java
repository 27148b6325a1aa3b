package io.cleandata.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Severity;
import io.cleandata.spi.AlertHandler;
import io.cleandata.testkit.HttpAlertHandlerContract;
import io.cleandata.testkit.HttpReceiver;
import io.cleandata.testkit.SettingsAssertions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpsgenieAlertHandlerTest extends HttpAlertHandlerContract {

    private static final String KEY = "known-secret-api-key";

    @Override
    protected AlertHandler handler(URI address) {
        return OpsgenieAlertHandler.builder()
                .apiKey(KEY)
                .url(address.toString())
                .teams(List.of("data"))
                .tags(List.of("quality", "t".repeat(80)))
                .build();
    }

    @Override
    protected List<String> secrets() {
        return List.of(KEY);
    }

    @Override
    protected void answerWell() {
        receiver.answer(202, Map.of(), "{\"result\":\"Request will be processed\"}");
    }

    /** A raised priority goes beside the alert. */
    @Override
    protected List<String> received() {
        return receiver.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .map(HttpReceiver.Request::body)
                .toList();
    }

    @Test
    void keepsOpsgeniesRulesWhateverTheTexts() throws Exception {
        try (AlertHandler handler = handler()) {
            for (Alert alert : TestAlerts.all()) {
                handler.handle(alert);
                HttpReceiver.Request request = receiver.last();
                if (request.method().equals("POST")) {
                    boolean over = alert.state() == AlertState.RECOVERED;
                    Rules.check(over ? "opsgenie-close" : "opsgenie-alert", request.body());
                    assertThat(Rules.texts(request.body())).doesNotContain("\u001b", "\u202e", "\r");
                    if (!over) {
                        Map<?, ?> details =
                                (Map<?, ?>) Rules.read(request.body()).get("details");
                        assertThat(details.toString()).hasSizeLessThan(8000);
                    }
                }
            }
        }
    }

    @Test
    void opensRaisesAndClosesUnderOneAlias() throws Exception {
        try (AlertHandler handler = handler()) {
            handler.handle(TestAlerts.opened());
            handler.handle(TestAlerts.alert(AlertState.ESCALATED, Severity.CRITICAL));
            handler.handle(TestAlerts.alert(AlertState.RECOVERED, Severity.CRITICAL));
        }
        String alias = "/v2/alerts/training-data%2Fquality_score%2F1/";
        assertThat(receiver.requests())
                .extracting(request -> request.method() + " " + request.path())
                .containsExactly(
                        "POST /v2/alerts",
                        "POST /v2/alerts",
                        "PUT " + alias + "priority?identifierType=alias",
                        "POST " + alias + "close?identifierType=alias");
        assertThat(receiver.requests())
                .allSatisfy(request -> assertThat(request.headers()).containsEntry("authorization", "GenieKey " + KEY));
        assertThat(Rules.read(receiver.requests().get(0).body()))
                .containsEntry("priority", "P3")
                .containsEntry("alias", "training-data/quality_score/1");
        assertThat(receiver.requests().get(2).body()).isEqualTo("{\"priority\":\"P1\"}");
    }

    @Test
    void builderAndOptionsAreTheSame() throws Exception {
        SettingsAssertions.assertBuilderMatches(OpsgenieAlertHandler.Builder.class, OpsgenieSettings.class);
        SettingsAssertions.assertDefaults(
                new OpsgenieSettings(KEY, "https://api.opsgenie.com", List.of(), List.of(), "P1", "P3"),
                Map.of("api-key", KEY));
        SettingsAssertions.assertEveryOptionIsBound(
                new OpsgenieSettings(KEY, "https://x", List.of("a"), List.of("b"), "P2", "P4"),
                Map.of(
                        "api-key",
                        KEY,
                        "url",
                        "https://x",
                        "teams",
                        List.of("a"),
                        "tags",
                        List.of("b"),
                        "critical-priority",
                        "P2",
                        "warning-priority",
                        "P4"));
    }
}
