package io.cleandata.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cleandata.model.Alert;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.CleanException;
import io.cleandata.testkit.HttpAlertHandlerContract;
import io.cleandata.testkit.HttpReceiver;
import io.cleandata.testkit.SettingsAssertions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SlackAlertHandlerTest {

    private static final String SECRET = "T0SECRET/B0SECRET/hookSecret";
    private static final String TOKEN = "xoxb-known-secret-token";

    @Nested
    class Webhook extends HttpAlertHandlerContract {

        @Override
        protected AlertHandler handler(URI address) {
            return SlackAlertHandler.builder()
                    .webhookUrl(address + "services/" + SECRET)
                    .build();
        }

        @Override
        protected List<String> received() {
            return receiver.requests().stream()
                    .map(request -> Rules.texts(request.body()))
                    .toList();
        }

        @Override
        protected List<String> secrets() {
            return List.of(SECRET, "hookSecret");
        }

        @Test
        void keepsSlacksLimitsWhateverTheTexts() throws Exception {
            try (AlertHandler handler = handler()) {
                for (Alert alert : TestAlerts.all()) {
                    handler.handle(alert);
                    Rules.check("slack-message", receiver.last().body());
                }
            }
        }

        @Test
        void nothingOfAStrangersActs() throws Exception {
            try (AlertHandler handler = handler()) {
                for (Alert alert : TestAlerts.all()) {
                    handler.handle(alert);
                    assertThat(received().get(received().size() - 1))
                            .doesNotContain("\u001b", "\u0007", "\u009b", "\u202e", "\r", "\u0000");
                    assertThat(mrkdwn()).doesNotContain("<", ">").doesNotContainPattern("&(?!amp;|lt;|gt;)");
                }
            }
        }

        /** All texts but the header's, which is plain text. */
        private String mrkdwn() {
            Map<String, Object> message = Rules.read(receiver.last().body());
            List<?> blocks = (List<?>) message.get("blocks");
            return message.get("text") + Rules.texts(SafeJson.text(blocks.subList(1, blocks.size())));
        }

        @Test
        void showsFiguresAndExamples() throws Exception {
            try (AlertHandler handler = handler()) {
                handler.handle(TestAlerts.opened());
                assertThat(received().get(0))
                        .contains("Warning: quality_score of training-data")
                        .contains("0.712 (0.69 to 0.73)", "training-data-0@5", "incident training-data/quality");
            }
        }

        @Test
        void sendsNoChannelThatTheWebhookCannotHonour() {
            String log = Logged.during(() -> {
                try (AlertHandler handler = SlackAlertHandler.builder()
                        .webhookUrl(receiver.uri("/" + SECRET).toString())
                        .channel("#quality")
                        .build()) {
                    handler.handle(TestAlerts.opened());
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(log).contains("WARN", "#quality", "token").doesNotContain(SECRET);
            assertThat(Rules.read(receiver.last().body())).doesNotContainKey("channel");
        }
    }

    @Nested
    class Bot extends HttpAlertHandlerContract {

        @Override
        protected AlertHandler handler(URI address) {
            return SlackAlertHandler.builder()
                    .token(TOKEN)
                    .channel("#quality")
                    .url(address + "api/chat.postMessage")
                    .build();
        }

        @Override
        protected List<String> received() {
            return receiver.requests().stream()
                    .map(request -> Rules.texts(request.body()))
                    .toList();
        }

        @Override
        protected List<String> secrets() {
            return List.of(TOKEN);
        }

        @Override
        protected void answerWell() {
            receiver.answer(200, Map.of(), "{\"ok\":true,\"ts\":\"1.2\"}");
        }

        @Test
        void postsToTheChannelWithItsToken() throws Exception {
            try (AlertHandler handler = handler()) {
                handler.handle(TestAlerts.opened());
                HttpReceiver.Request request = receiver.last();
                assertThat(request.headers()).containsEntry("authorization", "Bearer " + TOKEN);
                assertThat(Rules.read(request.body())).containsEntry("channel", "#quality");
                Rules.check("slack-message", request.body());
            }
        }

        @Test
        void readsWhetherSlackDidAsAskedThoughItAnswers200() {
            assertThat(failure("{\"ok\":false,\"error\":\"channel_not_found\"}"))
                    .hasMessageContaining("channel_not_found")
                    .returns(false, CleanException::retryable);
            assertThat(failure("{\"ok\":false,\"error\":\"internal_error\"}")).returns(true, CleanException::retryable);
            assertThat(failure("{\"ok\":false,\"error\":\"" + TOKEN + "\"}").getMessage())
                    .doesNotContain(TOKEN);
            assertThat(failure("<html>")).returns(false, CleanException::retryable);
        }

        private CleanException failure(String answer) {
            receiver.answer(200, Map.of(), answer);
            try (AlertHandler handler = handler()) {
                return catchThrowableOfType(CleanException.class, () -> handler.handle(TestAlerts.opened()));
            }
        }
    }

    @Test
    void asksForOneOfWebhookAndTokenAndForTheTokensChannel() {
        assertThatThrownBy(() -> SlackAlertHandler.builder().build()).hasMessageContaining("webhook-url or token");
        assertThatThrownBy(() -> SlackAlertHandler.builder()
                        .webhookUrl("https://x/" + SECRET)
                        .token(TOKEN)
                        .channel("c")
                        .build())
                .hasMessageContaining("webhook-url or token")
                .hasMessageNotContainingAny(SECRET, TOKEN);
        assertThatThrownBy(() -> SlackAlertHandler.builder().token(TOKEN).build())
                .hasMessageContaining("channel")
                .hasMessageNotContaining(TOKEN);
        assertThatThrownBy(() -> SlackAlertHandler.builder()
                        .webhookUrl("hooks slack/" + SECRET)
                        .build())
                .hasMessageNotContaining(SECRET);
        assertThatCode(() -> SlackAlertHandler.builder()
                        .token(TOKEN)
                        .channel("C012345")
                        .build())
                .doesNotThrowAnyException();
    }

    @Test
    void builderAndOptionsAreTheSame() {
        SettingsAssertions.assertBuilderMatches(SlackAlertHandler.Builder.class, SlackSettings.class);
        SettingsAssertions.assertDefaults(
                new SlackSettings("https://x/y", null, null, "https://slack.com/api/chat.postMessage"),
                Map.of("webhook-url", "https://x/y"));
    }
}
