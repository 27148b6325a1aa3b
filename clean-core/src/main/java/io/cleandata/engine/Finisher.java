package io.cleandata.engine;

import io.cleandata.alert.AlertDispatcher;
import io.cleandata.alert.AlertPolicy;
import io.cleandata.model.Alert;
import io.cleandata.model.DetectorReport;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Message;
import io.cleandata.model.WindowReport;
import io.cleandata.score.Score;
import io.cleandata.score.ScoreModel;
import io.cleandata.settings.DetectorSpec;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The finishing thread: takes windows in order, waits for their detectors, and does what must happen once and in this order: score, report, alerts, listeners,
 * outbox, memory, acknowledgement.
 */
final class Finisher implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Finisher.class);
    private static final long WATCH_NANOS = 50_000_000;

    /** Everything around it. */
    record Parts(
            String pipeline,
            BlockingQueue<Step> steps,
            Semaphore inFlight,
            List<DetectorSpec> specs,
            List<DetectorRunner> runners,
            ScoreModel scoreModel,
            AlertPolicy policy,
            List<WindowListener> listeners,
            AlertDispatcher dispatcher,
            Forwarding forwarding,
            Memory memory,
            Consumer<List<Message>> acknowledge,
            Counters counters,
            InstantSource clock,
            Failure failure) {}

    private final Parts parts;
    private final AckRing ring = new AckRing();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean givenUp;

    Finisher(Parts parts) {
        this.parts = parts;
    }

    /** Opens when nothing follows and everything is finished. */
    CountDownLatch done() {
        return done;
    }

    /** Says that an interrupt is meant for this thread. */
    void giveUp() {
        givenUp = true;
    }

    @Override
    public void run() {
        try {
            while (done.getCount() > 0 && !givenUp) {
                take(parts.steps().take());
            }
        } catch (InterruptedException e) {
            // the pipeline is being given up
        } catch (Throwable e) {
            if (givenUp) { // what an interrupt broke is no failure of its own
                log.debug("pipeline {}: what was under way when it was given up", parts.pipeline(), e);
            } else {
                parts.failure().fail(e);
            }
        }
    }

    private void take(Step step) throws InterruptedException {
        handle(step);
        parts.counters().waiting(ring.oldest(), ring.newest());
    }

    private void handle(Step step) throws InterruptedException {
        if (step instanceof Step.Placed placed) {
            parts.forwarding().bad(placed.bad());
            for (int i = 0; i < placed.size(); i++) {
                ring.place(placed.message(i), placed.holds(i), placed.mark(i));
            }
            if (placed.free() > 0) {
                acknowledgeWithoutWindow();
            }
        } else if (step instanceof WindowTask task) {
            finish(task);
        } else if (step instanceof Step.Released released) {
            ring.release(released.sequences());
            acknowledgeWithoutWindow();
        } else if (step instanceof Step.Revoked revoked) {
            AckRing.Lost lost = ring.lose(revoked.partitions());
            parts.memory().finished(lost.finished());
            parts.counters().returned(lost.marks(), parts.memory().lost(lost.unfinished()));
            revoked.answer().complete(lost.finished());
            acknowledgeWithoutWindow();
        } else if (step instanceof Step.End end) {
            end(end);
        }
    }

    private void acknowledgeWithoutWindow() {
        List<Message> finished = ring.takeFinished();
        if (!finished.isEmpty()) {
            parts.memory().finished(finished);
            acknowledge(finished);
        }
    }

    private void acknowledge(List<Message> finished) {
        parts.counters().acknowledged.add(finished.size());
        parts.acknowledge().accept(finished);
    }

    private void finish(WindowTask task) throws InterruptedException {
        while (!task.await(WATCH_NANOS)) {
            parts.runners().forEach(DetectorRunner::giveUpIfOverdue);
        }
        WindowReport report = report(task);
        List<Alert> alerts = alerts(report);
        if (!alerts.isEmpty()) {
            report = report.withAlerts(alerts);
        }
        for (WindowListener listener : parts.listeners()) {
            tell(listener, report);
        }
        if (givenUp) { // it may be that which woke a listener: the window is not done and comes again
            throw new InterruptedException();
        }
        if (!alerts.isEmpty()) {
            parts.dispatcher().submit(alerts);
        }
        parts.forwarding().samples(report);
        parts.counters().windowDone(report);
        parts.counters().timed(task, parts.clock().millis());
        ring.release(task.released());
        List<Message> finished = ring.takeFinished();
        parts.memory().windowDone(task, finished, ring.head());
        Checkpoint checkpoint = task.checkpoint();
        if (checkpoint != null) {
            parts.memory().save(checkpoint, task.window().index());
        }
        if (!finished.isEmpty()) {
            acknowledge(finished);
        }
        parts.inFlight().release();
    }

    private WindowReport report(WindowTask task) {
        if (task.window().size() == 0) { // no detector has anything to say of it
            return report(task, Score.absent(), List.of());
        }
        List<DetectorReport> reports = new ArrayList<>();
        Map<String, DetectorResult> results = new LinkedHashMap<>();
        for (int i = 0; i < parts.specs().size(); i++) {
            DetectorSpec spec = parts.specs().get(i);
            WindowTask.Outcome outcome = task.outcome(i);
            DetectorResult result = outcome == null ? DetectorResult.failed("gave no result") : outcome.result();
            double cpu = outcome == null ? 0 : outcome.cpuMillis();
            results.put(spec.name(), result);
            reports.add(DetectorReport.of(spec.name(), spec.metric(), spec.weight(), result, task.window(), cpu));
        }
        Score score;
        try {
            score = parts.scoreModel().score(task.window(), results);
        } catch (Throwable e) { // whatever it is, the stream goes on
            log.warn(
                    "pipeline {}: the score model failed on window {}",
                    parts.pipeline(),
                    task.window().index(),
                    e);
            score = Score.absent();
        }
        return report(task, score, reports);
    }

    private WindowReport report(WindowTask task, Score score, List<DetectorReport> reports) {
        return WindowReport.of(
                parts.pipeline(),
                task.window(),
                score.value(),
                score.low(),
                score.high(),
                reports,
                task.badMessages(),
                task.lateSamples());
    }

    private List<Alert> alerts(WindowReport report) {
        try {
            return parts.policy().evaluate(report);
        } catch (Throwable e) { // whatever it is, the stream goes on
            log.error("pipeline {}: the alert policy failed on window {}", parts.pipeline(), report.index(), e);
            return List.of();
        }
    }

    private void tell(WindowListener listener, WindowReport report) {
        try {
            listener.windowAnalyzed(report.window(), report);
        } catch (Throwable e) { // a listener never harms the pipeline
            parts.counters().listenerFailures.increment();
            log.warn("pipeline {}: a listener failed on window {}", parts.pipeline(), report.index(), e);
        }
        Thread.interrupted(); // the listener's own, or it is given up
    }

    private void end(Step.End end) {
        acknowledgeWithoutWindow();
        byte[] schema = end.schema();
        if (schema != null && parts.memory() != Memory.none()) {
            Checkpoint last = new Checkpoint(schema, parts.runners().size());
            for (int i = 0; i < parts.runners().size(); i++) {
                DetectorRunner runner = parts.runners().get(i);
                byte[] memory = runner.stuck() ? null : runner.memory();
                if (memory != null) {
                    last.detector(i, memory);
                }
            }
            parts.memory().save(last, -1);
        }
        done.countDown();
    }
}
