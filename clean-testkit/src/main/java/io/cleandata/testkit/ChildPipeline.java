package io.cleandata.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link KilledPipeline} as its parent sees it. Confined to one thread. */
final class ChildPipeline implements AutoCloseable {

    private static final String OVER = "";

    private final Process process;
    private final OutputStream leave;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    ChildPipeline(Path file) {
        try {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx128m",
                            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                            "-cp",
                            System.getProperty("java.class.path"),
                            KilledPipeline.class.getName(),
                            file.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        leave = process.getOutputStream();
        Thread reader = new Thread(this::read, "child-output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // killed
        }
        lines.add(OVER);
    }

    /** The next line, or null when none comes in time. */
    @Nullable
    String next(long millis) throws InterruptedException {
        String line = lines.poll(millis, TimeUnit.MILLISECONDS);
        if (OVER.equals(line)) {
            throw new AssertionError("the child ended by itself with status " + process.waitFor());
        }
        return line;
    }

    /** Lets it go on behind one window. */
    void goOn() {
        try {
            leave.write('\n');
            leave.flush();
        } catch (IOException e) {
            // it is dead: reading will say so
        }
    }

    /** Whether it is still alive at a moment to come, or ends by itself before. */
    boolean livesUntil(Duration moment) throws InterruptedException {
        return !process.waitFor(moment.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends it as {@code kill -9} does; what it had still told. */
    List<String> kill() throws InterruptedException {
        process.toHandle().destroyForcibly(); // the process's own method would close its output before it is read
        return rest();
    }

    /** Lets it drain; its last line is its end. */
    void leave() {
        try {
            leave.close();
        } catch (IOException e) {
            // dead already
        }
    }

    /** Lets it drain; what it had still to tell. */
    List<String> stop() throws InterruptedException {
        leave();
        return rest();
    }

    private List<String> rest() throws InterruptedException {
        List<String> rest = new ArrayList<>();
        for (String line = lines.poll(60, TimeUnit.SECONDS);
                line != null && !line.equals(OVER);
                line = lines.poll(60, TimeUnit.SECONDS)) {
            rest.add(line);
        }
        process.waitFor();
        return rest;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
