package io.cleandata.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Severity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleAlertHandlerTest {
    @Test
    void printsOneLineThatActsOnNoTerminal() throws Exception {
        var bytes = new ByteArrayOutputStream();
        var alert = Alert.builder()
                .pipeline("demo")
                .incident("demo/quality_score/1")
                .state(AlertState.OPENED)
                .severity(Severity.CRITICAL)
                .metric("quality_score")
                .message("fell\u001b[2J\nforged é")
                .build();

        ConsoleAlertHandlerProvider.to(new PrintStream(bytes, true, StandardCharsets.UTF_8))
                .handle(alert);

        assertThat(bytes.toString(StandardCharsets.UTF_8).strip())
                .isEqualTo("opened critical demo/quality_score/1: fell\\u001b[2J\\u000aforged é");
    }
}
