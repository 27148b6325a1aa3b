package io.cleandata.metrics.prometheus;

import io.cleandata.spi.CleanException;
import io.cleandata.spi.Option;
import org.jspecify.annotations.Nullable;

/**
 * Options of the Prometheus exporter.
 *
 * @param port port to listen on, 0 for any free one
 * @param host address to listen on
 * @param username name that scrapers must give
 * @param password password that scrapers must give
 * @param keyStore PKCS12 file with the key and certificate to serve TLS with
 * @param keyStorePassword password of the key store
 */
public record PrometheusSettings(
        @Option(doc = "port to listen on; 0 for any free one", value = "9090", min = 0, max = 65535)
        int port,

        @Option(doc = "address to listen on; loopback unless said otherwise, 0.0.0.0 for all", value = "127.0.0.1")
        String host,

        @Option(doc = "user name for basic authentication") @Nullable
        String username,

        @Option(doc = "password for basic authentication", secret = true) @Nullable
        String password,

        @Option(doc = "key store (PKCS12) with the key and certificate to serve TLS with; plain HTTP when left out")
        @Nullable
        String keyStore,

        @Option(doc = "password of the key store", secret = true) @Nullable
        String keyStorePassword) {

    public PrometheusSettings {
        if ((username == null) != (password == null)) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "prometheus: username and password belong together; give both or neither");
        }
        if ((keyStore == null) != (keyStorePassword == null)) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "prometheus: key-store and key-store-password belong together; give both or neither");
        }
    }
}
