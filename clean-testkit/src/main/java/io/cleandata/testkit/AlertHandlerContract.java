package io.cleandata.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Severity;
import io.cleandata.spi.AlertHandler;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every alert handler must do. Extend it, make yours, and say what its receiver has got. */
public abstract class AlertHandlerContract {

    /** A handler that delivers to a receiver of the test's own. */
    protected abstract AlertHandler handler() throws Exception;

    /** The texts that the receiver has got so far, one for each delivery. */
    protected abstract List<String> received() throws Exception;

    @Test
    void deliversEveryState() throws Exception {
        try (AlertHandler handler = handler()) {
            int before = received().size();
            for (AlertState state : AlertState.values()) {
                handler.handle(alert(state, "the score fell"));
            }
            assertThat(received().subList(before, received().size())).hasSize(AlertState.values().length);
        }
    }

    @Test
    void saysWhatItIsAbout() throws Exception {
        try (AlertHandler handler = handler()) {
            handler.handle(alert(AlertState.OPENED, "the score fell to 0.71"));

            assertThat(received().get(received().size() - 1)).contains("0.71");
        }
    }

    @Test
    void strangersStringsDoNoHarm() throws Exception {
        try (AlertHandler handler = handler()) {
            for (String text : new String[] {
                "line\nbreak\r\nand \u001b[31mred\u001b[0m",
                "<!channel> <b>bold</b> & \"quoted\" \\ {{braces}} ${x}",
                "\u202egnidnuorrus \ud83d\ude00 \u0000",
                "long ".repeat(20_000)
            }) {
                int before = received().size();
                handler.handle(alert(AlertState.OPENED, text));
                assertThat(received()).hasSize(before + 1);
                assertThat(received().get(before)).doesNotContain("\u001b", "<!channel>");
            }
        }
    }

    @Test
    void anAlertWithoutFiguresIsDeliveredToo() throws Exception {
        try (AlertHandler handler = handler()) {
            assertThatCode(() -> handler.handle(Alert.builder()
                            .pipeline("test")
                            .incident("test/quality_score/1")
                            .state(AlertState.OPENED)
                            .severity(Severity.WARNING)
                            .metric("quality_score")
                            .message("the score is absent")
                            .build()))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void sendsTheSameWhenTheSameIsDeliveredAgain() throws Exception {
        try (AlertHandler handler = handler()) {
            int before = received().size();
            handler.handle(alert(AlertState.OPENED, "the score fell"));
            handler.handle(alert(AlertState.OPENED, "the score fell"));
            assertThat(received().get(before + 1)).isEqualTo(received().get(before));
        }
    }

    @Test
    void closingTwiceIsFine() throws Exception {
        AlertHandler handler = handler();
        handler.close();
        assertThatCode(handler::close).doesNotThrowAnyException();
    }

    /** An alert with everything that one may have. */
    protected static Alert alert(AlertState state, String message) {
        return Alert.builder()
                .pipeline("test")
                .incident("test/quality_score/1")
                .state(state)
                .severity(Severity.WARNING)
                .metric("quality_score")
                .key("producer-1")
                .value(0.71)
                .interval(0.69, 0.73)
                .threshold(0.8)
                .message(message)
                .time(Instant.parse("2026-01-01T00:00:00Z"))
                .window(17)
                .positions("p-0@1", "p-0@1000")
                .detectors(List.of(new Alert.Contribution("labels", 0.7)))
                .features(List.of(new Alert.Contribution("price", 0.4)))
                .concentrations(List.of(new Alert.Concentration("producer", "p1", 0.9, 3.0, 0.001)))
                .examples(List.of(new Alert.Example("p-0@5", "labels", message, Map.of("price", "1"))))
                .build();
    }
}
