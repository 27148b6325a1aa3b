package io.cleandata.source.pulsar;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Shakes hands with a broker that did not answer, to say what is wrong: Pulsar's client tries again and again and keeps the reason to itself. */
final class TlsProbe {

    private static final int LIMIT_MILLIS = 3_000;
    private static final int DEFAULT_PORT = 6651;

    private TlsProbe() {}

    /** Why TLS fails, if it does. Says nothing where properties of the client change how it is done. */
    static Optional<String> trouble(PulsarSourceSettings settings) {
        boolean otherwise =
                settings.client().keySet().stream().anyMatch(key -> key.startsWith("tls") || key.contains("KeyStore"));
        if (!settings.serviceUrl().startsWith("pulsar+ssl:") || otherwise) {
            return Optional.empty();
        }
        URI first = URI.create(settings.serviceUrl().split(",", 2)[0]);
        if (first.getHost() == null) {
            return Optional.empty();
        }
        int port = first.getPort() < 0 ? DEFAULT_PORT : first.getPort();
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(first.getHost(), port), LIMIT_MILLIS);
            plain.setSoTimeout(LIMIT_MILLIS);
            shakeHands(plain, first.getHost(), port, settings.tlsTrustCertsFile());
            return Optional.empty();
        } catch (SSLException | GeneralSecurityException e) {
            return Optional.of(innermost(e));
        } catch (IOException e) {
            return Optional.empty(); // not a matter of TLS
        }
    }

    private static void shakeHands(Socket plain, String host, int port, @Nullable String trusted)
            throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trusted == null ? null : trust(Path.of(trusted)).getTrustManagers(), null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
        }
    }

    private static TrustManagerFactory trust(Path file) throws IOException, GeneralSecurityException {
        Collection<? extends Certificate> certificates;
        try (InputStream in = Files.newInputStream(file)) {
            certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
        if (certificates.isEmpty()) {
            throw new CertificateException(file + " holds no certificate");
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (Certificate certificate : certificates) {
            store.setCertificateEntry(Integer.toString(store.size()), certificate);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust;
    }

    private static String innermost(Throwable failure) {
        String last = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            last = Objects.requireNonNullElse(cause.getMessage(), last);
        }
        return last;
    }
}
