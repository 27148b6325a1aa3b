package io.cleandata.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Severity;
import io.cleandata.settings.OptionsBinder;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.CleanException;
import io.cleandata.testkit.AlertHandlerContract;
import io.cleandata.testkit.SelfSignedCertificate;
import io.cleandata.testkit.SettingsAssertions;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

class EmailAlertHandlerTest extends AlertHandlerContract {

    private static final String PASSWORD = "known-secret-password";

    @TempDir
    static Path directory;

    private static SelfSignedCertificate certificate;

    private final List<MimeMessage> mails = new CopyOnWriteArrayList<>();
    private volatile int rejectWith;
    private final Map<String, Integer> gone = new ConcurrentHashMap<>();
    private SMTPServer server = server(true);

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = SelfSignedCertificate.in(directory);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private SMTPServer server(boolean tls) {
        SMTPServer.Builder builder = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandlerFactory(context -> new Postman())
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, context) -> {
                    if (!user.equals("clean") || !password.equals(PASSWORD)) {
                        throw new LoginFailedException("wrong " + password);
                    }
                }));
        if (tls) {
            builder.requireTLS().requireAuth().startTlsSocketFactory(certificate.serverContext());
        } else {
            builder.hideTLS();
        }
        SMTPServer started = builder.build();
        started.start();
        return started;
    }

    /** Takes mails in for everybody who is not gone. */
    private final class Postman implements MessageHandler {
        @Override
        public void from(String from) {}

        @Override
        public void recipient(String recipient) throws RejectException {
            if (gone.containsKey(recipient)) {
                throw new RejectException(gone.get(recipient), "nobody here");
            }
        }

        @Override
        public String data(InputStream data) throws IOException, RejectException {
            if (rejectWith > 0) {
                throw new RejectException(rejectWith, "no, says " + PASSWORD);
            }
            try {
                mails.add(new MimeMessage(Session.getInstance(new Properties()), data));
            } catch (jakarta.mail.MessagingException e) {
                throw new IllegalStateException(e);
            }
            return "taken";
        }

        @Override
        public void done() {}
    }

    private EmailAlertHandler handler(boolean trusting, Map<String, Object> options) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "host",
                "localhost",
                "port",
                server.getPortAllocated(),
                "username",
                "clean",
                "password",
                PASSWORD,
                "from",
                "Clean <clean@example.org>",
                "to",
                List.of("ops@example.org", "Data <data@example.org>")));
        all.putAll(options);
        Properties trust = new Properties();
        if (trusting) {
            trust.put(
                    "mail.smtp.ssl.socketFactory", certificate.trustingContext().getSocketFactory());
        }
        return new EmailAlertHandler(OptionsBinder.bind(EmailSettings.class, all), trust);
    }

    @Override
    protected AlertHandler handler() {
        return handler(true, Map.of());
    }

    /** Subject and HTML of each mail; the plain text shows tags as they are. */
    @Override
    protected List<String> received() throws Exception {
        List<String> texts = new java.util.ArrayList<>();
        for (MimeMessage mail : mails) {
            texts.add(mail.getSubject() + "\n" + part(mail, 1));
        }
        return texts;
    }

    private static String part(MimeMessage mail, int index) throws Exception {
        return (String) ((MimeMultipart) mail.getContent()).getBodyPart(index).getContent();
    }

    @Test
    void aStrangersTextMakesNoHeaderNoTagAndNoSecondSubjectLine() throws Exception {
        try (AlertHandler handler = handler()) {
            for (Alert alert : TestAlerts.all()) {
                handler.handle(alert);
                MimeMessage mail = mails.get(mails.size() - 1);
                assertThat(mail.getHeader("Bcc")).isNull();
                assertThat(mail.getSubject()).hasSizeLessThanOrEqualTo(200).doesNotContain("\n", "\r");
                assertThat(mail.getAllRecipients()).hasSize(2);
                assertThat(part(mail, 0)).doesNotContain("\u001b", "\u202e", "\u0007");
                assertThat(part(mail, 1).toLowerCase(java.util.Locale.ROOT))
                        .doesNotContain("<script", "<b>", "\" onload", "\u001b", "src=", "href=");
            }
        }
    }

    @Test
    void repeatsHaveTheSameIdentifierAndAnIncidentIsOneThread() throws Exception {
        try (AlertHandler handler = handler()) {
            handler.handle(TestAlerts.opened());
            handler.handle(TestAlerts.opened());
            handler.handle(TestAlerts.alert(AlertState.RECOVERED, Severity.WARNING));
        }
        assertThat(mails.get(0).getMessageID())
                .isEqualTo(mails.get(1).getMessageID())
                .isNotEqualTo(mails.get(2).getMessageID());
        assertThat(mails.get(0).getHeader("References")).isEqualTo(mails.get(2).getHeader("References"));
        assertThat(mails.get(0).getSubject()).startsWith("[clean] Warning: quality_score of training-data");
        assertThat(part(mails.get(0), 0)).contains("Value: 0.712 (0.69 to 0.73)", "Threshold: 0.8");
    }

    @Test
    void sendsNothingToAServerWithoutTls() {
        server.stop();
        server = server(false);

        assertThat(failure(handler(true, Map.of())).retryable()).isTrue();
        assertThat(mails).isEmpty();
    }

    @Test
    void sendsNothingToAServerWhoseCertificateNobodyVouchesFor() {
        failure(handler(false, Map.of()));
        assertThat(mails).isEmpty();
    }

    @Test
    void tellsPassingFailuresFromLastingOnesAndNoSecrets() {
        StringWriter text = new StringWriter();
        CleanException wrong = failure(handler(true, Map.of("password", PASSWORD + "2")));
        wrong.printStackTrace(new PrintWriter(text));
        assertThat(wrong.retryable()).isFalse();
        rejectWith = 451;
        CleanException passing = failure(handler());
        passing.printStackTrace(new PrintWriter(text));
        assertThat(passing.retryable()).isTrue();
        rejectWith = 554;
        CleanException lasting = failure(handler());
        lasting.printStackTrace(new PrintWriter(text));
        assertThat(lasting.retryable()).isFalse();
        assertThat(lasting).hasMessageContaining("554");
        AlertHandler gone = handler();
        server.stop();
        assertThat(failure(gone).retryable()).isTrue();
        assertThat(text.toString()).doesNotContain(PASSWORD);
    }

    @Test
    void aReceiverWhoIsGoneKeepsTheMailFromNoOther() throws Exception {
        gone.put("ops@example.org", 550);
        EmailAlertHandler handler = handler(true, Map.of());

        String log = Logged.during(() -> handler.handle(TestAlerts.opened()));

        assertThat(mails).hasSize(1);
        assertThat(log).contains("WARN", "ops@example.org");
        gone.put("data@example.org", 550);
        assertThat(failure(handler).retryable()).isFalse();
        assertThat(mails).hasSize(1);
    }

    @Test
    void aReceiverWhoIsBusyGetsTheMailLaterWithAllOthers() {
        gone.put("ops@example.org", 450);
        assertThat(failure(handler()).retryable()).isTrue();
        assertThat(mails).isEmpty();
    }

    private static CleanException failure(AlertHandler handler) {
        try (handler) {
            CleanException failure =
                    catchThrowableOfType(CleanException.class, () -> handler.handle(TestAlerts.opened()));
            assertThat(failure).isNotNull();
            return failure;
        }
    }

    @Test
    void refusesSettingsThatCannotWork() {
        EmailAlertHandler.Builder builder =
                EmailAlertHandler.builder().host("localhost").from("clean@example.org");
        assertThatThrownBy(() -> builder.to(List.of("not an address")).build()).hasMessageContaining("not an address");
        assertThatThrownBy(() -> builder.to(List.of("a@b.org"))
                        .encryption(EmailSettings.Encryption.NONE)
                        .username("u")
                        .password(PASSWORD)
                        .build())
                .hasMessageContaining("encryption")
                .hasMessageNotContaining(PASSWORD);
    }

    @ParameterizedTest
    @CsvSource({"TLS,465", "STARTTLS,587"})
    void knowsThePortOfItsEncryption(EmailSettings.Encryption encryption, int port) {
        EmailSettings settings = OptionsBinder.bind(
                EmailSettings.class,
                Map.of("host", "h", "from", "a@b", "to", List.of("c@d"), "encryption", encryption));
        assertThat(settings.portOrDefault()).isEqualTo(port);
    }

    @Test
    void builderAndOptionsAreTheSame() {
        SettingsAssertions.assertBuilderMatches(EmailAlertHandler.Builder.class, EmailSettings.class);
        SettingsAssertions.assertDefaults(
                new EmailSettings(
                        "h",
                        null,
                        EmailSettings.Encryption.STARTTLS,
                        null,
                        null,
                        "a@b",
                        List.of("c@d"),
                        "[clean]",
                        Duration.ofSeconds(20)),
                Map.of("host", "h", "from", "a@b", "to", List.of("c@d")));
    }
}
