package io.cleandata.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.cleandata.spi.CleanException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EndpointTest {

    /** Else a sender waits for ever, and whoever waits for him. */
    @Test
    @Timeout(60)
    void anAnswerThatBeginsAndNeverEndsIsAFailureThatIsTriedAgain() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        server.setExecutor(thread);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        try {
            Endpoint endpoint = new Endpoint(
                    "webhook",
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/",
                    Map.of(),
                    Duration.ofSeconds(5));

            assertThatThrownBy(() -> endpoint.post(new byte[0]))
                    .isInstanceOfSatisfying(
                            CleanException.class, e -> assertThat(e.retryable()).isTrue())
                    .hasMessageContaining("did not answer within 5 s");
        } finally {
            over.countDown();
            server.stop(0);
            thread.shutdownNow();
        }
    }

    /** The client would leave them out, and the other side refuse what comes without them. */
    @Test
    void refusesCredentialsInTheAddressWithoutTellingThem() {
        assertThatThrownBy(() -> new Endpoint("alertmanager", "http://me:known-secret@localhost:9093", Map.of()))
                .isInstanceOf(CleanException.class)
                .hasMessageContaining("options")
                .hasMessageNotContaining("known-secret");
    }
}
