package io.cleandata.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate that nobody trusts but who asks for {@link #trustingContext} or is given {@link #trustStore}, made by the JDK's keytool. */
public final class SelfSignedCertificate {

    /** The password of the key store and of the trust store. */
    public static final String PASSWORD = "changeit";

    private static final String ALIAS = "localhost";

    private final Path directory;
    private final Path keyStore;

    private SelfSignedCertificate(Path directory, Path keyStore) {
        this.directory = directory;
        this.keyStore = keyStore;
    }

    /** Makes one in a directory, for {@code localhost} and {@code 127.0.0.1}. */
    public static SelfSignedCertificate in(Path directory) throws IOException, InterruptedException {
        return in(directory, "dns:localhost,ip:127.0.0.1");
    }

    /** Makes one in a directory, for these names, such as {@code ip:127.0.0.1}. */
    public static SelfSignedCertificate in(Path directory, String names) throws IOException, InterruptedException {
        Path file = directory.resolve("localhost.p12");
        Files.deleteIfExists(file);
        keytool(file, ALIAS, "-ext", "san=" + names, "-validity", "2");
        return new SelfSignedCertificate(directory, file);
    }

    /** A key store whose certificate for {@code localhost} and {@code 127.0.0.1} this one has signed, for a time that is over. */
    public Path expiredKeyStore() throws IOException, InterruptedException {
        Path file = directory.resolve("expired.p12");
        Files.copy(keyStore, file);
        keytool(
                file,
                "expired",
                "-signer",
                ALIAS,
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-startdate",
                "-3d",
                "-validity",
                "1");
        try {
            KeyStore store = load(file);
            store.deleteEntry(ALIAS);
            store(store, file);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return file;
    }

    private static void keytool(Path file, String alias, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                "CN=clean-test-" + alias,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool made no certificate: " + said);
        }
    }

    /** The key store, PKCS12, with key and certificate. */
    public Path keyStore() {
        return keyStore;
    }

    /** A store, PKCS12, that holds the certificate as trusted. */
    public Path trustStore() {
        Path file = directory.resolve("trusted.p12");
        try {
            store(trusted(), file);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return file;
    }

    /** The certificate as PEM. */
    public Path certificateFile() {
        try {
            return pem("certificate", load(keyStore).getCertificate(ALIAS).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The private key as PEM, PKCS8, without a password. */
    public Path keyFile() {
        try {
            return pem(
                    "private key",
                    load(keyStore).getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path pem(String what, byte[] der) {
        String label = what.toUpperCase(java.util.Locale.ROOT) + "-----\n";
        String text = "-----BEGIN " + label
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label;
        try {
            return Files.writeString(directory.resolve(what.replace(' ', '-') + ".pem"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For a server that shows the certificate. */
    public SSLContext serverContext() {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(load(keyStore), PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For a client that trusts the certificate, and no other. */
    public SSLContext trustingContext() {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore trusted() throws GeneralSecurityException {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, load(keyStore).getCertificate(ALIAS));
            return trusted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyStore load(Path file) throws GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void store(KeyStore store, Path file) throws GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
