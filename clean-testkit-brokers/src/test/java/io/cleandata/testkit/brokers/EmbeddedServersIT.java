package io.cleandata.testkit.brokers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the three servers share, shown with the quickest; Kafka and Pulsar start in the tests of their sources. */
class EmbeddedServersIT {

    @Test
    void redisStartsIsKilledAndComesBackOnItsPort() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            connect(redis.port());
            redis.kill();
            assertThatThrownBy(() -> connect(redis.port())).isInstanceOf(IOException.class);
            redis.restart();
            connect(redis.port());
        }
    }

    @Test
    void aServerThatCannotStartQuotesItsLog() {
        assertThatThrownBy(() -> EmbeddedRedis.start(Map.of("no-such-setting", "1")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ended at once")
                .hasMessageContaining("Bad directive");
    }

    private static void connect(int port) throws IOException {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
    }
}
