package io.cleandata.alerts;

import io.cleandata.spi.Option;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options of {@code email}. */
public record EmailSettings(
        @Option(doc = "Host of the mail server (SMTP)", required = true)
        String host,

        @Option(doc = "Port of the mail server; 465 with encryption tls, else 587, when left out", min = 1, max = 65535)
        @Nullable
        Integer port,

        @Option(
                doc = "Encryption: starttls (refuses servers without it), tls (from the start) or none (for a server on"
                        + " this machine)",
                value = "starttls")
        Encryption encryption,

        @Option(doc = "User name at the mail server") @Nullable
        String username,

        @Option(doc = "Password at the mail server", secret = true) @Nullable
        String password,

        @Option(doc = "Sender, such as Clean <clean@example.org>", required = true)
        String from,

        @Option(doc = "Receivers", required = true) List<String> to,

        @Option(doc = "Begin of every subject", value = "[clean]")
        String subjectPrefix,

        @Option(doc = "Longest wait for the mail server", value = "20s", min = 1)
        Duration timeout) {

    /** How the connection is encrypted. */
    public enum Encryption {
        /** TLS after the greeting; a server without it is refused. */
        STARTTLS,
        /** TLS from the start. */
        TLS,
        /** None. */
        NONE
    }

    int portOrDefault() {
        return port != null ? port : encryption == Encryption.TLS ? 465 : 587;
    }

    /** Credentials belong together and never go in the clear; somebody must get the mail. */
    public EmailSettings {
        if ((username == null) != (password == null)) {
            throw new IllegalArgumentException("give username and password, or neither");
        }
        if (username != null && encryption == Encryption.NONE) {
            throw new IllegalArgumentException("a password is not sent without encryption: starttls or tls");
        }
        if (to.isEmpty()) {
            throw new IllegalArgumentException("to needs at least one receiver");
        }
    }
}
