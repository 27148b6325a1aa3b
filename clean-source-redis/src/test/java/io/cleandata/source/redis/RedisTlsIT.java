package io.cleandata.source.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.model.Message;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.Source;
import io.cleandata.testkit.RecordingSourceContext;
import io.cleandata.testkit.SystemContext;
import io.cleandata.testkit.brokers.EmbeddedRedis;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;

/** TLS: the certificate must be trusted and be the host's. */
class RedisTlsIT {

    private static final char[] PASSWORD = "for-this-test".toCharArray();
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
        KeyStore own = certificateOf127001();
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path certificate = pem(
                "certificate.pem", "CERTIFICATE", own.getCertificate("redis").getEncoded());
        Key key = own.getKey("redis", PASSWORD);
        try (EmbeddedRedis redis = EmbeddedRedis.start(Map.of(
                        "tls-port", Integer.toString(port),
                        "tls-cert-file", certificate.toString(),
                        "tls-key-file",
                                pem("key.pem", "PRIVATE KEY", key.getEncoded()).toString(),
                        "tls-ca-cert-file", certificate.toString(),
                        "tls-auth-clients", "no"));
                Jedis jedis = new Jedis(redis.host(), redis.port())) {
            jedis.xadd("s", StreamEntryID.NEW_ENTRY, Map.of("data", "over TLS"));

            assertThatThrownBy(() -> open("rediss://127.0.0.1:" + port))
                    .isInstanceOf(CleanException.class)
                    .hasMessageContaining("127.0.0.1:" + port)
                    .hasMessageContaining("certificate")
                    .hasMessageContaining(TRUST_STORE);

            trust(own.getCertificate("redis"));
            assertThatThrownBy(() -> open("rediss://localhost:" + port))
                    .as("the certificate is for 127.0.0.1")
                    .isInstanceOf(CleanException.class)
                    .hasMessageContaining("certificate");
            try (Source source = open("rediss://127.0.0.1:" + port)) {
                List<Message> messages = new ArrayList<>();
                for (int i = 0; i < 50 && messages.isEmpty(); i++) {
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
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        source.open(new RecordingSourceContext(new SystemContext()));
        return source;
    }

    private KeyStore certificateOf127001() throws Exception {
        Path file = directory.resolve("own.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "redis",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=redis",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        keytool.getOutputStream().close();
        String said = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private void trust(Certificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        store.setCertificateEntry("redis", certificate);
        Path file = directory.resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
        System.setProperty(TRUST_STORE, file.toString());
        System.setProperty(TRUST_STORE + "Password", new String(PASSWORD));
    }

    private Path pem(String name, String what, byte[] der) throws Exception {
        String text = "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + what + "-----\n";
        return Files.writeString(directory.resolve(name), text);
    }
}
