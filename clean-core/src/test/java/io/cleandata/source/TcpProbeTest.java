package io.cleandata.source;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.spi.CleanException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProbeTest {

    private String closed = "";

    @BeforeEach
    void findAPortWhereNothingListens() throws IOException {
        try (ServerSocket socket = listening()) {
            closed = "127.0.0.1:" + socket.getLocalPort();
        }
    }

    @Test
    void oneAddressThatAnswersIsEnough() throws IOException {
        try (ServerSocket socket = listening()) {
            String open = "127.0.0.1:" + socket.getLocalPort();
            assertThatCode(() -> probe(closed, open)).doesNotThrowAnyException();
            assertThatCode(() -> probe("pulsar://" + open + "/")).doesNotThrowAnyException();
        }
    }

    @Test
    void saysOfEachAddressWhyItTakesNoConnection() {
        assertThatThrownBy(() -> probe("PLAINTEXT://" + closed, " nowhere.invalid:9092"))
                .isInstanceOfSatisfying(
                        CleanException.class,
                        e -> org.assertj.core.api.Assertions.assertThat(e.kind())
                                .isEqualTo(CleanException.Kind.EXTERNAL))
                .hasMessageContainingAll(
                        "Kafka cannot be reached: " + closed + " refuses connections",
                        "nowhere.invalid:9092 is no known host",
                        "source.bootstrap-servers");
    }

    @Test
    void leavesToTheClientWhatItDoesNotUnderstand() {
        for (String address : new String[] {"host", "host:port", "host:99999", "[::1", ""}) {
            assertThatCode(() -> probe(address)).as(address).doesNotThrowAnyException();
        }
    }

    private static void probe(String... addresses) {
        TcpProbe.anyOf("Kafka", List.of(addresses), "source.bootstrap-servers", Duration.ofSeconds(5));
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }
}
