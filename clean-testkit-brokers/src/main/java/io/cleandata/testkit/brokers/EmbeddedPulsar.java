package io.cleandata.testkit.brokers;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One Pulsar standalone node (broker, bookie and metadata in one) as a child process on the loopback interface.
 *
 * <pre>{@code
 * try (EmbeddedPulsar pulsar = EmbeddedPulsar.start()) {
 *     PulsarClient client = PulsarClient.builder().serviceUrl(pulsar.serviceUrl()).build();
 * }
 * }</pre>
 *
 * <p>It takes about eight seconds to start and 400 MB of memory; it is ready when the namespace {@code public/default} is
 * there. Its data lives in a temporary directory that {@link #close()} deletes. The child ends when this JVM does.
 *
 * <p><b>Threading.</b> Safe for use by several threads; starting, killing and closing happen one at a time.
 *
 * <p><b>Failure.</b> A server that does not start within two minutes is an {@link IllegalStateException} that quotes the end
 * of its log.
 */
public final class EmbeddedPulsar implements AutoCloseable {
    private static final Shared<EmbeddedPulsar> SHARED = new Shared<>(EmbeddedPulsar::start);
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private static final String OWN_LOGIN = "brokerClientAuthenticationParameters";
    private static final String TOKEN = "token:";

    private final ServerProcess process;
    private final int brokerPort;
    private final int tlsPort;
    private final int webPort;
    private final String token;

    private EmbeddedPulsar(ServerProcess process, int brokerPort, int tlsPort, int webPort, String token) {
        this.process = process;
        this.brokerPort = brokerPort;
        this.tlsPort = tlsPort;
        this.webPort = webPort;
        this.token = token;
    }

    /** Starts a server of the caller's own, and returns when it answers. */
    public static EmbeddedPulsar start() {
        return start(Map.of());
    }

    /**
     * Starts a server with further {@code standalone.conf} properties, which win over the built-in ones. With {@code tlsCertificateFilePath} it listens by
     * TLS, too. Where clients must log in, {@code brokerClientAuthenticationParameters} holds {@code token:} and the token of a superuser.
     */
    public static EmbeddedPulsar start(Map<String, String> properties) {
        return ServerProcess.retryingPorts(() -> startOnce(properties));
    }

    /** The server that all tests of this JVM share; started by the first call, ended with the JVM. Closing it does nothing. */
    public static EmbeddedPulsar shared() {
        return SHARED.get();
    }

    /** What clients call the service URL: {@code pulsar://127.0.0.1:PORT}. */
    public String serviceUrl() {
        return "pulsar://127.0.0.1:" + brokerPort;
    }

    /** What clients call the service URL by TLS: {@code pulsar+ssl://127.0.0.1:PORT}. */
    public String serviceUrlTls() {
        return "pulsar+ssl://127.0.0.1:" + tlsPort;
    }

    /** The address of the admin REST interface: {@code http://127.0.0.1:PORT}. */
    public String webUrl() {
        return "http://127.0.0.1:" + webPort;
    }

    /** Kills the server as {@code kill -9} does; its data stays. */
    public void kill() {
        process.kill();
    }

    /** Starts the server again on the same ports with the same data, after killing it if it still runs. */
    public void restart() {
        process.kill();
        process.start(this::ready, START_LIMIT);
    }

    /** The last lines that the server printed. */
    public String logTail() {
        return process.logTail();
    }

    /** Ends the server and deletes its data. */
    @Override
    public void close() {
        if (!SHARED.holds(this)) {
            process.close();
        }
    }

    private static EmbeddedPulsar startOnce(Map<String, String> extra) {
        int broker = ServerProcess.freePort();
        int tls = ServerProcess.freePort();
        int web = ServerProcess.freePort();
        int bookie = ServerProcess.freePort();
        Path directory = ServerProcess.newDirectory("pulsar");
        Map<String, String> properties = properties(broker, web);
        if (extra.containsKey("tlsCertificateFilePath")) {
            properties.put("brokerServicePortTls", Integer.toString(tls));
        }
        properties.putAll(extra);
        List<String> lines = new ArrayList<>();
        properties.forEach((key, value) -> lines.add(key + "=" + value));
        Path file = directory.resolve("standalone.conf");
        EmbeddedKafka.write(file, lines);
        List<String> command = new ArrayList<>(List.of(ServerProcess.java()));
        command.addAll(
                List.of("-Xmx768m", "-XX:MaxDirectMemorySize=768m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of(
                "-Djava.awt.headless=true",
                "-Dio.netty.tryReflectionSetAccessible=true",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/sun.net=ALL-UNNAMED",
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--add-opens=java.base/jdk.internal.platform=ALL-UNNAMED",
                "--add-opens=java.management/sun.management=ALL-UNNAMED"));
        command.addAll(BrokerClassPath.of("pulsar").javaArguments(directory));
        command.addAll(List.of(ServerChild.class.getName(), "main", "org.apache.pulsar.PulsarStandaloneStarter"));
        command.addAll(List.of("-c", file.toString(), "-nfw", "-nss", "-a", "127.0.0.1", "--num-bookies", "1"));
        command.addAll(List.of("--bookkeeper-port", Integer.toString(bookie)));
        command.addAll(
                List.of("--bookkeeper-dir", directory.resolve("bookkeeper").toString()));
        command.addAll(List.of("--metadata-dir", directory.resolve("metadata").toString()));
        String login = extra.getOrDefault(OWN_LOGIN, "");
        String token = login.startsWith(TOKEN) ? login.substring(TOKEN.length()) : "";
        ServerProcess process = new ServerProcess("Pulsar", command, directory);
        EmbeddedPulsar pulsar = new EmbeddedPulsar(process, broker, tls, web, token);
        process.startOrClose(pulsar::ready, START_LIMIT);
        return pulsar;
    }

    private static Map<String, String> properties(int broker, int web) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("clusterName", "standalone");
        properties.put("advertisedAddress", "127.0.0.1");
        properties.put("bindAddress", "127.0.0.1");
        properties.put("listeningInterface", "lo");
        properties.put("brokerServicePort", Integer.toString(broker));
        properties.put("webServicePort", Integer.toString(web));
        properties.put("managedLedgerDefaultEnsembleSize", "1");
        properties.put("managedLedgerDefaultWriteQuorum", "1");
        properties.put("managedLedgerDefaultAckQuorum", "1");
        properties.put("managedLedgerCacheSizeMB", "64");
        properties.put("loadBalancerEnabled", "false");
        properties.put("allowAutoTopicCreation", "true");
        properties.put("brokerDeleteInactiveTopicsEnabled", "false");
        properties.put("systemTopicEnabled", "true");
        properties.put("topicLevelPoliciesEnabled", "true");
        properties.put("transactionCoordinatorEnabled", "false");
        properties.put("webSocketServiceEnabled", "false");
        properties.put("numIOThreads", "2");
        properties.put("numHttpServerThreads", "8");
        return properties;
    }

    private boolean ready() {
        try {
            URI namespaces = URI.create(webUrl() + "/admin/v2/namespaces/public");
            HttpURLConnection connection =
                    (HttpURLConnection) namespaces.toURL().openConnection();
            if (!token.isEmpty()) {
                connection.setRequestProperty("Authorization", "Bearer " + token);
            }
            connection.setConnectTimeout(500);
            connection.setReadTimeout(2000);
            try (var body = connection.getInputStream()) {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8).contains("public/default");
            }
        } catch (IOException e) {
            return false; // not yet
        }
    }
}
