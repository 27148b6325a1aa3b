package io.cleandata.engine;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Window;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** A window on its way through the detectors. Results come from several threads, each in its own place. */
final class WindowTask implements Step {

    private final Window window;
    private final long[] sequences;
    private final long[] released;
    private final Map<String, Long> badMessages;
    private final long lateSamples;
    private final @Nullable Checkpoint checkpoint;
    private final AtomicReferenceArray<Outcome> outcomes;
    private final CountDownLatch open;
    private final long begun = SystemTime.ticker().read();

    /** A detector's result and what it cost. */
    record Outcome(DetectorResult result, double cpuMillis) {}

    /**
     * @param sequences delivery number of each row
     * @param released delivery numbers of the rows that no later window holds
     * @param checkpoint where the detectors leave their memory after this window, if it is time for that
     */
    WindowTask(
            Window window,
            long[] sequences,
            long[] released,
            Map<String, Long> badMessages,
            long lateSamples,
            @Nullable Checkpoint checkpoint,
            int detectors) {
        this.window = window;
        this.sequences = sequences;
        this.released = released;
        this.badMessages = badMessages;
        this.lateSamples = lateSamples;
        this.checkpoint = checkpoint;
        this.outcomes = new AtomicReferenceArray<>(detectors);
        this.open = new CountDownLatch(detectors);
    }

    Window window() {
        return window;
    }

    /** When it was made, by the machine's ticker, for what is measured. */
    long begun() {
        return begun;
    }

    long sequence(int row) {
        return sequences[row];
    }

    long[] released() {
        return released;
    }

    Map<String, Long> badMessages() {
        return badMessages;
    }

    long lateSamples() {
        return lateSamples;
    }

    @Nullable
    Checkpoint checkpoint() {
        return checkpoint;
    }

    /** Files a detector's result; the first one counts. */
    void complete(int detector, DetectorResult result, double cpuMillis) {
        if (outcomes.compareAndSet(detector, null, new Outcome(result, cpuMillis))) {
            open.countDown();
        }
    }

    @Nullable
    Outcome outcome(int detector) {
        return outcomes.get(detector);
    }

    /** Waits until all detectors are done. */
    boolean await(long nanos) throws InterruptedException {
        return open.await(nanos, TimeUnit.NANOSECONDS);
    }
}
