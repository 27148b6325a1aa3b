package io.cleandata.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.CleanException;
import io.cleandata.testkit.HttpAlertHandlerContract;
import io.cleandata.testkit.HttpReceiver;
import io.cleandata.testkit.SelfSignedCertificate;
import io.cleandata.testkit.SettingsAssertions;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookAlertHandlerTest extends HttpAlertHandlerContract {

    private static final String BEARER = "Bearer known-secret";
    private static final String KEY = "known-signing-key";
    private static final String PATH = "hooks/known-secret-path";

    @Override
    protected AlertHandler handler(URI address) {
        return WebhookAlertHandler.builder()
                .url(address + PATH)
                .header("Authorization", BEARER)
                .signingKey(KEY)
                .build();
    }

    @Override
    protected List<String> secrets() {
        return List.of(BEARER, KEY, PATH);
    }

    private HttpReceiver.Request sent(WebhookAlertHandler.Builder builder, Alert alert) throws Exception {
        try (AlertHandler handler = builder.url(receiver.uri("/").toString()).build()) {
            handler.handle(alert);
        }
        return receiver.last();
    }

    @Test
    void sendsThePublishedSchema() throws Exception {
        try (AlertHandler handler = handler()) {
            for (Alert alert : TestAlerts.all()) {
                handler.handle(alert);
                String body = receiver.last().body();
                Rules.check("alert-v1", body);
                assertThat(Rules.read(body))
                        .containsEntry("metric", alert.metric().replace("\ud83d ", "? "));
                assertThat(body).doesNotContain("<", ">", "&", "\u001b", "\u009b", "\u202e", "\u2028", "\n");
            }
        }
    }

    @Test
    void signsTheBodyAndSendsHeadersOfItsUser() throws Exception {
        try (AlertHandler handler = handler()) {
            handler.handle(TestAlerts.opened());
        }
        HttpReceiver.Request request = receiver.last();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String expected = HexFormat.of().formatHex(mac.doFinal(request.body().getBytes(StandardCharsets.UTF_8)));
        assertThat(request.headers())
                .containsEntry("x-clean-signature", "sha256=" + expected)
                .containsEntry("authorization", BEARER)
                .containsEntry("content-type", "application/json");
    }

    @Test
    void theIdempotencyKeyIsTheAlertsOwnAndFitsAHeader() throws Exception {
        try (AlertHandler handler = handler()) {
            handler.handle(TestAlerts.opened());
            assertThat(receiver.last().headers())
                    .containsEntry("idempotency-key", "training-data/quality_score/1:opened:17");
            for (String name : TestAlerts.HOSTILE) {
                Alert alert = TestAlerts.opened().toBuilder().incident(name).build();
                handler.handle(alert);
                String key = receiver.last().headers().get("idempotency-key");
                handler.handle(alert.toBuilder().state(AlertState.RECOVERED).build());
                assertThat(key)
                        .matches("[!-~]{1,200}")
                        .isNotEqualTo(receiver.last().headers().get("idempotency-key"));
            }
        }
    }

    @Test
    void fillsATemplateOfJsonWithoutLettingAStrangerOutOfHisQuotationMarks() throws Exception {
        WebhookAlertHandler.Builder builder = WebhookAlertHandler.builder()
                .body("{\"text\": \"{{ severity }}: {{message}}\", \"value\": {{value}}, \"key\": \"{{key}}\","
                        + " \"all\": {{alert}}}");
        for (String text : TestAlerts.HOSTILE) {
            Alert alert = TestAlerts.opened().toBuilder().message(text).build();
            Map<String, Object> json = Rules.read(sent(builder, alert).body());
            assertThat(json).containsOnlyKeys("text", "value", "key", "all").containsEntry("value", 0.712);
            assertThat(json.get("text")).isEqualTo("warning: " + text.replace("\ud83d ", "? "));
            Rules.check("alert-v1", SafeJson.text(json.get("all")));
        }
        assertThat(Rules.read(sent(
                                builder,
                                TestAlerts.opened().toBuilder()
                                        .key(null)
                                        .value(Double.NaN)
                                        .build())
                        .body()))
                .containsEntry("value", null);
    }

    @Test
    void escapesWhatItFillsInAsTheContentTypeAsks() throws Exception {
        Alert alert = TestAlerts.opened().toBuilder()
                .message("<b>\"a\" & b</b>\n&c=d")
                .build();
        HttpReceiver.Request form = sent(
                WebhookAlertHandler.builder()
                        .contentType("application/x-www-form-urlencoded")
                        .method(WebhookSettings.Method.PUT)
                        .body("token=t&text={{message}}"),
                alert);
        assertThat(form.method()).isEqualTo("PUT");
        assertThat(form.body()).startsWith("token=t&text=").doesNotContain("&c");
        assertThat(URLDecoder.decode(form.body().substring(13), StandardCharsets.UTF_8))
                .isEqualTo(alert.message());
        assertThat(sent(WebhookAlertHandler.builder().contentType("text/html").body("<p>{{message}}</p>"), alert)
                        .body())
                .isEqualTo("<p>&lt;b&gt;&quot;a&quot; &amp; b&lt;/b&gt; &amp;c=d</p>");
        assertThat(sent(WebhookAlertHandler.builder().contentType("text/plain").body("{{title}}|{{message}}"), alert)
                        .body())
                .startsWith("Warning: quality_score of training-data")
                .endsWith("|<b>\"a\" & b</b> &c=d");
    }

    @Test
    void refusesATemplateThatCannotWork() {
        WebhookAlertHandler.Builder builder = WebhookAlertHandler.builder().url("https://example.org");
        assertThatThrownBy(() -> builder.body("{\"text\": \"{{mesage}}\"}").build())
                .hasMessageContaining("mesage")
                .hasMessageContaining("message");
        assertThatThrownBy(() -> builder.body("{\"text\": {{message}}}").build())
                .isInstanceOf(CleanException.class)
                .hasMessageContaining("\"{{message}}\"");
    }

    @Test
    void refusesAHeaderThatCannotBeSetWithoutTellingIt() {
        assertThatThrownBy(() -> WebhookAlertHandler.builder()
                        .url("https://example.org")
                        .header("Authorization", "known-secret\r\nX: y")
                        .build())
                .hasMessageContaining("Authorization")
                .hasMessageNotContaining("known-secret")
                .hasNoCause();
    }

    @Test
    void refusesAServerWhoseCertificateNobodyVouchesFor(@TempDir Path directory) throws Exception {
        try (HttpReceiver stranger = HttpReceiver.startTls(SelfSignedCertificate.in(directory));
                AlertHandler handler = WebhookAlertHandler.builder()
                        .url(stranger.uri("/").toString())
                        .build()) {
            assertThatThrownBy(() -> handler.handle(TestAlerts.opened()))
                    .isInstanceOf(CleanException.class)
                    .hasMessageContaining("SSL");
            assertThat(stranger.requests()).isEmpty();
        }
    }

    @Test
    void builderAndOptionsAreTheSame() throws Exception {
        SettingsAssertions.assertBuilderMatches(WebhookAlertHandler.Builder.class, WebhookSettings.class, "header");
        SettingsAssertions.assertEveryOptionIsBound(
                new WebhookSettings(
                        "https://x", Map.of("A", "b"), "k", "{\"a\":1}", "text/json", WebhookSettings.Method.PUT),
                Map.of(
                        "url", "https://x",
                        "headers", Map.of("A", "b"),
                        "signing-key", "k",
                        "body", "{\"a\":1}",
                        "content-type", "text/json",
                        "method", "put"));
    }
}
