package io.cleandata.engine;

import io.cleandata.column.ColumnPane;
import io.cleandata.model.Window;
import io.cleandata.spi.Pane;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A pane that counts what it holds and hands windows to the assembler. Confined to the assembly thread. */
final class EnginePane implements Pane {

    /** Rows that it has room for at first: there may be many panes that hold one. */
    static final int FIRST_ROWS = 16;

    private final Assembler assembler;
    private final ColumnPane rows;
    private final @Nullable String key;
    private final KeyWindows owner;
    private boolean used;
    private boolean tracked;
    private long emittedAt;
    /** What the stream had cost, and how long it was, when the oldest row came. */
    private long costAtFirst;

    private long sequenceAtFirst;
    /** Rows, from the first on, that are kept to be shown again but no longer held back from acknowledgement. */
    private int letGo;

    EnginePane(Assembler assembler, KeyWindows owner, @Nullable String key, int capacity) {
        this.assembler = assembler;
        this.owner = owner;
        this.key = key;
        this.rows = new ColumnPane(assembler.schema(), capacity);
    }

    @Override
    public void add() {
        if (rows.size() == letGo) {
            mark();
            if (!used) { // later its room is what it needed last
                used = true;
                assembler.costsRows(FIRST_ROWS - 1);
            }
            if (!tracked) {
                tracked = true;
                owner.track(this);
            }
        }
        rows.append(assembler.row(), assembler.sequence(), assembler.nanos(), assembler.millis());
        assembler.held();
        if (fresh() >= assembler.limits().maxSamples()) {
            assembler.closedEarly("max-open-samples");
            closeEarly();
        }
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public int fresh() {
        return rows.size() - rows.shown();
    }

    @Override
    public long oldest() {
        return rows.oldestArrival();
    }

    @Override
    public long earliest() {
        long earliest = Long.MAX_VALUE;
        for (int row = rows.shown(); row < rows.size(); row++) {
            earliest = Math.min(earliest, rows.moment(row));
        }
        return earliest;
    }

    @Override
    public void emit(int keep, boolean partial) {
        if (fresh() == 0) {
            return;
        }
        Window window = build(rows, partial, Window.NO_TIMESTAMP, Window.NO_TIMESTAMP);
        long[] before = sequences(rows);
        int dropped = Math.max(0, rows.size() - keep);
        long[] released = dropped <= letGo ? new long[0] : Arrays.copyOfRange(before, letGo, dropped);
        rows.keepLast(keep);
        letGo = Math.max(0, letGo - dropped);
        mark();
        emittedAt = assembler.nanos();
        assembler.emitted(window, before, released);
    }

    @Override
    public void emitKeepingSince(long epochMillis, boolean partial) {
        long[] before = sequences(rows);
        boolean show = fresh() > 0;
        Window window = show ? build(rows, partial, Window.NO_TIMESTAMP, Window.NO_TIMESTAMP) : null;
        rows.keepArrivedSince(epochMillis);
        letGoAfter(window, before, before);
    }

    @Override
    public void emitSpan(long from, long to, long keepFrom, boolean partial) {
        long[] before = sequences(rows);
        boolean all = true;
        boolean anyFresh = false;
        for (int row = 0; row < rows.size(); row++) {
            long moment = rows.moment(row);
            boolean within = moment >= from && moment < to;
            all &= within;
            anyFresh |= within && row >= rows.shown();
        }
        Window window = null;
        long[] shown = before;
        if (anyFresh && all) {
            window = build(rows, partial, from, to);
        } else if (anyFresh) {
            ColumnPane part = rows.within(from, to);
            shown = sequences(part);
            window = build(part, partial, from, to);
        }
        rows.keepSpan(keepFrom, to);
        letGoAfter(window, before, shown);
    }

    /** Hands on a window and releases what was held before and is not any more. */
    private void letGoAfter(@Nullable Window window, long[] before, long[] shown) {
        long[] held = letGo == 0 ? before : Arrays.copyOfRange(before, letGo, before.length);
        Arrays.sort(held);
        long[] kept = sequences(rows);
        Arrays.sort(kept);
        long[] released = new long[held.length];
        int count = 0;
        int stillLetGo = 0;
        for (int i = 0; i < letGo; i++) {
            stillLetGo += Arrays.binarySearch(kept, before[i]) >= 0 ? 1 : 0;
        }
        for (long sequence : held) {
            if (Arrays.binarySearch(kept, sequence) < 0) {
                released[count++] = sequence;
            }
        }
        letGo = stillLetGo;
        mark();
        emittedAt = assembler.nanos();
        released = Arrays.copyOf(released, count);
        if (window != null) {
            assembler.emitted(window, shown, released);
        } else if (count > 0) {
            assembler.released(released);
        }
    }

    private Window build(ColumnPane from, boolean partial, long spanFrom, long spanTo) {
        return from.build(assembler.nextIndex(), key, partial, assembler.closing(), spanFrom, spanTo);
    }

    private static long[] sequences(ColumnPane pane) {
        long[] sequences = new long[pane.size()];
        for (int row = 0; row < sequences.length; row++) {
            sequences[row] = pane.sequence(row);
        }
        return sequences;
    }

    /** Shows what is fresh, in a window smaller than the rule wants, and holds nothing any more. */
    void closeEarly() {
        if (fresh() > 0) {
            emit(0, true);
        } else {
            letGo();
        }
    }

    /** Lets rows that were shown be acknowledged although they are to be shown again. */
    private void letGo() {
        int shown = rows.shown();
        if (shown > letGo) {
            long[] released = new long[shown - letGo];
            for (int i = 0; i < released.length; i++) {
                released[i] = rows.sequence(letGo + i);
            }
            letGo = shown;
            assembler.released(released);
        }
    }

    /** Since when it holds something back from acknowledgement, in the ticker's nanoseconds; {@code Long.MAX_VALUE} when it does not. */
    long holdingSince() {
        return fresh() > 0 ? rows.oldestArrival() : rows.size() > letGo ? emittedAt : Long.MAX_VALUE;
    }

    /** Whether it is empty, and if so, the owner looks after it no longer. */
    boolean forgotten() {
        if (rows.size() == 0) {
            tracked = false;
        }
        return !tracked;
    }

    /** When its oldest held row came, in the stream's cost so far; {@code Long.MAX_VALUE} when it holds nothing. */
    long costAtFirst() {
        return rows.size() == letGo ? Long.MAX_VALUE : costAtFirst;
    }

    /** The delivery number at that moment; only while it holds something. */
    long sequenceAtFirst() {
        return sequenceAtFirst;
    }

    private void mark() {
        costAtFirst = assembler.cost();
        sequenceAtFirst = assembler.sequence();
    }

    /** Drops rows of lost partitions; nobody will ask for them. */
    void remove(Set<String> partitions) {
        int gone = 0;
        for (int row = 0; row < letGo; row++) {
            gone += partitions.contains(rows.message(row).partition()) ? 1 : 0;
        }
        rows.remove(partitions);
        letGo -= gone;
    }
}
