package io.cleandata.cli;

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
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.cleandata.cli.Main"));
        command.addAll(List.of(arguments));
        return new CleanProcess(new ProcessBuilder(command).start());
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
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("it ended with status " + awaitExit() + "; its log: " + err);
            }
        }
    }

    /** Sends SIGTERM; unlike {@code Process.destroy} it leaves the output open. */
    void terminate() {
        process.toHandle().destroy();
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
