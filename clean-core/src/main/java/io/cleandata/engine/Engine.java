package io.cleandata.engine;

import io.cleandata.alert.AlertDispatcher;
import io.cleandata.column.ColumnLimits;
import io.cleandata.column.StreamSchema;
import io.cleandata.settings.DetectorSpec;
import io.cleandata.settings.MessageLimits;
import io.cleandata.settings.PipelineSpec;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a pipeline: its threads and what lies between them. The intake thread opens the source, runs the others, and closes everything when all is done or
 * something failed.
 */
final class Engine implements Runnable, Failure {

    private static final Logger log = LoggerFactory.getLogger(Engine.class);
    private static final long BYTES_WAITING =
            Math.min(8L << 20, Runtime.getRuntime().maxMemory() / 32);
    private static final int STEPS_WAITING = 256;
    private static final long JOIN_MILLIS = 2_000;

    private final EngineGraph graph;
    private final PipelineSpec spec;
    private final Counters counters;
    private final Memory memory;
    private final AlertDispatcher dispatcher;
    private final Intake intake;
    private final Assembler assembler;
    private final Finisher finisher;
    private final MessageForwarding forwarding;
    private final Inbox inbox = new Inbox(BYTES_WAITING);
    private final List<DetectorRunner> runners = new ArrayList<>();
    private final Resources resources = new Resources();
    private final Thread intakeThread;
    private final Thread assemblyThread;
    private final Thread finishThread;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicReference<PipelineState> state;
    private final Ticker watch;
    private final Ending ending;
    private volatile long stopBy = Long.MAX_VALUE;
    private volatile boolean stopping;
    /** Whether all windows are finished and acknowledged, so that only alerts may be left. */
    private volatile boolean analysed;

    Engine(
            EngineGraph graph,
            AtomicReference<PipelineState> state,
            Counters counters,
            MemoryFactory memories,
            AlertDispatcher dispatcher,
            List<WindowListener> listeners) {
        this.graph = graph;
        this.spec = graph.spec();
        this.state = state;
        this.counters = counters;
        this.dispatcher = dispatcher;
        this.watch = SystemTime.ofTheWorld(graph.clock(), graph.ticker());
        this.ending = new Ending(spec.name(), watch);
        for (DetectorSpec detector : spec.detectors()) {
            DetectorRunner runner =
                    new DetectorRunner(detector.name(), runners.size(), detector.timeout(), graph.pool(), watch);
            runner.detector(detector.detector()
                    .create(new EngineContext(
                            spec.name(),
                            graph.clock(),
                            graph.ticker(),
                            new ForkExecutor(graph.pool(), runner),
                            graph.pool().size(),
                            spec.pipeline().seed())));
            runners.add(runner);
        }
        try {
            this.forwarding = resources.add(new MessageForwarding(spec, graph.source(), counters));
            StreamSchema schema = schema(spec.messages());
            this.memory = memories.open(schema, runners, graph.policy());
            resources.add(memory);
            Semaphore inFlight = new Semaphore(spec.pipeline().maxWindowsInFlight());
            BlockingQueue<Step> steps = new ArrayBlockingQueue<>(STEPS_WAITING);
            this.intake = new Intake(
                    spec.name(),
                    graph.source(),
                    graph.context(),
                    inbox,
                    memory,
                    Holding.of(spec, graph.context()),
                    counters);
            this.finisher = new Finisher(new Finisher.Parts(
                    spec.name(),
                    steps,
                    inFlight,
                    spec.detectors(),
                    runners,
                    graph.scoreModel(),
                    graph.policy(),
                    listeners,
                    dispatcher,
                    forwarding,
                    memory,
                    intake::finished,
                    counters,
                    graph.clock(),
                    this));
            this.assembler = new Assembler(new Assembler.Parts(
                    spec.name(),
                    inbox,
                    steps,
                    inFlight,
                    runners,
                    graph.parser(),
                    schema,
                    () -> spec.window().windowing().create(graph.context()),
                    spec.window().keyed().orElse(null),
                    HoldLimits.of(
                            spec.window().options().maxOpen(),
                            spec.window().options().maxOpenSamples()),
                    graph.clock(),
                    graph.ticker(),
                    memory,
                    forwarding.keepsBadMessages(),
                    counters,
                    this));
            intake.assembler(assembler);
            this.intakeThread = new Thread(this, "clean-" + spec.name() + "-intake");
            this.assemblyThread = thread("assembly", assembler);
            this.finishThread = thread("finish", finisher);
        } catch (RuntimeException | Error e) {
            Exception trouble = resources.closeAll();
            if (trouble != null) {
                e.addSuppressed(trouble);
            }
            throw e;
        }
    }

    private Thread thread(String role, Runnable work) {
        Thread thread = new Thread(work, "clean-" + spec.name() + "-" + role);
        thread.setDaemon(true);
        return thread;
    }

    private static StreamSchema schema(MessageLimits limits) {
        return new StreamSchema(
                new ColumnLimits(limits.maxFeatures(), limits.maxCategories(), limits.maxText(), limits.maxVector()),
                limits.kinds());
    }

    /** Starts the threads and waits until the source is open; throws what kept it from opening. */
    void start() {
        intakeThread.start();
        try {
            opened.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(e);
        }
        Throwable cause = failure.get();
        if (cause != null && state.get() != PipelineState.RUNNING) {
            awaitClosedQuietly(JOIN_MILLIS);
            throw asException(cause);
        }
    }

    // ---------------------------------------------------------------- the intake thread

    @Override
    public void run() {
        try {
            open();
            work();
            drain();
        } catch (InterruptedException e) {
            // being given up: whoever interrupted has said why
        } catch (Throwable e) {
            if (stopping && opened.getCount() > 0) { // nobody waits for a source any more that cannot be opened
                log.info("pipeline {} is stopped before its source is open: {}", spec.name(), e.toString());
            } else {
                fail(e);
            }
        } finally {
            close();
        }
    }

    private void open() {
        resources.add(graph.pool());
        resources.add(dispatcher);
        resources.add(graph.source());
        intake.open();
        graph.pool().start();
        dispatcher.start();
        finishThread.start();
        assemblyThread.start();
        state.compareAndSet(PipelineState.STARTING, PipelineState.RUNNING);
        opened.countDown();
    }

    private void work() throws InterruptedException {
        while (!stopping && failure.get() == null && !intake.ended()) {
            intake.turn();
        }
    }

    private void drain() throws InterruptedException {
        if (failure.get() != null) {
            return;
        }
        state.compareAndSet(PipelineState.RUNNING, PipelineState.DRAINING);
        while (!intake.handOver()) {
            if (failure.get() != null) {
                return;
            }
        }
        inbox.command(assembler::end);
        while (!finisher.done().await(5, TimeUnit.MILLISECONDS)) {
            if (failure.get() != null) {
                return;
            }
            intake.acknowledge();
        }
        try {
            intake.flush();
        } finally {
            analysed = true;
            long left = stopping
                    ? stopBy - watch.read()
                    : spec.pipeline().shutdownTimeout().toNanos();
            dispatcher.drain(Duration.ofNanos(Math.max(0, left)));
        }
    }

    private void close() {
        giveUpThreads();
        join(assemblyThread);
        join(finishThread);
        ending.leavesAlerts(dispatcher.waiting(), spec.pipeline().stateDir(), dispatcher.outboxFailing());
        Exception trouble = resources.closeAll();
        Throwable cause = failure.get();
        if (trouble != null) {
            if (cause != null) {
                cause.addSuppressed(trouble);
            } else {
                log.warn("pipeline {}: not everything could be closed", spec.name(), trouble);
            }
        }
        if (cause != null) {
            log.error("pipeline {} failed: {}", spec.name(), cause.toString());
            log.debug("the failure of pipeline {}", spec.name(), cause);
        }
        over(cause == null ? PipelineState.CLOSED : PipelineState.FAILED);
    }

    private void over(PipelineState last) {
        ending.now();
        state.set(last);
        closed.countDown();
        opened.countDown();
    }

    private void giveUpThreads() {
        finisher.giveUp();
        assemblyThread.interrupt();
        finishThread.interrupt();
    }

    private static void join(Thread thread) {
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // ---------------------------------------------------------------- from any thread

    @Override
    public void fail(Throwable cause) {
        failure.compareAndSet(null, cause);
    }

    /** Asks for the end; polling stops soon. */
    void requestStop() {
        if (!stopping) {
            stopBy = watch.read() + spec.pipeline().shutdownTimeout().toNanos();
            stopping = true;
        }
    }

    /** Waits for the end, and gives everything up when the time is over. */
    void awaitDrained(Duration limit) throws InterruptedException {
        if (isOwnThread()) {
            return; // it would wait for itself
        }
        boolean begun = opened.getCount() == 0; // else nothing was taken that could be drained
        if (closed.await(begun ? limit.toNanos() : 0, TimeUnit.NANOSECONDS)
                || (analysed && closed.await(JOIN_MILLIS, TimeUnit.MILLISECONDS))) { // alerts end their wait themselves
            return;
        }
        if (begun && !analysed) {
            ending.leavesWindows(limit, counters.inFlight.get());
        }
        giveUpThreads();
        intakeThread.interrupt();
        try {
            graph.source().close();
        } catch (RuntimeException e) {
            log.warn("pipeline {}: the source could not be closed", spec.name(), e);
        }
        if (!closed.await(JOIN_MILLIS, TimeUnit.MILLISECONDS)) {
            over(PipelineState.CLOSED);
        }
    }

    private boolean isOwnThread() {
        Thread current = Thread.currentThread();
        return current == intakeThread
                || current == assemblyThread
                || current == finishThread
                || current instanceof WorkerPool.Worker
                || dispatcher.owns(current);
    }

    void awaitClosed() throws InterruptedException {
        closed.await();
        Throwable cause = failure.get();
        if (cause != null) {
            throw asException(cause);
        }
    }

    private void awaitClosedQuietly(long millis) {
        try {
            closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CleanException asException(Throwable cause) {
        if (cause instanceof CleanException known) {
            return known;
        }
        return new CleanException(CleanException.Kind.INTERNAL, "pipeline " + spec.name() + " failed: " + cause, cause);
    }

    long alertsSent() {
        return dispatcher.sent();
    }

    /** The moment of the end, or another while there is none. */
    long endedOr(long now) {
        return ending.momentOr(now);
    }

    Intake intake() {
        return intake;
    }

    @Nullable
    Throwable failure() {
        return failure.get();
    }

    /** What the end has left undone, or troubles the source, or keeps messages from being sent on; empty when all is well. */
    String trouble() {
        String left = ending.left();
        if (!left.isEmpty()) {
            return left;
        }
        return forwarding.trouble().isEmpty() ? intake.trouble() : forwarding.trouble();
    }

    /** Detectors that hang. */
    List<String> stuck() {
        return runners.stream()
                .filter(DetectorRunner::stuck)
                .map(DetectorRunner::name)
                .toList();
    }
}
