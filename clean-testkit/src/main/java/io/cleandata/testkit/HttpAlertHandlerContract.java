package io.cleandata.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cleandata.model.AlertState;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.CleanException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every alert handler that speaks HTTP must do beside {@link AlertHandlerContract}. Extend it, and make yours for the address given. */
public abstract class HttpAlertHandlerContract extends AlertHandlerContract {

    /** Where alerts arrive. */
    protected final HttpReceiver receiver = HttpReceiver.start();

    /** A handler that sends to this address, or below it. */
    protected abstract AlertHandler handler(URI address);

    /** The secrets in the handler's settings; none may stand in an exception. */
    protected abstract List<String> secrets();

    /** Makes the receiver answer as the service does when all is well. */
    protected void answerWell() {
        receiver.answer(200, Map.of(), "ok");
    }

    @BeforeEach
    final void startWell() {
        answerWell();
    }

    @AfterEach
    final void closeReceiver() {
        receiver.close();
    }

    @Override
    protected AlertHandler handler() {
        return handler(receiver.uri("/"));
    }

    @Override
    protected List<String> received() {
        return receiver.requests().stream().map(HttpReceiver.Request::body).toList();
    }

    @Test
    void saysThatAlertsLeaveTheMachineWithIt() {
        try (AlertHandler handler = handler()) {
            assertThat(handler.leavesTheMachine()).isTrue();
        }
    }

    @Test
    void failuresThatMayPassAreTriedAgain() {
        for (int status : new int[] {408, 429, 500, 502, 503, 504}) {
            receiver.answer(status, Map.of(), "");
            assertThat(failure(handler()).retryable())
                    .as("retryable: %s", status)
                    .isTrue();
        }
    }

    @Test
    void failuresThatCannotPassAreNot() {
        for (int status : new int[] {400, 401, 403, 404, 410, 413}) {
            receiver.answer(status, Map.of(), "");
            assertThat(failure(handler()).retryable())
                    .as("retryable: %s", status)
                    .isFalse();
        }
    }

    @Test
    void waitsAsLongAsTheReceiverAsks() {
        receiver.answer(429, Map.of("Retry-After", "73"), "");

        assertThat(failure(handler()).retryDelay()).contains(Duration.ofSeconds(73));

        receiver.answer(503, Map.of("Retry-After", "Fri, 31 Dec 2100 23:59:59 GMT"), "");

        assertThat(failure(handler()).retryDelay()).contains(Duration.ofHours(1));
    }

    @Test
    void doesNotFollowARedirectToAnotherHost() throws Exception {
        try (HttpReceiver other = HttpReceiver.start()) {
            for (int status : new int[] {301, 302, 303, 307, 308}) {
                receiver.answer(
                        status, Map.of("Location", other.uri("/elsewhere").toString()), "");
                failure(handler());
            }
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void aReceiverThatIsDownIsTriedAgain() {
        URI gone;
        try (HttpReceiver closed = HttpReceiver.start()) {
            gone = closed.uri("/");
        }
        assertThat(failure(handler(gone)).retryable()).isTrue();
    }

    @Test
    void secretsStandInNoException() {
        assertThat(secrets()).isNotEmpty();
        String echo = String.join(" ", secrets());
        receiver.answer(401, Map.of("X-Echo", echo), echo);
        StringWriter text = new StringWriter();
        failure(handler()).printStackTrace(new PrintWriter(text));
        receiver.answer(503, Map.of("Retry-After", echo), echo);
        failure(handler()).printStackTrace(new PrintWriter(text));

        assertThat(text.toString()).doesNotContain(secrets());
    }

    @Test
    void anEndlessAnswerIsNotReadToItsEnd() throws Exception {
        receiver.answer(503, Map.of(), "x".repeat(8_000_000));

        assertThat(failure(handler()).getMessage()).hasSizeLessThan(500);
    }

    private static CleanException failure(AlertHandler handler) {
        try (handler) {
            CleanException failure = catchThrowableOfType(
                    CleanException.class, () -> handler.handle(alert(AlertState.OPENED, "the score fell")));
            assertThat(failure).as("the failure of a delivery").isNotNull();
            return failure;
        }
    }
}
