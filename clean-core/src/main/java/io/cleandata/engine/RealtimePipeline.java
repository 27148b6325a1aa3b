package io.cleandata.engine;

import io.cleandata.alert.AlertPolicy;
import io.cleandata.alert.AlertRoute;
import io.cleandata.alert.FileOutbox;
import io.cleandata.alert.Outbox;
import io.cleandata.alert.OutboxDispatcher;
import io.cleandata.alert.Standing;
import io.cleandata.column.StreamSchema;
import io.cleandata.file.FileProblem;
import io.cleandata.metrics.MetricsExporter;
import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Message;
import io.cleandata.model.Severity;
import io.cleandata.settings.AlertRouting;
import io.cleandata.settings.AlertSpec;
import io.cleandata.settings.PipelineSpec;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.Ticker;
import io.cleandata.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the quality of one stream: reads messages, cuts windows, finds faults, scores, alerts, acknowledges.
 *
 * <p><b>Life.</b> Built once, started once. A bounded source ends the pipeline by itself; {@link #stop} drains it. <b>Threading.</b> Any thread may call.
 */
public final class RealtimePipeline implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RealtimePipeline.class);

    /** The metric of alerts about the outbox itself. */
    private static final String OUTBOX = "outbox";

    private final EngineGraph graph;
    private final Counters counters;
    private final List<WindowListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, AlertRoute> handlers = new LinkedHashMap<>();
    private final AtomicReference<PipelineState> state = new AtomicReference<>(PipelineState.NEW);
    private final Ticker ticker;
    private final Object lock = new Object();
    private volatile @Nullable Engine engine;
    private volatile long startedAt;

    RealtimePipeline(EngineGraph graph) {
        this.graph = graph;
        this.ticker = SystemTime.ofTheWorld(graph.clock(), graph.ticker());
        this.counters = new Counters(graph.spec().name(), graph.ticker());
        for (AlertSpec alert : graph.spec().alerts()) {
            addHandler(new AlertRoute(
                    alert.name(),
                    alert.routing(),
                    alert.withExamples(),
                    alert.handler().create(graph.context())));
        }
    }

    /** Starts a pipeline in Java. */
    public static PipelineBuilder builder() {
        return new PipelineBuilder();
    }

    /** A pipeline of checked settings. */
    public static RealtimePipeline from(PipelineSpec spec) {
        return builder().spec(spec).build();
    }

    // ---------------------------------------------------------------- before the start

    /** Adds an alert handler that is quick; like all others it has a thread of its own. */
    public RealtimePipeline addAlertHandler(AlertHandler handler) {
        synchronized (lock) {
            return addAsyncAlertHandler("handler-" + (handlers.size() + 1), handler);
        }
    }

    /** Adds an alert handler under a name of its own. */
    public RealtimePipeline addAsyncAlertHandler(String name, AlertHandler handler) {
        return addAsyncAlertHandler(name, AlertRouting.all(), handler);
    }

    /** Adds an alert handler that gets some alerts, such as {@code AlertRouting.between(WARNING, WARNING)}. */
    public RealtimePipeline addAsyncAlertHandler(String name, AlertRouting routing, AlertHandler handler) {
        Objects.requireNonNull(handler, "handler");
        addHandler(new AlertRoute(name, routing, routing.examples() || !handler.leavesTheMachine(), handler));
        return this;
    }

    private void addHandler(AlertRoute route) {
        synchronized (lock) {
            beforeStart();
            if (handlers.putIfAbsent(route.name(), route) != null) {
                throw new CleanException(
                        CleanException.Kind.SETTINGS,
                        "two alert handlers are named " + route.name() + "; name them apart");
            }
        }
    }

    /** Adds a listener that is told of every window, in order. */
    public RealtimePipeline addWindowListener(WindowListener listener) {
        Objects.requireNonNull(listener, "listener");
        synchronized (lock) {
            beforeStart();
            listeners.add(listener);
        }
        return this;
    }

    /** Adds a listener of reports. */
    public RealtimePipeline addReportListener(Consumer<io.cleandata.model.WindowReport> listener) {
        return addWindowListener((window, report) -> listener.accept(report));
    }

    /** Adds an exporter of metrics. */
    public RealtimePipeline addMetricsHandler(MetricsExporter exporter) {
        Objects.requireNonNull(exporter, "exporter");
        synchronized (lock) {
            beforeStart();
            graph.exporters().add(exporter);
        }
        return this;
    }

    private void beforeStart() {
        if (state.get() != PipelineState.NEW) {
            throw new IllegalStateException("the pipeline has been started; add handlers and listeners before");
        }
    }

    // ---------------------------------------------------------------- life

    /**
     * Opens the source and begins; returns when the pipeline is running.
     *
     * @throws CleanException when something could not be opened; what had been opened is closed again
     */
    public void start() {
        Engine started;
        synchronized (lock) {
            if (!state.compareAndSet(PipelineState.NEW, PipelineState.STARTING)) {
                throw new IllegalStateException("a pipeline is started once; this one is " + state.get());
            }
            startedAt = ticker.read();
            try {
                graph.exporters().attach(graph.meters());
                EngineMeters.register(graph.meters(), this, counters);
                OutboxDispatcher dispatcher =
                        new OutboxDispatcher(List.copyOf(handlers.values()), this::outbox, ticker, this::outboxDamaged);
                EngineMeters.register(graph.meters(), this, dispatcher);
                graph.exporters().start(this);
                started = new Engine(graph, state, counters, this::memory, dispatcher, listeners);
            } catch (RuntimeException | Error e) {
                state.set(PipelineState.FAILED);
                closeExporters();
                throw e;
            }
            engine = started;
        }
        try {
            started.start();
        } catch (RuntimeException | Error e) {
            closeExporters();
            throw e;
        }
    }

    private void closeExporters() {
        graph.exporters().close(graph.meters());
    }

    /** Whether it was closed, and not only ended. */
    boolean over() {
        return graph.exporters().over();
    }

    private Memory memory(StreamSchema schema, List<DetectorRunner> runners, AlertPolicy policy) {
        String path = graph.spec().pipeline().stateDir();
        if (path == null) {
            log.info(
                    "pipeline {} has no state directory: when the process ends, positions of sources without acknowledgements, detectors' memory and"
                            + " open incidents are lost",
                    name());
            return Memory.none();
        }
        StateDirectory directory = StateDirectory.open(Path.of(path), name());
        try {
            return new StateMemory(directory, schema, runners, policy);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Alerts of an earlier run may be lost, which somebody should know. It opens and is over at once, for there is nothing to wait for. */
    private List<Alert> outboxDamaged(int places) {
        Instant now = graph.clock().instant();
        Alert opened = Alert.builder()
                .pipeline(name())
                .incident(name() + "/" + OUTBOX + "/" + now.getEpochSecond())
                .state(AlertState.OPENED)
                .severity(Severity.WARNING)
                .metric(OUTBOX)
                .value(places)
                .threshold(0)
                .message("The outbox of " + name() + " was damaged at " + places + (places == 1 ? " place" : " places")
                        + "; alerts of an earlier run that stood there are lost.")
                .time(now)
                .build();
        Alert over = opened.toBuilder()
                .state(AlertState.RECOVERED)
                .message("The outbox of " + name() + " is in order again.")
                .build();
        return List.of(opened, over);
    }

    /** Alerts outlive the process where there is a state directory. */
    private Outbox outbox() {
        String directory = graph.spec().pipeline().stateDir();
        if (directory == null) {
            return Outbox.inMemory();
        }
        try {
            return FileOutbox.open(Path.of(directory, "outbox"));
        } catch (IOException e) {
            throw new CleanException(
                    CleanException.Kind.EXTERNAL,
                    "the outbox in pipeline.state-dir " + directory + " cannot be opened: "
                            + FileProblem.words(Path.of(directory, "outbox"), e),
                    e);
        }
    }

    /** Waits until the pipeline has ended by itself or was stopped; throws what it failed of. */
    public void awaitClosed() throws InterruptedException {
        Engine running = engine;
        if (running == null) {
            throw new IllegalStateException("the pipeline has not been started");
        }
        running.awaitClosed();
    }

    /**
     * Drains and closes: polling ends, open windows are analysed as partial, alerts sent, messages acknowledged. What is not done within the shutdown timeout is
     * given up and will come again. Called by one of the pipeline's own threads, it only asks for the end.
     */
    public void stop() {
        Engine running;
        synchronized (lock) {
            running = engine;
            if (running == null) {
                state.compareAndSet(PipelineState.NEW, PipelineState.CLOSED);
                return;
            }
        }
        running.requestStop();
        try {
            running.awaitDrained(shutdownTimeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration shutdownTimeout() {
        return graph.spec().pipeline().shutdownTimeout();
    }

    /** As {@link #stop}, and closes the metrics exporters. */
    @Override
    public void close() {
        stop();
        closeExporters();
    }

    /** Drains when the process is asked to end. For applications without signal handling of their own. */
    public RealtimePipeline stopOnShutdown() {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(this::stop, "clean-" + graph.spec().name() + "-shutdown"));
        return this;
    }

    // ---------------------------------------------------------------- what it says of itself

    /** The pipeline's name. */
    public String name() {
        return graph.spec().name();
    }

    /** Its settings. */
    public PipelineSpec spec() {
        return graph.spec();
    }

    /** Where it stands. */
    public PipelineState state() {
        return Objects.requireNonNull(state.get());
    }

    /** Its figures now. */
    public PipelineMetrics metrics() {
        PipelineState now = state();
        Engine running = engine;
        double seconds = running == null ? 0 : (running.endedOr(ticker.read()) - startedAt) / 1e9;
        long total = counters.total();
        return new PipelineMetrics(
                now,
                total,
                counters.windows.sum(),
                counters.score,
                counters.issues.sum(),
                running == null ? 0 : running.alertsSent(),
                counters.badMessages(),
                Counters.sums(counters.issuesByDetector),
                counters.redelivered.sum(),
                counters.lateSamples(),
                counters.inFlight.get(),
                seconds > 0 ? total / seconds : 0,
                lag(),
                trouble());
    }

    /** Where each watched metric stands: how near it is to an alert, or an open one to its end. */
    public List<Standing> standings() {
        return graph.policy().standings();
    }

    /** Seconds since a broker's time; 0 for no time. */
    double age(long millis) {
        return millis == Message.NO_TIMESTAMP ? 0 : Math.max(0, graph.clock().millis() - millis) / 1000.0;
    }

    /** Messages that wait in the source, by partition; empty where it does not tell. */
    Map<String, Long> lag() {
        Engine running = engine;
        return running == null ? Map.of() : running.intake().lag();
    }

    /** What troubles it, empty when all is well. */
    String trouble() {
        Engine running = engine;
        if (running == null) {
            return "not started";
        }
        Throwable failure = running.failure();
        if (failure != null) {
            return String.valueOf(failure.getMessage());
        }
        List<String> stuck = running.stuck();
        if (!stuck.isEmpty()) {
            return "detectors hang: " + String.join(", ", stuck);
        }
        return running.trouble();
    }
}
