package io.cleandata.engine;

import io.cleandata.model.DetectorReport;
import io.cleandata.model.Issue;
import io.cleandata.model.Message;
import io.cleandata.model.Window;
import io.cleandata.model.WindowReport;
import io.cleandata.spi.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pipeline's running figures. Any thread may add and read. */
final class Counters {

    private static final Logger log = LoggerFactory.getLogger(Counters.class);
    private static final int LOGGED_BAD_MESSAGES = 5;
    private static final long LOG_AGAIN_NANOS = 60_000_000_000L;
    private static final int MAX_REASONS = 100;

    /** Marks a message that is a sample in its windows, or was counted by an earlier run. */
    static final byte PLAIN = 0;
    /** Marks a late sample. */
    static final byte LATE = 1;
    /** The first mark of bad messages: one for each reason. */
    private static final int FIRST_BAD = 2;

    final LongAdder messages = new LongAdder();
    final LongAdder bytes = new LongAdder();
    final LongAdder redelivered = new LongAdder();
    final LongAdder returned = new LongAdder();
    final LongAdder late = new LongAdder();
    private final LongAdder lateReturned = new LongAdder();
    final LongAdder windows = new LongAdder();
    final LongAdder issues = new LongAdder();
    final LongAdder alerts = new LongAdder();
    final LongAdder overflowed = new LongAdder();
    final LongAdder repeatedKeys = new LongAdder();
    final LongAdder acknowledged = new LongAdder();
    final LongAdder listenerFailures = new LongAdder();
    final AtomicInteger inFlight = new AtomicInteger();
    private final Map<String, LongAdder> bad = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> badReturned = new ConcurrentHashMap<>();
    private final List<String> reasons = new CopyOnWriteArrayList<>();
    final Map<String, LongAdder> issuesByDetector = new ConcurrentHashMap<>();
    final Map<String, LongAdder> failuresByDetector = new ConcurrentHashMap<>();
    final Map<String, LongAdder> closedEarly = new ConcurrentHashMap<>();
    final Map<String, LongAdder> source = new ConcurrentHashMap<>();
    volatile double score = Double.NaN;
    /** Broker's times of the oldest and newest message that is not analysed; {@link Message#NO_TIMESTAMP} when there is none, or without a time. */
    volatile long oldestWaiting = Message.NO_TIMESTAMP;

    volatile long newestWaiting = Message.NO_TIMESTAMP;
    private @Nullable Timer poll;
    private @Nullable MultiGauge partitionLag;
    private final Map<String, Timer> detectorTimes = new ConcurrentHashMap<>();
    private @Nullable Timer analysis;
    private @Nullable Timer latency;

    private final String pipeline;
    private final Ticker ticker;
    private MeterRegistry registry = new CompositeMeterRegistry();
    private Tags tags = Tags.empty();
    private int logged;
    private long logSince;

    Counters(String pipeline, Ticker ticker) {
        this.pipeline = pipeline;
        this.ticker = ticker;
    }

    void messages(int count, int redeliveredOnes, long size) {
        messages.add(count - redeliveredOnes);
        redelivered.add(redeliveredOnes);
        bytes.add(size);
    }

    /** Counts a bad message, and logs a few; answers with its mark. Assembly thread. */
    byte bad(String reason, Message message, String detail) {
        byte mark = PLAIN;
        if (!message.redelivered()) {
            String name = reason(reason);
            bad.computeIfAbsent(name, r -> meter("clean.messages.bad", "Bad messages", "reason", r))
                    .increment();
            mark = mark(name);
        }
        if (logged >= LOGGED_BAD_MESSAGES && ticker.read() - logSince > LOG_AGAIN_NANOS) {
            logged = 0;
        }
        if (logged < LOGGED_BAD_MESSAGES) {
            if (logged++ == 0) {
                logSince = ticker.read();
            }
            log.info(
                    "pipeline {}: bad message at {} {}: {}: {}",
                    pipeline,
                    message.partition(),
                    message.position(),
                    reason,
                    LogText.of(detail));
        }
        return mark;
    }

    /** A reason, or another name where there are too many for a label. */
    String reason(String reason) {
        return bad.size() < MAX_REASONS || bad.containsKey(reason) ? reason : "other";
    }

    private byte mark(String reason) {
        int known = reasons.indexOf(reason);
        if (known < 0) {
            known = reasons.size();
            reasons.add(reason);
        }
        return (byte) (FIRST_BAD + known);
    }

    void late() {
        late.increment();
    }

    /** Takes note of what was given back with its partition and will be counted once more. Finisher only. */
    void returned(byte[] marks, BitSet fresh) {
        returned.add(fresh.cardinality());
        for (int i = fresh.nextSetBit(0); i >= 0; i = fresh.nextSetBit(i + 1)) {
            if (marks[i] == LATE) {
                lateReturned.increment();
            } else if (marks[i] >= FIRST_BAD) {
                badReturned
                        .computeIfAbsent(reasons.get(marks[i] - FIRST_BAD), r -> new LongAdder())
                        .increment();
            }
        }
    }

    /** Messages taken, without those that were given back. */
    long total() {
        return messages.sum() - returned.sum();
    }

    /** Bad messages by reason, without those that were given back. */
    Map<String, Long> badMessages() {
        Map<String, Long> sums = sums(bad);
        sums(badReturned).forEach((reason, count) -> sums.merge(reason, -count, Long::sum));
        sums.values().removeIf(count -> count <= 0);
        return sums;
    }

    /** Late samples, without those that were given back. */
    long lateSamples() {
        return late.sum() - lateReturned.sum();
    }

    void overflowed() {
        overflowed.increment();
    }

    void closedEarly(String why) {
        closedEarly
                .computeIfAbsent(
                        why,
                        r -> meter(
                                "clean.windows.closed.early", "Windows closed before their rule was met", "limit", r))
                .increment();
    }

    void source(String what, long amount) {
        if (source.size() < MAX_REASONS || source.containsKey(what)) {
            source.computeIfAbsent(what, w -> meter("clean.source.events", "What the source counts", "event", w))
                    .add(amount);
        }
    }

    void windowOpened() {
        inFlight.incrementAndGet();
    }

    void windowDone(WindowReport report) {
        inFlight.decrementAndGet();
        windows.increment();
        if (!Double.isNaN(report.score())) {
            score = report.score();
        }
        alerts.add(report.alerts().size());
        int firstNew = report.window().firstNew();
        for (DetectorReport detector : report.detectors().values()) {
            long found = 0;
            for (Issue issue : detector.result().issues()) {
                found += issue.scope() != Issue.Scope.SAMPLE || issue.row() >= firstNew ? 1 : 0;
            }
            issues.add(found);
            detectorTimes
                    .computeIfAbsent(
                            detector.detector(),
                            d -> Timer.builder("clean.detector")
                                    .tags(tags.and("detector", d))
                                    .description("CPU time of a detector on a window")
                                    .register(registry))
                    .record((long) (1e6 * detector.cpuMillis()), TimeUnit.NANOSECONDS);
            issuesByDetector
                    .computeIfAbsent(detector.detector(), d -> meter("clean.issues", "Faults found", "detector", d))
                    .add(found);
            if (detector.result().status() == io.cleandata.model.DetectorResult.Status.FAILED) {
                failuresByDetector
                        .computeIfAbsent(
                                detector.detector(),
                                d -> meter(
                                        "clean.detector.failures", "Windows on which a detector failed", "detector", d))
                        .increment();
            }
        }
    }

    /** Notes the time that a window took, and how long its first new message had been on its way where that is known. */
    void timed(WindowTask task, long nowMillis) {
        analysis().record(SystemTime.ticker().read() - task.begun(), TimeUnit.NANOSECONDS);
        Window window = task.window();
        long sent = window.firstNew() < window.size()
                ? window.message(window.firstNew()).timestamp()
                : Message.NO_TIMESTAMP;
        if (sent != Message.NO_TIMESTAMP) {
            latency().record(Math.max(0, nowMillis - sent), TimeUnit.MILLISECONDS);
        }
    }

    private Timer analysis() {
        Timer made = analysis;
        if (made == null) {
            made = EngineMeters.timer(
                    registry, tags, "clean.window.analysis", "Time from a window's closing to the end of its analysis");
            analysis = made;
        }
        return made;
    }

    private Timer latency() {
        Timer made = latency;
        if (made == null) {
            made = EngineMeters.timer(
                    registry,
                    tags,
                    "clean.end.to.end.latency",
                    "Time from the timestamp of a window's first message to the end of the window's analysis");
            latency = made;
        }
        return made;
    }

    /** Shows all counters that come up from now on as meters. Once, before the start. */
    void bindTo(MeterRegistry meters, Tags common) {
        registry = meters;
        tags = common;
    }

    /** Takes note of what is not analysed. Finisher only. */
    void waiting(long oldest, long newest) {
        oldestWaiting = oldest;
        newestWaiting = newest;
    }

    /** Takes note of a poll's time. Intake thread only. */
    void polled(long nanos) {
        Timer timer = poll;
        if (timer == null) {
            timer = Timer.builder("clean.source.poll")
                    .tags(tags)
                    .description("Time of a poll of the source, waiting included")
                    .register(registry);
            poll = timer;
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Shows the lag of each partition, while there are not too many of them for a label. Intake thread only. */
    void lag(Map<String, Long> byPartition) {
        MultiGauge gauge = partitionLag;
        if (gauge == null) {
            gauge = MultiGauge.builder("clean.source.partition.lag.messages")
                    .tags(tags)
                    .description("Messages that wait in the source, by partition; only while there are at most "
                            + MAX_REASONS)
                    .register(registry);
            partitionLag = gauge;
        }
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        if (byPartition.size() <= MAX_REASONS) {
            byPartition.forEach((partition, lag) -> rows.add(MultiGauge.Row.of(Tags.of("partition", partition), lag)));
        }
        gauge.register(rows, true);
    }

    private LongAdder meter(String name, String what, String tag, String value) {
        LongAdder adder = new LongAdder();
        EngineMeters.counter(registry, tags.and(tag, value), name, what, adder);
        return adder;
    }

    static Map<String, Long> sums(Map<String, LongAdder> adders) {
        Map<String, Long> sums = new TreeMap<>();
        adders.forEach((name, adder) -> sums.put(name, adder.sum()));
        return sums;
    }
}
