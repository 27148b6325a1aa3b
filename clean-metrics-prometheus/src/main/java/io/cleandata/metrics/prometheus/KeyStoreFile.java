package io.cleandata.metrics.prometheus;

import io.cleandata.spi.CleanException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Key and certificate of a server, from a PKCS12 file. */
final class KeyStoreFile {

    private KeyStoreFile() {}

    static SSLContext context(Path file, String password) {
        try (InputStream in = Files.newInputStream(file)) {
            char[] secret = password.toCharArray();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, secret);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, secret);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "metrics.key-store " + file + " cannot be read, or metrics.key-store-password is not its password",
                    e);
        }
    }
}
