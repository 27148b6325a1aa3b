package io.cleandata.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.model.Message;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.Source;
import io.cleandata.testkit.Patience;
import io.cleandata.testkit.RecordingSourceContext;
import io.cleandata.testkit.SelfSignedCertificate;
import io.cleandata.testkit.SystemContext;
import io.cleandata.testkit.brokers.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS and SASL: who is trusted, who may log in, and what is said to the others. */
class KafkaSecurityIT {

    private static final String SECRET = "open-sesame";
    private static final String WRONG = "open-barley";
    private static final String KEYSTORE = ".ssl.keystore.location";

    @TempDir
    private static Path directory;

    private static SelfSignedCertificate certificate;
    private static EmbeddedKafka kafka;

    private final RecordingSourceContext context = new RecordingSourceContext(new SystemContext());

    @BeforeAll
    static void start() throws Exception {
        certificate = SelfSignedCertificate.in(directory, "ip:127.0.0.1");
        Map<String, String> properties = new HashMap<>();
        for (String listener : List.of("tls", "login", "expired")) {
            properties.put(
                    "listener.name." + listener + KEYSTORE,
                    certificate.keyStore().toString());
            properties.put("listener.name." + listener + ".ssl.keystore.password", SelfSignedCertificate.PASSWORD);
        }
        properties.put(
                "listener.name.expired" + KEYSTORE,
                certificate.expiredKeyStore().toString());
        properties.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256");
        properties.put(
                "listener.name.login.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_clean=\"" + SECRET + "\";");
        properties.put(
                "listener.name.login.scram-sha-256.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        kafka = EmbeddedKafka.start(Map.of("TLS", "SSL", "LOGIN", "SASL_SSL", "EXPIRED", "SSL"), properties);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            "clean", new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4096), SECRET)))
                    .all()
                    .get();
            producer.send(new ProducerRecord<>("t", "for who may".getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void readsByTlsFromAServerWhoseCertificateIsTrusted() throws InterruptedException {
        readsAll("TLS", trusting());
    }

    @Test
    void logsInByPlainAndByScram() throws InterruptedException {
        readsAll("LOGIN", loggingIn("PLAIN", SECRET));
        readsAll("LOGIN", loggingIn("SCRAM-SHA-256", SECRET));
    }

    @Test
    void deadLettersTakeTheSameWay() throws InterruptedException {
        try (Source source = source("LOGIN", loggingIn("PLAIN", SECRET)).build()) {
            source.open(context);
            KafkaSource kafkaSource = (KafkaSource) source;
            kafkaSource.send(
                    "dead", Message.builder("t-0").value(new byte[] {1}).build(), Map.of());
            kafkaSource.flushSent();
        }
        try (Source source = source("TLS", trusting()).topic("dead").build()) {
            assertThat(read(source)).hasSize(1);
        }
    }

    @Test
    void aCertificateThatIsNotTrustedIsSaidInALine() {
        assertRefused(() -> open("TLS", Map.of("security.protocol", "SSL")), "TLS")
                .hasMessageContaining("ssl.truststore.location under source.client")
                .hasMessageContaining("unable to find valid certification path");
    }

    @Test
    void aCertificateOfAnotherHostIsSaidInALine() {
        String address = kafka.bootstrapServers("TLS").replace("127.0.0.1", "localhost");
        Map<String, String> client = trusting();
        assertRefused(() -> opened(source("TLS", client).bootstrapServers(address)), "localhost")
                .hasMessageContaining("must name this host");
    }

    @Test
    void anExpiredCertificateIsSaidInALine() {
        assertRefused(() -> open("EXPIRED", trusting()), "EXPIRED")
                .hasMessageContaining("ssl.truststore.location under source.client")
                .hasMessageContaining("NotAfter");
    }

    @Test
    void aWrongPasswordIsSaidInALineAndNotRepeated() {
        for (String mechanism : List.of("PLAIN", "SCRAM-SHA-256")) {
            assertRefused(() -> open("LOGIN", loggingIn(mechanism, WRONG)), "LOGIN")
                    .hasMessageContaining("sasl.jaas.config under source.client");
        }
    }

    @Test
    void aTrustStoreThatDoesNotOpenIsNamedAndItsPasswordNot() {
        Map<String, String> client = trusting();
        client.put("ssl.truststore.password", WRONG);
        assertRefused(() -> open("TLS", client), "source.client")
                .hasMessageContaining("trusted.p12")
                .hasMessageContaining("password was incorrect");
    }

    @Test
    void aLoginThatIsMisspelledIsNamedAndNotRepeated() {
        Map<String, String> client = loggingIn("PLAIN", WRONG);
        client.computeIfPresent("sasl.jaas.config", (key, value) -> value.replace(WRONG, "a\"" + WRONG));
        assertRefused(() -> open("LOGIN", client), "source.client").hasMessageContaining("JAAS");
    }

    @Test
    void aPlainClientOfATlsListenerIsTold() {
        assertRefused(() -> opened(source("TLS", Map.of()).connectTimeout(Duration.ofSeconds(1))), "TLS")
                .hasMessageContaining("security.protocol under source.client");
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRefused(
            ThrowingCallable opening, String where) {
        String listener = kafka.bootstrapServers(where);
        return assertThatThrownBy(opening)
                .isInstanceOf(CleanException.class)
                .hasMessageContaining(listener.endsWith("null") ? where : listener)
                .hasMessageNotContaining(SECRET)
                .hasMessageNotContaining(WRONG)
                .hasMessageNotContaining(SelfSignedCertificate.PASSWORD)
                .hasMessageNotContaining("\n");
    }

    private static Map<String, String> trusting() {
        Map<String, String> client = new HashMap<>();
        client.put("security.protocol", "SSL");
        client.put("ssl.truststore.location", certificate.trustStore().toString());
        client.put("ssl.truststore.password", SelfSignedCertificate.PASSWORD);
        return client;
    }

    private static Map<String, String> loggingIn(String mechanism, String password) {
        Map<String, String> client = trusting();
        String module = mechanism.equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
        client.put("security.protocol", "SASL_SSL");
        client.put("sasl.mechanism", mechanism);
        client.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security." + module + " required username=\"clean\" password=\"" + password
                        + "\";");
        return client;
    }

    private static KafkaSourceBuilder source(String listener, Map<String, String> client) {
        return KafkaSource.builder()
                .bootstrapServers(kafka.bootstrapServers(listener))
                .topic("t")
                .groupId("g" + System.nanoTime())
                .bounded(true)
                .connectTimeout(Duration.ofSeconds(20))
                .client(client);
    }

    private void open(String listener, Map<String, String> client) {
        opened(source(listener, client));
    }

    private void opened(KafkaSourceBuilder builder) {
        try (Source source = builder.build()) {
            source.open(context);
        }
    }

    private void readsAll(String listener, Map<String, String> client) throws InterruptedException {
        try (Source source = source(listener, client).build()) {
            List<Message> messages = read(source);
            assertThat(messages).extracting(Message::text).containsExactly("for who may");
            source.acknowledge(messages);
            source.flush();
        }
    }

    private List<Message> read(Source source) throws InterruptedException {
        source.open(context);
        List<Message> messages = new ArrayList<>();
        Patience patience = new Patience();
        while (patience.lasts()) {
            var batch = source.poll(Duration.ofMillis(200));
            messages.addAll(batch.messages());
            if (batch.ended()) {
                return messages;
            }
        }
        throw new AssertionError("no end");
    }
}
