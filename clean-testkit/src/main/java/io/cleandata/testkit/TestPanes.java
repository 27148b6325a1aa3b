package io.cleandata.testkit;

import io.cleandata.model.Window;
import io.cleandata.spi.Arrival;
import io.cleandata.spi.Pane;
import io.cleandata.spi.Panes;
import io.cleandata.spi.Windowing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Panes for tests of a windowing: samples are numbers, counted up from 0 as they arrive, and time moves when told. What was emitted
 * stands in {@link #windows()}.
 */
public final class TestPanes implements Panes {

    /**
     * One emitted window.
     *
     * @param samples numbers of its samples, in order
     * @param fresh how many of them, the last ones, no window of the pane showed before
     * @param partial whether it was smaller than the rule wants
     * @param from begin of its span, or {@link Window#NO_TIMESTAMP}
     * @param to end of its span, or {@link Window#NO_TIMESTAMP}
     */
    public record Emitted(List<Long> samples, int fresh, boolean partial, long from, long to) {}

    private record Held(long number, String partition, long timestamp, long nanos, long millis, boolean shown) {
        long moment() {
            return timestamp == Window.NO_TIMESTAMP ? millis : timestamp;
        }

        Held asShown() {
            return new Held(number, partition, timestamp, nanos, millis, true);
        }
    }

    private final Windowing windowing;
    private final List<TestPane> open = new ArrayList<>();
    private final List<Emitted> windows = new ArrayList<>();
    private final List<Long> late = new ArrayList<>();
    private final TreeSet<String> partitions = new TreeSet<>();
    private final long startMillis = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private long nanos;
    private long count;
    private Held current = new Held(-1, "", Window.NO_TIMESTAMP, 0, 0, false);

    /** Panes of a windowing, which {@link #arrive}, {@link #advance} and {@link #end} call. */
    public TestPanes(Windowing windowing) {
        this.windowing = windowing;
    }

    /** A sample without event time arrives in partition "p". */
    public long arrive() {
        return arrive("p", Window.NO_TIMESTAMP);
    }

    /** A sample arrives; returns its number. */
    public long arrive(String partition, long timestamp) {
        partitions.add(partition);
        current = new Held(count, partition, timestamp, nanos, wallClock(), false);
        windowing.add(
                new Arrival() {
                    @Override
                    public long timestamp() {
                        return timestamp;
                    }

                    @Override
                    public String partition() {
                        return partition;
                    }
                },
                this);
        return count++;
    }

    /** Lets time pass without a sample, ticking at each deadline on the way. */
    public void advance(Duration by) {
        long target = nanos + by.toNanos();
        for (int i = 0; i < 100_000 && windowing.nextDeadline() <= target; i++) {
            long before = windowing.nextDeadline();
            nanos = Math.max(nanos, before);
            windowing.tick(this);
            if (windowing.nextDeadline() <= before && before <= nanos && i > 0) {
                throw new AssertionError("the deadline " + before + " stays where it was after a tick at " + nanos
                        + "; it would be ticked for ever");
            }
        }
        nanos = target;
        windowing.tick(this);
    }

    /** Lets time pass in which nobody looks at the time, as when analysis is behind or the machine sleeps; then looks at it. */
    public void sleep(Duration by) {
        nanos += by.toNanos();
        windowing.tick(this);
    }

    /** The stream ends. */
    public void end() {
        windowing.end(this);
    }

    /** A partition is lost: its samples leave the open panes. */
    public void lose(String partition) {
        partitions.remove(partition);
        open.forEach(pane -> pane.held.removeIf(h -> h.partition().equals(partition)));
    }

    /** What was emitted, in order. */
    public List<Emitted> windows() {
        return List.copyOf(windows);
    }

    /** Numbers of the samples that were reported late. */
    public List<Long> lateSamples() {
        return List.copyOf(late);
    }

    /** How many samples stand in panes that no window has shown yet. */
    public int waiting() {
        return open.stream().mapToInt(TestPane::fresh).sum();
    }

    @Override
    public long now() {
        return nanos;
    }

    @Override
    public long wallClock() {
        return startMillis + nanos / 1_000_000;
    }

    @Override
    public Pane open() {
        TestPane pane = new TestPane();
        open.add(pane);
        return pane;
    }

    @Override
    public void late() {
        late.add(current.number());
    }

    @Override
    public Collection<String> partitions() {
        return List.copyOf(partitions);
    }

    private final class TestPane implements Pane {
        private List<Held> held = new ArrayList<>();

        @Override
        public void add() {
            held.add(current);
        }

        @Override
        public int size() {
            return held.size();
        }

        @Override
        public int fresh() {
            return (int) held.stream().filter(h -> !h.shown()).count();
        }

        @Override
        public long oldest() {
            return held.stream()
                    .filter(h -> !h.shown())
                    .mapToLong(Held::nanos)
                    .min()
                    .orElse(Long.MAX_VALUE);
        }

        @Override
        public long earliest() {
            return held.stream()
                    .filter(h -> !h.shown())
                    .mapToLong(Held::moment)
                    .min()
                    .orElse(Long.MAX_VALUE);
        }

        @Override
        public void emit(int keep, boolean partial) {
            if (fresh() > 0) {
                show(h -> true, partial, Window.NO_TIMESTAMP, Window.NO_TIMESTAMP);
                held = new ArrayList<>(held.subList(Math.max(0, held.size() - keep), held.size()));
            }
        }

        @Override
        public void emitKeepingSince(long epochMillis, boolean partial) {
            if (fresh() > 0) {
                show(h -> true, partial, Window.NO_TIMESTAMP, Window.NO_TIMESTAMP);
            }
            held.removeIf(h -> h.millis() < epochMillis);
        }

        @Override
        public void emitSpan(long from, long to, long keepFrom, boolean partial) {
            if (held.stream().anyMatch(h -> !h.shown() && h.moment() < to)) {
                show(h -> h.moment() < to, partial, from, to);
            }
            held.removeIf(h -> h.moment() < to && h.moment() < keepFrom);
        }

        private void show(Predicate<Held> which, boolean partial, long from, long to) {
            List<Long> numbers = new ArrayList<>();
            int fresh = 0;
            List<Held> after = new ArrayList<>();
            for (Held sample : held) {
                boolean shown = which.test(sample);
                if (shown) {
                    numbers.add(sample.number());
                    fresh += sample.shown() ? 0 : 1;
                }
                after.add(shown ? sample.asShown() : sample);
            }
            held = after;
            windows.add(new Emitted(List.copyOf(numbers), fresh, partial, from, to));
        }
    }
}
