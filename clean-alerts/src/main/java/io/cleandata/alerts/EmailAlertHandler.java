package io.cleandata.alerts;

import io.cleandata.model.Alert;
import io.cleandata.settings.OptionsBinder;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.CleanException;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends e-mail, plain text and HTML, over SMTP with STARTTLS. Needs {@code org.eclipse.angus:angus-mail}, an optional dependency of this module.
 *
 * <p>The message's identifier is made of the alert's idempotency key, so that mail systems can drop a repeat; all mails of an incident are one thread.
 */
public final class EmailAlertHandler implements AlertHandler {

    private static final Logger log = LoggerFactory.getLogger(EmailAlertHandler.class);
    private static final String DOMAIN = "@clean.invalid";

    private final EmailSettings settings;
    private final InternetAddress from;
    private final InternetAddress[] to;
    private final Session session;

    EmailAlertHandler(EmailSettings settings) {
        this(settings, new Properties());
    }

    /** With further properties of Jakarta Mail, such as whom to trust. */
    EmailAlertHandler(EmailSettings settings, Properties further) {
        this.settings = settings;
        this.from = address("from", settings.from());
        List<InternetAddress> receivers = new ArrayList<>();
        settings.to().forEach(each -> receivers.add(address("to", each)));
        this.to = receivers.toArray(new InternetAddress[0]);
        Properties properties = new Properties();
        String protocol = settings.encryption() == EmailSettings.Encryption.TLS ? "smtps" : "smtp";
        String prefix = "mail." + protocol + ".";
        String millis = Long.toString(settings.timeout().toMillis());
        properties.setProperty("mail.transport.protocol", protocol);
        properties.setProperty(prefix + "host", settings.host());
        properties.setProperty(prefix + "port", Integer.toString(settings.portOrDefault()));
        properties.setProperty(prefix + "connectiontimeout", millis);
        properties.setProperty(prefix + "timeout", millis);
        properties.setProperty(prefix + "writetimeout", millis);
        properties.setProperty(prefix + "auth", Boolean.toString(settings.username() != null));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        if (settings.encryption() == EmailSettings.Encryption.STARTTLS) {
            properties.setProperty(prefix + "starttls.enable", "true");
            properties.setProperty(prefix + "starttls.required", "true");
        }
        properties.putAll(further);
        this.session = Session.getInstance(properties);
    }

    private static InternetAddress address(String option, String text) {
        try {
            InternetAddress[] addresses = InternetAddress.parse(text, true);
            if (addresses.length == 1) {
                return addresses[0];
            }
        } catch (AddressException e) {
            // said below
        }
        throw new CleanException(
                CleanException.Kind.SETTINGS,
                "alert handler email: " + option + " has " + LineText.of(text, 100) + ", which is no address");
    }

    /** Starts a handler. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void handle(Alert alert) {
        try (Transport transport = session.getTransport()) {
            MimeMessage message = message(alert);
            message.saveChanges();
            transport.connect(settings.username(), settings.password());
            send(transport, message);
        } catch (AuthenticationFailedException e) { // without causes here and below: they may quote the dialogue
            throw new CleanException(CleanException.Kind.EXTERNAL, place() + " refuses username and password");
        } catch (MessagingException e) {
            int code = code(e);
            String what = place() + (code > 0 ? " answered " + code : " cannot be reached: " + reason(e));
            if (code >= 500) {
                throw new CleanException(CleanException.Kind.EXTERNAL, what);
            }
            throw CleanException.retryable(what, null);
        }
    }

    /** A receiver that the server does not know keeps the mail from no other. */
    private void send(Transport transport, MimeMessage message) throws MessagingException {
        try {
            transport.sendMessage(message, to);
        } catch (SendFailedException e) {
            Address[] others = e.getValidUnsentAddresses();
            Address[] refused = e.getInvalidAddresses();
            if (refused == null || refused.length == 0 || others == null || others.length == 0) {
                throw e;
            }
            log.warn("{} refuses {}: the others get the mail", place(), LineText.of(Arrays.toString(refused), 500));
            transport.sendMessage(message, others);
        }
    }

    private String place() {
        return "email at " + settings.host() + ":" + settings.portOrDefault();
    }

    /** The server's answer, 0 when there was none. */
    private static int code(MessagingException e) {
        for (Exception each = e;
                each != null;
                each = each instanceof MessagingException m ? m.getNextException() : null) {
            if (each instanceof SMTPAddressFailedException address) {
                return address.getReturnCode();
            }
            if (each instanceof SMTPSendFailedException send && send.getReturnCode() > 0) {
                return send.getReturnCode();
            }
        }
        return e instanceof SendFailedException ? 550 : 0;
    }

    private static String reason(MessagingException e) {
        Exception next = e.getNextException();
        return (next == null ? e : next).getClass().getSimpleName();
    }

    private MimeMessage message(Alert alert) throws MessagingException {
        String id = "<" + Hashes.sha256(alert.idempotencyKey()) + DOMAIN + ">";
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", id);
            }
        };
        message.setFrom(from);
        message.setRecipients(Message.RecipientType.TO, to);
        message.setSubject(EmailText.subject(alert, settings.subjectPrefix()), "UTF-8");
        message.setSentDate(Date.from(alert.time()));
        message.setHeader("References", "<" + Hashes.sha256(alert.incident()) + DOMAIN + ">");
        message.setHeader("Auto-Submitted", "auto-generated"); // no out-of-office notes, please
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(EmailText.plain(alert), "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(EmailText.html(alert), "UTF-8", "html");
        message.setContent(new MimeMultipart("alternative", plain, html));
        return message;
    }

    @Override
    public boolean leavesTheMachine() {
        return true;
    }

    /** Collects the options; each method sets the option of {@link EmailSettings} of its name. */
    public static final class Builder {
        private final Map<String, Object> values = new LinkedHashMap<>();

        private Builder() {}

        /** Host of the mail server. */
        public Builder host(String host) {
            values.put("host", host);
            return this;
        }

        /** Port of the mail server. */
        public Builder port(int port) {
            values.put("port", port);
            return this;
        }

        /** How the connection is encrypted. */
        public Builder encryption(EmailSettings.Encryption encryption) {
            values.put("encryption", encryption);
            return this;
        }

        /** User name at the mail server. */
        public Builder username(String name) {
            values.put("username", name);
            return this;
        }

        /** Password at the mail server. */
        public Builder password(String password) {
            values.put("password", password);
            return this;
        }

        /** Sender. */
        public Builder from(String address) {
            values.put("from", address);
            return this;
        }

        /** Receivers. */
        public Builder to(List<String> addresses) {
            values.put("to", addresses);
            return this;
        }

        /** Begin of every subject. */
        public Builder subjectPrefix(String prefix) {
            values.put("subject-prefix", prefix);
            return this;
        }

        /** Longest wait for the mail server. */
        public Builder timeout(Duration limit) {
            values.put("timeout", limit);
            return this;
        }

        /** The handler. */
        public EmailAlertHandler build() {
            return new EmailAlertHandler(OptionsBinder.bind(EmailSettings.class, values));
        }
    }
}
