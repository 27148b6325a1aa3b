package io.cleandata.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.model.Alert;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.CleanException;
import io.cleandata.testkit.HttpAlertHandlerContract;
import io.cleandata.testkit.SettingsAssertions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TeamsAlertHandlerTest extends HttpAlertHandlerContract {

    private static final String SECRET = "workflows/0123/triggers/manual?sig=known-secret";

    @Override
    protected AlertHandler handler(URI address) {
        return TeamsAlertHandler.builder().webhookUrl(address + SECRET).build();
    }

    @Override
    protected List<String> secrets() {
        return List.of(SECRET, "known-secret");
    }

    @Override
    protected void answerWell() {
        receiver.answer(202, Map.of(), "");
    }

    @Test
    void keepsTeamsRulesWhateverTheTexts() throws Exception {
        try (AlertHandler handler = handler()) {
            for (Alert alert : TestAlerts.all()) {
                handler.handle(alert);
                Rules.check("teams-message", receiver.last().body());
                assertThat(receiver.last().body().getBytes(StandardCharsets.UTF_8))
                        .hasSizeLessThan(28_672);
            }
        }
    }

    @Test
    void nothingOfAStrangersIsMarkdownOrAMention() {
        assertThat(TeamsAlertHandler.escape("<at>all</at> [x](https://e.example) **b** `c` # h\u001b[1m\n_i_", 200))
                .isEqualTo(
                        "&lt;at&gt;all&lt;/at&gt; \\[x\\]\\(https://e.example\\) \\*\\*b\\*\\* \\`c\\` \\# h \\[1m \\_i\\_");
    }

    @Test
    void readsThatAConnectorIsThrottledThoughItAnswers200() {
        receiver.answer(
                200,
                Map.of(),
                "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with ContextId x");
        try (AlertHandler handler = handler()) {
            assertThatThrownBy(() -> handler.handle(TestAlerts.opened()))
                    .isInstanceOfSatisfying(
                            CleanException.class, e -> assertThat(e.retryable()).isTrue());
        }
    }

    @Test
    void builderAndOptionsAreTheSame() throws Exception {
        SettingsAssertions.assertBuilderMatches(TeamsAlertHandler.Builder.class, TeamsSettings.class);
        SettingsAssertions.assertEveryOptionIsBound(new TeamsSettings("https://x"), Map.of("webhook-url", "https://x"));
    }
}
