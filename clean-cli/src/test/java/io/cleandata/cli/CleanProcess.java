package io.cleandata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The command as a process of its own, which is the only way to try signals and exit statuses. Confined to one thread. */
final class CleanProcess implements AutoCloseable {

    private static final long LIMIT_SECONDS = 60;
    private static final long INTERRUPT_BIT = 1L << (2 - 1);

    private final Process process;
    private final BlockingQueue<String> out = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> err = new LinkedBlockingQueue<>();
    private final List<Thread> readers = new ArrayList<>();

    private CleanProcess(Process process) {
        this.process = process;
        read(process.inputReader(), out);
        read(process.errorReader(), err);
    }

    static CleanProcess start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(heedingInterrupts());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.cleandata.cli.Main"));
        command.addAll(List.of(arguments));
        return new CleanProcess(new ProcessBuilder(command).start());
    }

    /** A shell that runs the tests in the background has them ignore SIGINT, which a child inherits; here is what gives it back. */
    private static List<String> heedingInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return List.of();
        }
        boolean ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & INTERRUPT_BIT) != 0);
        return ignored ? List.of("env", "--default-signal=INT") : List.of();
    }

    private void read(BufferedReader from, BlockingQueue<String> to) {
        Thread reader = new Thread(() -> from.lines().forEach(to::add), "clean-output");
        reader.setDaemon(true);
        reader.start();
        readers.add(reader);
    }

    /** Waits until its log says this. */
    void awaitLog(String text) throws InterruptedException {
        String line = err.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        while (line != null && !line.contains(text)) {
            line = err.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        if (line == null) {
            throw new AssertionError("the log never says: " + text);
        }
    }

    /** Waits until a file that it writes has so many lines; there is nothing to be told by. */
    void awaitLines(Path file, int count) throws IOException, InterruptedException {
        while (!Files.exists(file) || Files.readAllLines(file).size() < count) {
            mustRun();
        }
    }

    /** Fails if it ends within 20 ms, with what it says of that. */
    void mustRun() throws InterruptedException {
        if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("it ended with status " + awaitExit() + "; its log: " + err);
        }
    }

    /** Sends a signal, TERM or INT; unlike {@code Process.destroy} it leaves the output open. */
    void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("sh", "-c", "kill -s " + name + " " + process.pid())
                        .inheritIO()
                        .start()
                        .waitFor())
                .as("kill -s %s", name)
                .isZero();
    }

    /** Waits for its end, and for all that it has printed. */
    int awaitExit() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end; its log: " + err);
        }
        for (Thread reader : readers) {
            reader.join();
        }
        return process.exitValue();
    }

    List<String> out() {
        return List.copyOf(out);
    }

    /** What of its log {@link #awaitLog} has not passed. */
    List<String> err() {
        return List.copyOf(err);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
