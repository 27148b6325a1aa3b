package io.cleandata.testkit.brokers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One Kafka node, broker and controller in one, as a child process on the loopback interface.
 *
 * <pre>{@code
 * try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
 *     producerSettings.put("bootstrap.servers", kafka.bootstrapServers());
 * }
 * }</pre>
 *
 * <p>It takes about five seconds to start and 200 MB of memory. Its data lives in a temporary directory that {@link #close()}
 * deletes. The child ends when this JVM does, however that happens.
 *
 * <p><b>Threading.</b> Safe for use by several threads; starting, killing and closing happen one at a time.
 *
 * <p><b>Failure.</b> A server that does not start within a minute is an {@link IllegalStateException} that quotes the end of
 * its log.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Shared<EmbeddedKafka> SHARED = new Shared<>(EmbeddedKafka::start);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final ServerProcess process;
    private final int port;
    private final Map<String, Integer> listeners;

    private EmbeddedKafka(ServerProcess process, int port, Map<String, Integer> listeners) {
        this.process = process;
        this.port = port;
        this.listeners = listeners;
    }

    /** Starts a server of the caller's own, and returns when it answers. */
    public static EmbeddedKafka start() {
        return start(Map.of());
    }

    /** Starts a server with further broker properties, which win over the built-in ones. */
    public static EmbeddedKafka start(Map<String, String> properties) {
        return start(Map.of(), properties);
    }

    /**
     * Starts a server with further listeners beside the plain one, such as {@code Map.of("LOGIN", "SASL_SSL")}: name and security protocol.
     * Properties such as {@code listener.name.login.ssl.keystore.location} make them up.
     */
    public static EmbeddedKafka start(Map<String, String> listeners, Map<String, String> properties) {
        return ServerProcess.retryingPorts(() -> startOnce(listeners, properties));
    }

    /** The server that all tests of this JVM share; started by the first call, ended with the JVM. Closing it does nothing. */
    public static EmbeddedKafka shared() {
        return SHARED.get();
    }

    /** What clients call {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** What clients of a further listener call {@code bootstrap.servers}. */
    public String bootstrapServers(String listener) {
        return "127.0.0.1:" + listeners.get(listener);
    }

    /** The port that clients connect to; the same after a {@link #restart()}. */
    public int port() {
        return port;
    }

    /** Kills the server as {@code kill -9} does; its data stays. */
    public void kill() {
        process.kill();
    }

    /** Starts the server again on the same port with the same data, after killing it if it still runs. */
    public void restart() {
        process.kill();
        process.start(() -> process.printed(ServerChild.READY), START_LIMIT);
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

    private static EmbeddedKafka startOnce(Map<String, String> protocols, Map<String, String> extra) {
        int port = ServerProcess.freePort();
        int controller = ServerProcess.freePort();
        Map<String, Integer> listeners = new TreeMap<>();
        protocols.keySet().forEach(name -> listeners.put(name, ServerProcess.freePort()));
        Path directory = ServerProcess.newDirectory("kafka");
        Map<String, String> properties = properties(port, controller, directory.resolve("data"));
        listeners.forEach((name, own) -> {
            String address = "," + name + "://127.0.0.1:" + own;
            properties.merge("listeners", address, String::concat);
            properties.merge("advertised.listeners", address, String::concat);
            properties.merge("listener.security.protocol.map", "," + name + ":" + protocols.get(name), String::concat);
        });
        properties.putAll(extra);
        List<String> lines = new ArrayList<>();
        properties.forEach((key, value) -> lines.add(key + "=" + value));
        Path file = directory.resolve("server.properties");
        write(file, lines);
        List<String> command = new ArrayList<>(List.of(ServerProcess.java()));
        command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.awt.headless=true"));
        command.addAll(BrokerClassPath.of("kafka").javaArguments(directory));
        command.addAll(List.of(ServerChild.class.getName(), "kafka", file.toString()));
        ServerProcess process = new ServerProcess("Kafka", command, directory);
        EmbeddedKafka kafka = new EmbeddedKafka(process, port, listeners);
        process.startOrClose(() -> process.printed(ServerChild.READY), START_LIMIT);
        return kafka;
    }

    private static Map<String, String> properties(int port, int controller, Path data) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        properties.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
        properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("inter.broker.listener.name", "PLAINTEXT");
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("log.dirs", data.toString());
        // Tests and examples send messages of long ago, which retention would take away half a minute after the start.
        properties.put("log.retention.ms", "-1");
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            properties.put(topic + ".replication.factor", "1");
            properties.put(topic + ".num.partitions", "1");
        }
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put(
                "broker.heartbeat.interval.ms", "500"); // a restarted broker waits until its former self is fenced
        properties.put("broker.session.timeout.ms", "3000");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("group.min.session.timeout.ms", "1000");
        properties.put("group.consumer.min.session.timeout.ms", "1000");
        properties.put("group.consumer.min.heartbeat.interval.ms", "300");
        properties.put("log.cleaner.dedupe.buffer.size", "2097152");
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "2");
        properties.put("controlled.shutdown.enable", "false");
        return properties;
    }

    static void write(Path file, Collection<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
