package io.cleandata.testkit.brokers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * One Redis server as a child process on the loopback interface.
 *
 * <pre>{@code
 * try (EmbeddedRedis redis = EmbeddedRedis.start()) {
 *     Jedis jedis = new Jedis(redis.host(), redis.port());
 * }
 * }</pre>
 *
 * <p>It takes a fraction of a second to start. The program is the one that the system property
 * {@code clean.testkit.redis-server} names, else the one in the embedded-redis jar (Redis 6.2; Linux and macOS), else
 * {@code redis-server} on the {@code PATH}. Data is written to an append-only file, so that it survives {@link #kill()}, in a
 * temporary directory that {@link #close()} deletes. The child ends when this JVM does.
 *
 * <p><b>Threading.</b> Safe for use by several threads; starting, killing and closing happen one at a time.
 *
 * <p><b>Failure.</b> A server that does not start within 20 seconds is an {@link IllegalStateException} that quotes the end
 * of its log.
 */
public final class EmbeddedRedis implements AutoCloseable {
    private static final Shared<EmbeddedRedis> SHARED = new Shared<>(EmbeddedRedis::start);
    private static final Duration START_LIMIT = Duration.ofSeconds(20);

    /** A shell that kills its server when its standard input ends, for Redis itself doesn't watch it, and that ends when the server does. */
    private static final String WATCHDOG = String.join(
            "; ",
            "exec 3<&0",
            "\"$0\" \"$@\" </dev/null 3<&- & child=$!",
            "{ cat <&3 >/dev/null; kill -9 $child; } 2>/dev/null & watcher=$!",
            "wait $child",
            "kill $watcher");

    private final ServerProcess process;
    private final int port;

    private EmbeddedRedis(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts a server of the caller's own, and returns when it answers. */
    public static EmbeddedRedis start() {
        return start(Map.of());
    }

    /** Starts a server with further {@code redis.conf} settings ({@code requirepass}, ...), which win over the built-in ones. */
    public static EmbeddedRedis start(Map<String, String> settings) {
        return ServerProcess.retryingPorts(() -> startOnce(settings, List.of()));
    }

    /** Starts a sentinel, which watches no server. */
    public static EmbeddedRedis startSentinel() {
        return ServerProcess.retryingPorts(() -> startOnce(Map.of("appendonly", "no"), List.of("--sentinel")));
    }

    /** The server that all tests of this JVM share; started by the first call, ended with the JVM. Closing it does nothing. */
    public static EmbeddedRedis shared() {
        return SHARED.get();
    }

    /** Always {@code 127.0.0.1}. */
    public String host() {
        return "127.0.0.1";
    }

    /** The port that clients connect to; the same after a {@link #restart()}. */
    public int port() {
        return port;
    }

    /** The address as a URL: {@code redis://127.0.0.1:PORT}. */
    public String url() {
        return "redis://" + host() + ":" + port;
    }

    /** Kills the server as {@code kill -9} does; its data stays. */
    public void kill() {
        process.kill();
    }

    /** Starts the server again on the same port with the same data, after killing it if it still runs. */
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

    private static EmbeddedRedis startOnce(Map<String, String> extra, List<String> arguments) {
        int port = ServerProcess.freePort();
        Path directory = ServerProcess.newDirectory("redis");
        Map<String, String> settings = new TreeMap<>();
        settings.put("bind", "127.0.0.1");
        settings.put("port", Integer.toString(port));
        settings.put("dir", directory.toString());
        settings.put("save", "\"\"");
        settings.put("appendonly", "yes");
        settings.put("appendfsync", "no"); // every command is written before its answer; else one may wait for a sync
        settings.put("daemonize", "no");
        settings.putAll(extra);
        List<String> lines = new ArrayList<>();
        settings.forEach((key, value) -> lines.add(key + " " + value));
        Path file = directory.resolve("redis.conf");
        EmbeddedKafka.write(file, lines);
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", WATCHDOG, program(directory), file.toString()));
        command.addAll(arguments);
        ServerProcess process = new ServerProcess("Redis", command, directory);
        EmbeddedRedis redis = new EmbeddedRedis(process, port);
        process.startOrClose(redis::ready, START_LIMIT);
        return redis;
    }

    private static String program(Path directory) {
        String named = System.getProperty("clean.testkit.redis-server", "");
        if (!named.isEmpty()) {
            return named;
        }
        boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
        boolean arm = System.getProperty("os.arch", "").contains("aarch64");
        String suffix = (mac ? "darwin-" : "linux-") + (arm ? "arm64" : mac ? "x86_64" : "amd64");
        for (Path jar : BrokerClassPath.of("redis").files()) {
            try (JarFile archive = new JarFile(jar.toFile())) {
                var entry = archive.stream()
                        .map(ZipEntry::getName)
                        .filter(name -> name.startsWith("redis-server-") && name.endsWith(suffix))
                        .findFirst();
                if (entry.isPresent()) {
                    Path program = directory.resolve("redis-server");
                    try (InputStream in = archive.getInputStream(archive.getJarEntry(entry.get()))) {
                        Files.copy(in, program);
                    }
                    if (!program.toFile().setExecutable(true)) {
                        throw new IllegalStateException("Cannot make " + program + " executable");
                    }
                    return program.toString();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return "redis-server";
    }

    private boolean ready() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            socket.setSoTimeout(2000);
            OutputStream out = socket.getOutputStream();
            out.write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            byte[] answer = socket.getInputStream().readNBytes(5);
            String text = new String(answer, StandardCharsets.US_ASCII);
            return text.equals("+PONG") || text.equals("-NOAU"); // with a password set, asking for it shows life too
        } catch (IOException e) {
            return false; // not yet
        }
    }
}
