package io.cleandata.engine;

import io.cleandata.model.Message;
import io.cleandata.model.Position;
import io.cleandata.spi.Batch;
import io.cleandata.spi.PluginContext;
import io.cleandata.spi.Source;
import io.cleandata.spi.SourceContext;
import io.cleandata.spi.SupportsLag;
import io.cleandata.spi.SupportsPause;
import io.cleandata.spi.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the intake thread does with the source: polls, pauses, acknowledges, answers when partitions are lost. All of the source's calls but close come from here. */
final class Intake implements SourceContext {

    private static final Logger log = LoggerFactory.getLogger(Intake.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSED_POLL = Duration.ofMillis(10);
    private static final long PATIENCE_NANOS = 20_000_000;
    private static final long REVOKE_LIMIT_SECONDS = 10;
    private static final long LAG_EVERY_NANOS = 5_000_000_000L;

    private final String pipeline;
    private final Source source;
    private final PluginContext plugin;
    private final Inbox inbox;
    private final Memory memory;
    private final Holding holding;
    private final Counters counters;
    private final Ticker ticker = SystemTime.ticker();
    private final ConcurrentLinkedQueue<List<Message>> toAcknowledge = new ConcurrentLinkedQueue<>();
    private @Nullable Assembler assembler;
    private List<Message> pending = new ArrayList<>();
    private boolean paused;
    private boolean ended;
    private boolean over;
    private final ArrayDeque<List<Message>> acknowledgeFirst = new ArrayDeque<>();
    private long lagRead = SystemTime.ticker().read() - LAG_EVERY_NANOS;
    private volatile Map<String, Long> lag = Map.of();
    private volatile String health = "";

    Intake(
            String pipeline,
            Source source,
            PluginContext plugin,
            Inbox inbox,
            Memory memory,
            Holding holding,
            Counters counters) {
        this.pipeline = pipeline;
        this.source = source;
        this.plugin = plugin;
        this.inbox = inbox;
        this.memory = memory;
        this.holding = holding;
        this.counters = counters;
    }

    void assembler(Assembler assembler) {
        this.assembler = assembler;
    }

    void open() {
        source.open(this);
    }

    /** Whether the source has said that it ended and all of it was handed over. */
    boolean ended() {
        return ended && pending.isEmpty();
    }

    /** One turn: acknowledges, hands over what is pending, or polls. */
    void turn() throws InterruptedException {
        acknowledge();
        readLag();
        if (!pending.isEmpty()) {
            if (inbox.offer(pending, paused ? 0 : PATIENCE_NANOS)) {
                pending = new ArrayList<>();
                resume();
            } else if (source instanceof SupportsPause pausing) {
                if (!paused) {
                    pausing.pause();
                    paused = true;
                }
                poll(PAUSED_POLL); // its group membership lives on
            }
        } else if (!ended) {
            resume(); // what was pending may have gone with its partition
            poll(POLL);
        }
    }

    private void poll(Duration limit) throws InterruptedException {
        long begin = ticker.read();
        Batch batch = source.poll(limit);
        counters.polled(ticker.read() - begin);
        add(batch);
    }

    private void add(Batch batch) {
        if (!batch.messages().isEmpty()) {
            if (pending.isEmpty()) {
                pending = batch.messages();
            } else { // a paused source still had some
                List<Message> all = new ArrayList<>(pending);
                all.addAll(batch.messages());
                pending = all;
            }
        }
        ended |= batch.ended();
    }

    private void resume() {
        if (paused && source instanceof SupportsPause pausing) {
            pausing.resume();
            paused = false;
        }
    }

    private void readLag() {
        if (source instanceof SupportsLag knowing && ticker.read() - lagRead >= LAG_EVERY_NANOS) {
            lagRead = ticker.read();
            try {
                lag = Map.copyOf(knowing.lag());
                counters.lag(lag);
            } catch (RuntimeException e) {
                log.debug("pipeline {}: the source could not tell its lag", pipeline, e);
            }
        }
    }

    /** Hands over what is pending although polling has ended; whether all of it is handed over. */
    boolean handOver() throws InterruptedException {
        acknowledge();
        if (!pending.isEmpty() && inbox.offer(pending, PATIENCE_NANOS)) {
            pending = new ArrayList<>();
        }
        return pending.isEmpty();
    }

    /** Acknowledges what the finisher is done with. */
    void acknowledge() {
        for (List<Message> done = nextFinished(); done != null; done = nextFinished()) {
            source.acknowledge(done);
        }
    }

    private @Nullable List<Message> nextFinished() {
        List<Message> first = acknowledgeFirst.poll();
        return first != null ? first : toAcknowledge.poll();
    }

    /** Carries out all acknowledgements. */
    void flush() {
        over = true;
        acknowledge();
        source.flush();
    }

    /** Called by the finisher. */
    void finished(List<Message> messages) {
        toAcknowledge.add(messages);
    }

    Map<String, Long> lag() {
        return lag;
    }

    String trouble() {
        return health;
    }

    // ---------------------------------------------------------------- what the source asks, on the intake thread

    @Override
    public PluginContext plugin() {
        return plugin;
    }

    @Override
    public List<Message> revoked(Collection<String> partitions) {
        Set<String> lost = Set.copyOf(partitions);
        List<Message> kept = new ArrayList<>(pending);
        kept.removeIf(message -> lost.contains(message.partition()));
        pending = kept;
        Assembler windows = assembler;
        if (windows == null || over) { // at the end, all that is finished is with the source already
            return List.of();
        }
        CompletableFuture<List<Message>> answer = new CompletableFuture<>();
        inbox.command(() -> windows.revoke(new Step.Revoked(lost, answer)));
        List<Message> late = List.of();
        try {
            late = answer.get(REVOKE_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            log.warn(
                    "pipeline {}: windows in analysis hold messages of lost partitions {} for too long; they will be read again by their new owner",
                    pipeline,
                    lost);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Message> finished = new ArrayList<>();
        List<Message> others = new ArrayList<>();
        for (List<Message> done = nextFinished(); done != null; done = nextFinished()) {
            for (Message message : done) {
                (lost.contains(message.partition()) ? finished : others).add(message);
            }
        }
        if (!others.isEmpty()) { // in their turn: the source is in the middle of a poll
            acknowledgeFirst.add(others);
        }
        finished.addAll(late);
        return finished;
    }

    @Override
    public void assigned(Collection<String> partitions) {
        Assembler windows = assembler;
        if (windows != null) {
            List<String> added = List.copyOf(partitions);
            inbox.command(() -> windows.assign(added));
        }
    }

    @Override
    public Optional<Position> analysed(String partition) {
        return memory.finished(partition);
    }

    @Override
    public boolean remembers() {
        return memory != Memory.none();
    }

    @Override
    public Duration longestHold() {
        return holding.longest();
    }

    @Override
    public long mostHeld() {
        return holding.most();
    }

    @Override
    public void health(String trouble) {
        if (!trouble.equals(health)) {
            if (trouble.isEmpty()) {
                log.info("pipeline {}: the source is well again", pipeline);
            } else {
                log.warn("pipeline {}: {}", pipeline, trouble);
            }
        }
        health = trouble;
    }

    @Override
    public void count(String what, long amount) {
        counters.source(what, amount);
    }
}
