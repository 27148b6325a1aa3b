package io.cleandata.source.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.model.Message;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.Source;
import io.cleandata.testkit.Patience;
import io.cleandata.testkit.RecordingSourceContext;
import io.cleandata.testkit.SelfSignedCertificate;
import io.cleandata.testkit.SystemContext;
import io.cleandata.testkit.brokers.EmbeddedRedis;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;

/** TLS: the certificate must be trusted and be the host's. */
class RedisTlsIT {

    private static final String TRUST_STORE = "javax.net.ssl.trustStore";

    @TempDir
    private Path directory;

    @AfterEach
    void forgetTheCertificate() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE + "Password");
    }

    @Test
    void readsByTlsFromAServerWhoseCertificateIsTrustedAndFromNoOther() throws Exception {
        SelfSignedCertificate own = SelfSignedCertificate.in(directory, "ip:127.0.0.1");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String certificate = own.certificateFile().toString();
        try (EmbeddedRedis redis = EmbeddedRedis.start(Map.of(
                        "tls-port",
                        Integer.toString(port),
                        "tls-cert-file",
                        certificate,
                        "tls-key-file",
                        own.keyFile().toString(),
                        "tls-ca-cert-file",
                        certificate,
                        "tls-auth-clients",
                        "no"));
                Jedis jedis = RedisHarness.connect(redis)) {
            jedis.xadd("s", StreamEntryID.NEW_ENTRY, Map.of("data", "over TLS"));

            assertThatThrownBy(() -> open("rediss://127.0.0.1:" + port))
                    .isInstanceOf(CleanException.class)
                    .hasMessageContaining("127.0.0.1:" + port)
                    .hasMessageContaining("certificate")
                    .hasMessageContaining(TRUST_STORE);

            System.setProperty(TRUST_STORE, own.trustStore().toString());
            System.setProperty(TRUST_STORE + "Password", SelfSignedCertificate.PASSWORD);
            assertThatThrownBy(() -> open("rediss://localhost:" + port))
                    .as("the certificate is for 127.0.0.1")
                    .isInstanceOf(CleanException.class)
                    .hasMessageContaining("certificate");
            try (Source source = open("rediss://127.0.0.1:" + port)) {
                List<Message> messages = new ArrayList<>();
                Patience patience = new Patience();
                while (messages.isEmpty() && patience.lasts()) {
                    messages.addAll(source.poll(Duration.ofMillis(100)).messages());
                }
                assertThat(messages).extracting(Message::text).containsExactly("over TLS");
                source.acknowledge(messages);
                source.flush();
                assertThat(jedis.xpending("s", "g").getTotal()).isZero();
            }
        }
    }

    private static Source open(String url) {
        Source source = RedisSource.builder().url(url).stream("s")
                .consumerGroup("g")
                .startId("0")
                .connectTimeout(Duration.ofSeconds(30))
                .build();
        source.open(new RecordingSourceContext(new SystemContext()));
        return source;
    }
}
