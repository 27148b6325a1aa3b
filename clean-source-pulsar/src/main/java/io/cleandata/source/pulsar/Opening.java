package io.cleandata.source.pulsar;

import io.cleandata.spi.CleanException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pulsar.client.api.AuthenticationFactory;
import org.apache.pulsar.client.api.BatchReceivePolicy;
import org.apache.pulsar.client.api.ClientBuilder;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.ConsumerBuilder;
import org.apache.pulsar.client.api.ConsumerEventListener;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.SubscriptionInitialPosition;

/** Makes client and consumer of the options, and clear words when that fails. */
final class Opening {

    private static final String OF_CONSUMER = "consumer.";
    /** What the client needs beyond its own limit to say why it gave up. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private Opening() {}

    static PulsarClient client(PulsarSourceSettings settings) {
        String trusted = settings.tlsTrustCertsFile();
        if (trusted != null && !Files.isReadable(Path.of(trusted))) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "source.tls-trust-certs-file " + trusted + " cannot be read, for Pulsar at "
                            + settings.serviceUrl());
        }
        int limit = (int) settings.connectTimeout().toMillis();
        Map<String, Object> properties = new HashMap<>();
        settings.client().forEach((key, value) -> {
            if (!key.startsWith(OF_CONSUMER)) {
                properties.put(key, value);
            }
        });
        try {
            ClientBuilder builder = PulsarClient.builder()
                    .statsInterval(0, TimeUnit.SECONDS)
                    .connectionTimeout(Math.min(limit, 10_000), TimeUnit.MILLISECONDS)
                    .operationTimeout(limit, TimeUnit.MILLISECONDS)
                    .lookupTimeout(limit, TimeUnit.MILLISECONDS)
                    .maxBackoffInterval(5, TimeUnit.SECONDS)
                    .enableTlsHostnameVerification(true)
                    .loadConf(properties)
                    .serviceUrl(settings.serviceUrl());
            if (settings.token() != null) {
                builder.authentication(AuthenticationFactory.token(settings.token()));
            }
            if (trusted != null) {
                builder.tlsTrustCertsFilePath(trusted);
            }
            return builder.build();
        } catch (PulsarClientException | RuntimeException e) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "source.service-url " + settings.serviceUrl() + " or source.client does not fit Pulsar's client: "
                            + e.getMessage(),
                    e);
        }
    }

    static Consumer<byte[]> consumer(
            PulsarSourceSettings settings, PulsarClient client, ConsumerEventListener listener) {
        Map<String, Object> properties = new HashMap<>();
        settings.client().forEach((key, value) -> {
            if (key.startsWith(OF_CONSUMER)) {
                properties.put(key.substring(OF_CONSUMER.length()), value);
            }
        });
        ConsumerBuilder<byte[]> builder = client.newConsumer()
                .isAckReceiptEnabled(true)
                .enableBatchIndexAcknowledgment(true) // else part of a batch comes again after a restart
                .acknowledgmentGroupTime(20, TimeUnit.MILLISECONDS)
                .maxTotalReceiverQueueSizeAcrossPartitions(Math.max(50_000, settings.receiverQueueSize()))
                .loadConf(properties)
                .subscriptionName(settings.subscription())
                .subscriptionType(settings.subscriptionType().type())
                .subscriptionInitialPosition(
                        settings.initial() == InitialPosition.EARLIEST
                                ? SubscriptionInitialPosition.Earliest
                                : SubscriptionInitialPosition.Latest)
                .receiverQueueSize(settings.receiverQueueSize())
                .batchReceivePolicy(BatchReceivePolicy.builder()
                        .maxNumMessages(settings.batchSize())
                        .maxNumBytes(10_000_000)
                        .timeout(20, TimeUnit.MILLISECONDS)
                        .build())
                .autoUpdatePartitionsInterval(30, TimeUnit.SECONDS)
                .patternAutoDiscoveryPeriod(30, TimeUnit.SECONDS);
        if (settings.subscriptionType() == SubscriptionKind.FAILOVER) {
            builder.consumerEventListener(listener);
        }
        if (settings.consumerName() != null) {
            builder.consumerName(settings.consumerName());
        }
        if (settings.topicPattern() != null) {
            builder.topicsPattern(settings.topicPattern());
        } else {
            builder.topics(settings.allTopics());
        }
        return await(builder.subscribeAsync(), settings);
    }

    static <T> T await(CompletableFuture<T> answer, PulsarSourceSettings settings) {
        Duration limit = settings.connectTimeout().plus(GRACE);
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw tlsOr(settings, away(settings, "", e));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String reason = line(String.valueOf(cause.getMessage()));
            if (cause instanceof PulsarClientException.AuthenticationException
                    || cause instanceof PulsarClientException.AuthorizationException) {
                throw new CleanException(
                        CleanException.Kind.SETTINGS,
                        "Pulsar at " + settings.serviceUrl() + " refuses access. Check source.token: " + reason,
                        cause);
            }
            if (cause instanceof PulsarClientException.ConsumerBusyException) {
                throw new CleanException(
                        CleanException.Kind.SETTINGS,
                        "the subscription " + settings.subscription() + " has a consumer already; stop it, or choose"
                                + " failover or shared as source.subscription-type",
                        cause);
            }
            if (cause instanceof PulsarClientException.TimeoutException
                    || cause instanceof PulsarClientException.LookupException
                    || cause instanceof PulsarClientException.ConnectException
                    || hasNetworkCause(cause)) {
                throw tlsOr(settings, away(settings, ": " + reason, cause));
            }
            throw tlsOr(
                    settings,
                    new CleanException(
                            CleanException.Kind.EXTERNAL,
                            "cannot subscribe at Pulsar " + settings.serviceUrl() + ": " + reason,
                            cause));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CleanException(CleanException.Kind.EXTERNAL, "interrupted while waiting for Pulsar", e);
        }
    }

    /** The failure, or what is wrong with TLS, of which the client says nothing. */
    private static CleanException tlsOr(PulsarSourceSettings settings, CleanException failure) {
        return TlsProbe.trouble(settings)
                .map(trouble -> new CleanException(
                        CleanException.Kind.SETTINGS,
                        "Pulsar at " + settings.serviceUrl() + ": TLS fails: " + line(trouble)
                                + ". The broker's certificate must name this host, be valid, and be trusted: check"
                                + " source.tls-trust-certs-file",
                        failure.getCause()))
                .orElse(failure);
    }

    private static String line(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static boolean hasNetworkCause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return true;
            }
        }
        return false;
    }

    private static CleanException away(PulsarSourceSettings settings, String reason, Throwable cause) {
        return new CleanException(
                CleanException.Kind.EXTERNAL,
                "Pulsar at " + settings.serviceUrl() + " (source.service-url) does not answer within "
                        + settings.connectTimeout().toMillis() + " ms (source.connect-timeout)" + reason,
                cause);
    }
}
