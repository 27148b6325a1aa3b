package io.cleandata.testkit.brokers;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A server as a child process with its own directory and log; starts, kills, restarts, and cleans up after itself. */
final class ServerProcess implements AutoCloseable {
    private static final int TAIL_BYTES = 4000;
    private static final int DEATH_SECONDS = 10;

    private final String name;
    private final List<String> command;
    private final Path directory;
    private final Path log;
    private @Nullable Process process;
    private @Nullable Thread hook;

    ServerProcess(String name, List<String> command, Path directory) {
        this.name = name;
        this.command = List.copyOf(command);
        this.directory = directory;
        this.log = directory.resolve("server.log");
    }

    /** Ports are free when chosen, but another process may take one before the server does: then it starts anew. */
    static <T> T retryingPorts(Supplier<T> starter) {
        for (int attempt = 1; ; attempt++) {
            try {
                return starter.get();
            } catch (IllegalStateException e) {
                String message = String.valueOf(e.getMessage());
                if (attempt == 3 || !message.contains("in use")) {
                    throw e;
                }
            }
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path newDirectory(String name) {
        try {
            return Files.createTempDirectory("clean-" + name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    void startOrClose(BooleanSupplier ready, Duration limit) {
        try {
            start(ready, limit);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    synchronized void start(BooleanSupplier ready, Duration limit) {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException(name + " is already running");
        }
        try {
            Files.deleteIfExists(log);
            process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be started: " + command.get(0), e);
        }
        if (hook == null) {
            hook = new Thread(this::killAndDelete, "close-" + name);
            Runtime.getRuntime().addShutdownHook(hook);
        }
        long end = System.nanoTime() + limit.toNanos();
        while (!ready.getAsBoolean()) {
            boolean alive = process.isAlive();
            if (!alive || System.nanoTime() - end > 0) {
                kill();
                throw new IllegalStateException(name + (alive ? " did not answer within " + limit : " ended at once")
                        + ". The end of its log:\n" + logTail());
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                kill();
                throw new IllegalStateException("Interrupted while waiting for " + name, e);
            }
        }
    }

    /** True when the server printed a line with this text. */
    boolean printed(String text) {
        return logTail().contains(text);
    }

    String logTail() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long length = file.length();
            file.seek(Math.max(0, length - TAIL_BYTES));
            byte[] bytes = new byte[(int) Math.min(length, TAIL_BYTES)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    synchronized void kill() {
        if (process == null) {
            return;
        }
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList()); // Redis runs below a shell
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        try {
            for (ProcessHandle each : all) { // the shell may be gone while the server still has its port
                each.onExit().get(DEATH_SECONDS, TimeUnit.SECONDS);
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException(name + " does not die: pid " + process.pid(), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(name + ": nobody knows whether it is dead", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void close() {
        if (hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // the JVM is ending: the hook does the same work
            }
            hook = null;
        }
        killAndDelete();
    }

    private void killAndDelete() {
        kill();
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                        throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // a temporary directory that stays is the operating system's to clear
        }
    }
}
