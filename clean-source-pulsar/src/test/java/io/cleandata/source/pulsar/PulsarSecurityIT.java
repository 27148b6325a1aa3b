package io.cleandata.source.pulsar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.model.Message;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.Source;
import io.cleandata.testkit.Patience;
import io.cleandata.testkit.RecordingSourceContext;
import io.cleandata.testkit.SelfSignedCertificate;
import io.cleandata.testkit.SystemContext;
import io.cleandata.testkit.brokers.EmbeddedPulsar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.pulsar.client.api.AuthenticationFactory;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS and tokens: who is trusted, who may log in, and what is said to the others. */
class PulsarSecurityIT {

    private static final String TOPIC = "persistent://public/default/t";
    /** The client tries again until then, and what is wrong with TLS is found out after that. */
    private static final Duration SHORT = Duration.ofMillis(500);

    private static final byte[] KEY = "a key of thirty-two bytes at least".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private static Path directory;

    private static SelfSignedCertificate certificate;
    private static EmbeddedPulsar pulsar;

    private final RecordingSourceContext context = new RecordingSourceContext(new SystemContext());

    @BeforeAll
    static void start() throws Exception {
        certificate = SelfSignedCertificate.in(directory);
        String admin = token("admin", "", KEY);
        pulsar = EmbeddedPulsar.start(Map.of(
                "tlsCertificateFilePath", certificate.certificateFile().toString(),
                "tlsKeyFilePath", certificate.keyFile().toString(),
                "authenticationEnabled", "true",
                "authorizationEnabled", "true",
                "authenticationProviders", "org.apache.pulsar.broker.authentication.AuthenticationProviderToken",
                "tokenSecretKey", "data:;base64," + Base64.getEncoder().encodeToString(KEY),
                "superUserRoles", "admin",
                "brokerClientAuthenticationPlugin", "org.apache.pulsar.client.impl.auth.AuthenticationToken",
                "brokerClientAuthenticationParameters", "token:" + admin));
        HttpResponse<String> granted = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        pulsar.webUrl() + "/admin/v2/namespaces/public/default/permissions/clean"))
                                .header("Authorization", "Bearer " + admin)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("[\"consume\"]"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(granted.statusCode()).as(granted.body()).isLessThan(300);
        try (PulsarClient client = PulsarClient.builder()
                        .serviceUrl(pulsar.serviceUrl())
                        .authentication(AuthenticationFactory.token(admin))
                        .build();
                Producer<byte[]> producer = client.newProducer().topic(TOPIC).create()) {
            producer.send("for who may".getBytes(StandardCharsets.UTF_8));
        }
    }

    @AfterAll
    static void stop() {
        pulsar.close();
    }

    @Test
    void readsByTlsWithAToken() throws Exception {
        try (Source source = tls().token(token("clean", "", KEY)).build()) {
            source.open(context);
            List<Message> messages = new ArrayList<>();
            Patience patience = new Patience();
            while (messages.isEmpty() && patience.lasts()) {
                messages.addAll(source.poll(Duration.ofMillis(100)).messages());
            }
            assertThat(messages).extracting(Message::text).containsExactly("for who may");
            source.acknowledge(messages);
            source.flush();
        }
    }

    @Test
    void aCertificateThatIsNotTrustedIsSaidInALine() {
        assertRefused(plain().serviceUrl(pulsar.serviceUrlTls()).connectTimeout(SHORT), "none")
                .hasMessageContaining("TLS fails")
                .hasMessageContaining("unable to find valid certification path")
                .hasMessageContaining("source.tls-trust-certs-file");
    }

    @Test
    void aCertificateOfAnotherHostIsSaidInALine() throws Exception {
        Path other = Files.createDirectory(directory.resolve("other"));
        SelfSignedCertificate stranger = SelfSignedCertificate.in(other, "dns:other.example");
        try (ServerSocket server = shakingHands(stranger.serverContext())) {
            assertRefused(
                            tls().serviceUrl("pulsar+ssl://localhost:" + server.getLocalPort())
                                    .tlsTrustCertsFile(
                                            stranger.certificateFile().toString())
                                    .connectTimeout(SHORT),
                            "none")
                    .hasMessageContaining("TLS fails")
                    .hasMessageContaining("must name this host")
                    .hasMessageContaining("source.tls-trust-certs-file");
        }
    }

    /** Nothing but TLS: the client comes no further. */
    private static ServerSocket shakingHands(SSLContext context) throws IOException {
        ServerSocket server =
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (SSLSocket socket = (SSLSocket) server.accept()) {
                    socket.startHandshake();
                } catch (IOException e) {
                    // refused, as it should be, or closed
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    @Test
    void aMissingCertificateFileIsNamed() throws Exception {
        String token = token("clean", "", KEY);
        assertRefused(tls().tlsTrustCertsFile("nowhere.pem").token(token), token)
                .hasMessageContaining("source.tls-trust-certs-file")
                .hasMessageContaining("nowhere.pem");
    }

    @Test
    void aTokenThatIsMissingForgedOrExpiredIsSaidInALineAndNotRepeated() throws Exception {
        assertRefused(tls(), "no token").hasMessageContaining("source.token");
        String forged = token("clean", "", "another key of thirty-two bytes or more".getBytes(StandardCharsets.UTF_8));
        assertRefused(tls().token(forged), forged).hasMessageContaining("source.token");
        String expired = token("clean", ",\"exp\":1000000000", KEY);
        assertRefused(tls().token(expired), expired).hasMessageContaining("source.token");
    }

    @Test
    void aRoleWithoutTheRightIsTold() throws Exception {
        String token = token("stranger", "", KEY);
        assertRefused(tls().token(token), token).hasMessageContaining("source.token");
        assertThatThrownBy(() -> tls().token(token).build().peek(1, finding -> {}))
                .isInstanceOf(CleanException.class)
                .hasMessageContaining("source.token");
    }

    @Test
    void whoMayReadMayLook() throws Exception {
        List<String> findings = new ArrayList<>();
        assertThat(tls().token(token("clean", "", KEY)).build().peek(1, findings::add))
                .extracting(Message::text)
                .containsExactly("for who may");
        assertThat(findings).anyMatch(finding -> finding.startsWith("subscription s "));
    }

    private AbstractThrowableAssert<?, ?> assertRefused(PulsarSourceBuilder builder, String secret) {
        return assertThatThrownBy(() -> {
                    try (Source source = builder.build()) {
                        source.open(context);
                    }
                })
                .isInstanceOf(CleanException.class)
                .hasMessageContaining(builder.build().settings().serviceUrl())
                .hasMessageNotContaining(secret)
                .hasMessageNotContaining("\n");
    }

    private static PulsarSourceBuilder plain() {
        return PulsarSource.builder()
                .serviceUrl(pulsar.serviceUrl())
                .topic(TOPIC)
                .subscription("s")
                .initialPosition("earliest")
                .connectTimeout(Duration.ofSeconds(20));
    }

    private static PulsarSourceBuilder tls() {
        return plain().serviceUrl(pulsar.serviceUrlTls())
                .tlsTrustCertsFile(certificate.certificateFile().toString());
    }

    private static String token(String role, String claims, byte[] key) throws Exception {
        String said = base64("{\"alg\":\"HS256\"}") + "." + base64("{\"sub\":\"" + role + "\"" + claims + "}");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] signature = mac.doFinal(said.getBytes(StandardCharsets.US_ASCII));
        return said + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
