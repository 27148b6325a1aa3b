package io.cleandata.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Window;
import io.cleandata.spi.Detector;
import io.cleandata.spi.SupportsState;
import io.cleandata.spi.Ticker;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands windows to one detector, in order and one at a time, on the pool's threads. A call that takes too long is interrupted and given
 * up, with all that it has forked; until it returns, every window's result is {@code FAILED}, for a detector is never called twice at once.
 */
final class DetectorRunner {

    private static final Logger log = LoggerFactory.getLogger(DetectorRunner.class);

    private final String name;
    private final int index;
    private final long timeoutNanos;
    private final WorkerPool pool;
    private final Ticker ticker;
    private final LongAdder forkedCpu = new LongAdder();
    private final Object lock = new Object();
    private @Nullable Detector detector;

    @GuardedBy("lock")
    private final ArrayDeque<WindowTask> waiting = new ArrayDeque<>();

    @GuardedBy("lock")
    private boolean scheduled;

    @GuardedBy("lock")
    private boolean givenUp;

    @GuardedBy("lock")
    private @Nullable WindowTask current;

    @GuardedBy("lock")
    private @Nullable Thread thread;

    @GuardedBy("lock")
    private long begun;

    private final AtomicLong failures = new AtomicLong();

    DetectorRunner(String name, int index, Duration timeout, WorkerPool pool, Ticker ticker) {
        this.name = name;
        this.index = index;
        this.timeoutNanos = timeout.toNanos();
        this.pool = pool;
        this.ticker = ticker;
    }

    /** Sets the detector, which may need this runner's executor in its constructor. */
    void detector(Detector detector) {
        this.detector = detector;
    }

    Detector detector() {
        Detector made = detector;
        if (made == null) {
            throw new IllegalStateException("detector " + name + " is not made yet");
        }
        return made;
    }

    String name() {
        return name;
    }

    void addForkedCpu(long nanos) {
        forkedCpu.add(nanos);
    }

    /** Windows on which the detector failed. */
    long failures() {
        return failures.get();
    }

    /** Takes a window; its result comes later. */
    void submit(WindowTask task) {
        boolean schedule = false;
        boolean fail = false;
        synchronized (lock) {
            if (givenUp) {
                fail = true;
            } else {
                waiting.add(task);
                schedule = !scheduled;
                scheduled = true;
            }
        }
        if (fail) {
            fail(task, "has not returned from an earlier window");
        } else if (schedule) {
            pool.execute(this::runNext);
        }
    }

    private void runNext() {
        WindowTask task;
        synchronized (lock) {
            task = waiting.poll();
            if (task == null) {
                scheduled = false;
                return;
            }
            current = task;
            thread = Thread.currentThread();
            begun = ticker.read();
        }
        run(task);
        boolean more;
        synchronized (lock) {
            current = null;
            thread = null;
            givenUp = false; // if it had been given up, it is back now
            more = !waiting.isEmpty();
            scheduled = more;
        }
        if (more) {
            pool.execute(this::runNext);
        }
    }

    private void run(WindowTask task) {
        WorkerPool.@Nullable Worker worker = Thread.currentThread() instanceof WorkerPool.Worker w ? w : null;
        if (worker != null) {
            worker.account = this;
        }
        long begin = CpuClock.read();
        DetectorResult result;
        try {
            result = checked(detector().analyze(task.window()), task.window());
            if (result.status() == DetectorResult.Status.FAILED) {
                failures.incrementAndGet();
            }
        } catch (Throwable e) { // whatever it is, the others go on
            failures.incrementAndGet();
            log.warn("detector {} failed on window {}", name, task.window().index(), e);
            result = DetectorResult.failed(e.toString());
        } finally {
            if (worker != null) {
                worker.account = null;
            }
        }
        long cpu = CpuClock.read() - begin + forkedCpu.sumThenReset();
        leaveMemory(task);
        task.complete(index, result, cpu / 1e6);
    }

    /** A result that does not fit its window would break what comes behind. */
    private static DetectorResult checked(@Nullable DetectorResult result, Window window) {
        if (result == null) {
            return DetectorResult.failed("returned null");
        }
        if (result.bySample() && result.scores().length != window.size()) {
            return DetectorResult.failed(
                    "gave scores for " + result.scores().length + " rows of a window of " + window.size());
        }
        for (Issue issue : result.issues()) {
            if (issue.scope() == Issue.Scope.SAMPLE && issue.row() >= window.size()) {
                return DetectorResult.failed("flagged row " + issue.row() + " of a window of " + window.size());
            }
        }
        return result;
    }

    private void leaveMemory(WindowTask task) {
        Checkpoint checkpoint = task.checkpoint();
        if (checkpoint != null) {
            byte[] memory = memory();
            if (memory != null) {
                checkpoint.detector(index, memory);
            }
        }
    }

    /** The detector's memory, if it has any. Only between two windows. */
    byte @Nullable [] memory() {
        if (!(detector() instanceof SupportsState memory)) {
            return null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            memory.save(out);
            return out.toByteArray();
        } catch (Throwable e) { // whatever it is, the others go on
            log.warn("detector {} could not save its memory; a restart would begin with what it saved before", name, e);
            return null;
        }
    }

    /** Whether a call has been given up and has not returned. */
    boolean stuck() {
        synchronized (lock) {
            return givenUp;
        }
    }

    /** Gives a call up that takes longer than it may, and fails all that wait behind it. */
    void giveUpIfOverdue() {
        WindowTask overdue;
        WindowTask[] behind;
        Thread stuck;
        synchronized (lock) {
            if (current == null || givenUp || thread == null || ticker.read() - begun < timeoutNanos) {
                return;
            }
            overdue = current;
            stuck = thread;
            givenUp = true;
            behind = waiting.toArray(new WindowTask[0]);
            waiting.clear();
        }
        pool.replace(stuck);
        pool.replaceWorkersFor(this);
        fail(overdue, "took longer than " + Duration.ofNanos(timeoutNanos));
        for (WindowTask task : behind) {
            fail(task, "has not returned from an earlier window");
        }
    }

    private void fail(WindowTask task, String how) {
        failures.incrementAndGet();
        log.warn("detector {} failed on window {}: {}", name, task.window().index(), how);
        task.complete(index, DetectorResult.failed(how), 0);
    }
}
