package io.cleandata.engine;

import io.cleandata.model.Message;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * What the assembly thread hands on, in the order in which it happened: to the finisher what was placed, then the windows that it filled; windows to the detectors
 * too. Waits when so many windows are in analysis as may be. Confined to the assembly thread.
 */
final class Handover {

    private static final int PLACED_AT_MOST = 1024;

    private final BlockingQueue<Step> steps;
    private final Semaphore inFlight;
    private final List<DetectorRunner> runners;
    private final Counters counters;
    private final ArrayDeque<Step> emitted = new ArrayDeque<>();
    private Step.Placed placed = new Step.Placed();

    Handover(BlockingQueue<Step> steps, Semaphore inFlight, List<DetectorRunner> runners, Counters counters) {
        this.steps = steps;
        this.inFlight = inFlight;
        this.runners = runners;
        this.counters = counters;
    }

    /** A message in its turn, with the number of panes that took it and what it was counted as. */
    void placed(Message message, int panes, byte mark) {
        placed.add(message, panes, mark);
    }

    /** A bad message to be sent on, before it is placed. */
    void bad(BadMessage message) {
        placed.bad(message);
    }

    /** A window, or what panes let go. */
    void emitted(Step step) {
        emitted.add(step);
    }

    /** Whether the next {@link #send} hands something on. */
    boolean due() {
        return !emitted.isEmpty() || placed.size() >= PLACED_AT_MOST;
    }

    /** Whether some of what was placed can be acknowledged without a window. */
    boolean anyFree() {
        return placed.free() > 0;
    }

    /** Hands on what is worth it: what was placed if it is much, can be acknowledged or filled a window, and all windows. */
    void send() throws InterruptedException {
        if (due() || anyFree()) {
            flush();
        }
        for (Step step = emitted.poll(); step != null; step = emitted.poll()) {
            if (step instanceof WindowTask task) {
                inFlight.acquire();
                counters.windowOpened();
                steps.put(task);
                if (task.window().size() > 0) {
                    for (DetectorRunner runner : runners) {
                        runner.submit(task);
                    }
                }
            } else {
                steps.put(step);
            }
        }
    }

    /** Hands on what was placed, however little it is. */
    void flush() throws InterruptedException {
        if (placed.size() > 0) {
            steps.put(placed);
            placed = new Step.Placed();
        }
    }

    /** Hands on all, and then something that must come behind it. */
    void sendBehindAll(Step last) throws InterruptedException {
        flush();
        send();
        steps.put(last);
    }
}
