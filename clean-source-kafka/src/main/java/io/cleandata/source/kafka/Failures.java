package io.cleandata.source.kafka;

import io.cleandata.spi.CleanException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/** Clear words, on one line and without secrets, for what Kafka's client throws. */
final class Failures {

    private static final String LOGIN_PARSER = "org.apache.kafka.common.security.Jaas";

    private Failures() {}

    /** The client could not be made of the options. */
    static CleanException ofSettings(KafkaSourceSettings settings, KafkaException e) {
        if (ofLogin(e)) { // its words, and so a cause's, may be a part of a password that stands there unescaped
            return new CleanException(
                    CleanException.Kind.SETTINGS,
                    "source.client does not fit Kafka's client: sasl.jaas.config is no JAAS configuration of the form"
                            + " MODULE required name=\"value\" ... ; with the semicolon at its end");
        }
        String reason = reason(e);
        boolean address = reason.contains("bootstrap");
        return new CleanException(
                CleanException.Kind.SETTINGS,
                "source." + (address ? "bootstrap-servers " + settings.bootstrapServers() : "client")
                        + " does not fit Kafka's client: " + reason,
                e);
    }

    /** The brokers did not answer, or not as hoped. */
    static CleanException ofFirstContact(KafkaSourceSettings settings, KafkaException e) {
        if (e instanceof TimeoutException) {
            boolean plain = settings.client()
                    .getOrDefault("security.protocol", "PLAINTEXT")
                    .endsWith("PLAINTEXT");
            return new CleanException(
                    CleanException.Kind.EXTERNAL,
                    "Kafka at " + settings.bootstrapServers() + " (source.bootstrap-servers) does not answer within "
                            + seconds(settings.connectTimeout()) + " (source.connect-timeout): " + reason(e)
                            + (plain ? ". A listener with TLS needs security.protocol under source.client" : ""),
                    e);
        }
        if (e instanceof SslAuthenticationException) {
            return new CleanException(
                    CleanException.Kind.SETTINGS,
                    "Kafka at " + settings.bootstrapServers() + ": TLS fails: " + reason(e)
                            + ". The broker's certificate must name this host, be valid, and be trusted: check security.protocol"
                            + " and ssl.truststore.location under source.client",
                    e);
        }
        if (e instanceof AuthenticationException || e instanceof AuthorizationException) {
            return new CleanException(
                    CleanException.Kind.SETTINGS,
                    "Kafka at " + settings.bootstrapServers() + " refuses access: " + reason(e)
                            + ". Check security.protocol, sasl.mechanism and sasl.jaas.config under source.client",
                    e);
        }
        return new CleanException(
                CleanException.Kind.EXTERNAL,
                "cannot read from Kafka at " + settings.bootstrapServers() + ": " + reason(e),
                e);
    }

    /** The message of Kafka's innermost failure, which Kafka wraps, and of what it has come from. */
    static String reason(KafkaException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && (cause.getCause() instanceof KafkaException || cause.getMessage() == null)) {
            cause = cause.getCause();
        }
        String message = Objects.requireNonNullElse(cause.getMessage(), "");
        String said =
                cause instanceof ConfigException ? message : cause.getClass().getSimpleName() + ": " + message;
        String origin = origin(cause);
        return (message.contains(origin) ? said : said + ": " + origin).replaceAll("\\s*\\R\\s*", " ");
    }

    private static String origin(Throwable failure) {
        String last = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            last = Objects.requireNonNullElse(cause.getMessage(), last);
            if (cause instanceof IOException && !(cause instanceof SSLException)) {
                return last; // such as a wrong password, of which what lies below says only how it showed
            }
        }
        return last;
    }

    private static boolean ofLogin(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            for (StackTraceElement frame : cause.getStackTrace()) {
                if (frame.getClassName().startsWith(LOGIN_PARSER)) {
                    return true;
                }
            }
        }
        return false;
    }

    static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
