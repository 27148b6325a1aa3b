package io.cleandata.metrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.metrics.MetricsExporter.Health;
import io.cleandata.spi.CleanException;
import io.cleandata.testkit.SelfSignedCertificate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusTlsTest {

    private static final Health WELL = new Health() {
        @Override
        public boolean live() {
            return true;
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public String reason() {
            return "";
        }
    };

    @TempDir
    static Path directory;

    private static SelfSignedCertificate certificate;

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = SelfSignedCertificate.in(directory);
    }

    @Test
    void servesOverTlsOnlyToWhoTrustsItsCertificate() throws Exception {
        PrometheusMetrics metrics = PrometheusMetrics.builder()
                .port(0)
                .tls(certificate.keyStore(), SelfSignedCertificate.PASSWORD)
                .build();
        metrics.start("a", WELL);
        HttpRequest scrape = HttpRequest.newBuilder(URI.create("https://localhost:" + metrics.port() + "/ready"))
                .build();
        HttpClient trusting = HttpClient.newBuilder()
                .sslContext(certificate.trustingContext())
                .build();

        assertThat(trusting.send(scrape, HttpResponse.BodyHandlers.ofString()).body())
                .isEqualTo("a: ok\n");
        assertThatThrownBy(() -> HttpClient.newHttpClient().send(scrape, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(SSLException.class);
        metrics.close();
    }

    @Test
    void namesTheKeyStoreThatCannotBeReadAndNotItsPassword() {
        PrometheusMetrics wrong = PrometheusMetrics.builder()
                .port(0)
                .tls(certificate.keyStore(), "known-secret")
                .build();
        assertThatThrownBy(() -> wrong.start("a", WELL))
                .isInstanceOf(CleanException.class)
                .hasMessageContaining("localhost.p12")
                .hasMessageNotContaining("known-secret");
        assertThatThrownBy(() -> new PrometheusSettings(0, "127.0.0.1", null, null, "x.p12", null))
                .hasMessageContaining("key-store-password");
    }
}
