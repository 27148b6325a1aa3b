package io.cleandata.alert;

import io.cleandata.alert.sequential.MeanTest;
import io.cleandata.alert.sequential.Verdict;
import io.cleandata.model.AlertState;
import io.cleandata.model.Severity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One metric of one key: its tests and its incident. */
final class MetricMonitor {

    /** Why an incident is open. */
    enum Cause {
        THRESHOLD,
        DEGRADATION
    }

    /** A metric's value in a window with what is known of its error. */
    record Observation(double value, double low, double high, double within, int samples) {}

    /** What a monitor is told to watch for. */
    record Rule(
            double threshold, double critical, boolean upward, boolean againstPast, boolean immediate, int forWindows) {

        boolean beyond(double value, double boundary) {
            return upward ? value > boundary : value < boundary;
        }
    }

    /** Something to announce. */
    record Change(AlertState state, Severity severity, Cause cause, boolean settled, double boundary, double usual) {}

    /** Fewer samples are no collapse, however bad they are. */
    private static final int MIN_COLLAPSE = 20;

    /** So many samples make a value beyond the critical threshold twice in a row no chance, whatever the interval says of clusters. */
    private static final int MIN_TWICE = 100;

    /** When its key was seen, where that is not known. */
    static final long UNSEEN = Long.MIN_VALUE;

    private final Rule rule;
    private final MeanTest test;
    private long number;
    private @Nullable Cause open;
    private Severity severity = Severity.WARNING;
    private boolean announced;
    /** Why the incident was open that ended in a silence: until its end is told, it is the same one to people. */
    private @Nullable Cause untoldEnd;
    /** Whether the incident got worse in a silence. */
    private boolean untoldEscalation;

    private long announcedAt;
    private int beyondInRow;
    private int soundInRow;
    private int criticalInRow;
    private double value = Double.NaN;
    private long usedAt;
    private long seenAt = UNSEEN;

    /** @param number of the last incident that is past: the next one counts on from there */
    MetricMonitor(Rule rule, long number) {
        this.rule = rule;
        this.number = number;
        this.test = new MeanTest(rule.threshold(), rule.upward(), rule.againstPast());
    }

    /** The same metric under another rule, because the settings changed: the incident goes on, the evidence begins anew. */
    MetricMonitor under(Rule other) {
        MetricMonitor monitor = new MetricMonitor(other, number);
        monitor.open = open;
        monitor.severity = severity;
        monitor.announced = announced;
        monitor.announcedAt = announcedAt;
        monitor.untoldEnd = untoldEnd;
        monitor.untoldEscalation = untoldEscalation;
        monitor.seenAt = seenAt;
        if (open != null && !Double.isNaN(value)) {
            monitor.open = Cause.THRESHOLD;
            monitor.test.force(value);
        }
        return monitor;
    }

    /**
     * Takes a window in.
     *
     * @param budget expected false alarms that it may cause
     * @param now time of its closing, in milliseconds
     * @param silenced whether nothing may be announced now
     */
    @Nullable
    Change observe(Observation seen, double budget, long now, long cooldown, boolean silenced) {
        value = seen.value();
        boolean criticalNow = seen.samples() >= MIN_COLLAPSE
                && rule.beyond(rule.upward() ? seen.low() : seen.high(), rule.critical());
        boolean far = seen.samples() >= MIN_TWICE && rule.beyond(seen.value(), rule.critical());
        criticalInRow = far ? criticalInRow + 1 : 0;
        criticalNow |= criticalInRow >= 2;
        Verdict verdict = rule.immediate() ? immediate(seen) : test.add(seen.value(), seen.within(), budget);
        if (criticalNow && verdict != Verdict.BEYOND && open != Cause.THRESHOLD) {
            test.force(seen.value());
            verdict = Verdict.BEYOND;
        }
        Change change = step(verdict, seen, criticalNow);
        return announce(change, now, cooldown, silenced);
    }

    private Verdict immediate(Observation seen) {
        if (rule.beyond(seen.value(), rule.threshold())) {
            soundInRow = 0;
            return ++beyondInRow >= rule.forWindows() && open == null ? Verdict.BEYOND : Verdict.NONE;
        }
        beyondInRow = 0;
        return ++soundInRow >= rule.forWindows() && open != null ? Verdict.BACK : Verdict.NONE;
    }

    private @Nullable Change step(Verdict verdict, Observation seen, boolean criticalNow) {
        boolean worst = criticalNow || rule.beyond(seen.value(), rule.critical());
        switch (verdict) {
            case BEYOND -> {
                Severity how = worst ? Severity.CRITICAL : Severity.WARNING;
                if (open == null) {
                    return open(Cause.THRESHOLD, how);
                }
                open = Cause.THRESHOLD;
                severity = how;
                return change(AlertState.ESCALATED, false);
            }
            case DEGRADED -> {
                return open(Cause.DEGRADATION, Severity.WARNING);
            }
            case BACK, SETTLED -> {
                Change change = change(AlertState.RECOVERED, verdict == Verdict.SETTLED);
                open = null;
                return change;
            }
            case NONE -> {
                boolean escalates = rule.immediate() ? worst : criticalNow;
                if (open == Cause.THRESHOLD && severity == Severity.WARNING && escalates) {
                    severity = Severity.CRITICAL;
                    return change(AlertState.ESCALATED, false);
                }
                return open == null ? null : change(AlertState.REPEATED, false);
            }
        }
        throw new AssertionError(verdict);
    }

    /** Opens an incident; one whose end nobody was told of goes on, as grave as it was. */
    private Change open(Cause cause, Severity how) {
        open = cause;
        if (untoldEnd == null) {
            number++;
            severity = how;
            return change(AlertState.OPENED, false);
        }
        untoldEnd = null;
        boolean worse = how.compareTo(severity) > 0;
        severity = worse ? how : severity;
        return change(worse ? AlertState.ESCALATED : AlertState.REPEATED, false);
    }

    /** Opens or closes an incident that is a plain fact and takes no test, such as a score that is absent. */
    @Nullable
    Change fact(boolean bad, Severity how, long now, long cooldown, boolean silenced) {
        value = Double.NaN;
        Change change = null;
        if (bad && open == null) {
            change = open(Cause.THRESHOLD, how);
        } else if (bad) {
            change = change(AlertState.REPEATED, false);
        } else if (open != null) {
            change = change(AlertState.RECOVERED, false);
            open = null;
        }
        return announce(change, now, cooldown, silenced);
    }

    private Change change(AlertState state, boolean settled) {
        return change(state, open == null ? Cause.THRESHOLD : open, settled);
    }

    private Change change(AlertState state, Cause cause, boolean settled) {
        double boundary = cause == Cause.DEGRADATION ? test.degradationLimit() : rule.threshold();
        return new Change(state, severity, cause, settled, boundary, test.usual());
    }

    /**
     * An incident is announced when it opens, or when the silence over it ends; repeated after a cooldown; its end only if its beginning was. What happens in a silence to an
     * incident that was announced before is told when the silence ends: else it would stay open for ever with those who were told.
     */
    private @Nullable Change announce(@Nullable Change change, long now, long cooldown, boolean silenced) {
        if (change == null) {
            return untoldEnd == null || silenced ? null : end(change(AlertState.RECOVERED, untoldEnd, false));
        }
        if (change.state() == AlertState.RECOVERED) {
            if (announced && silenced) {
                untoldEnd = change.cause();
                return null;
            }
            return announced ? end(change) : null;
        }
        announced &= change.state() != AlertState.OPENED;
        untoldEscalation |= announced && change.state() == AlertState.ESCALATED;
        boolean early = announced && !untoldEscalation && now - announcedAt < cooldown;
        if (silenced || early) {
            return null;
        }
        AlertState state =
                !announced ? AlertState.OPENED : untoldEscalation ? AlertState.ESCALATED : AlertState.REPEATED;
        announced = true;
        untoldEscalation = false;
        announcedAt = now;
        return new Change(state, change.severity(), change.cause(), false, change.boundary(), change.usual());
    }

    /** What is left to tell when the metric is no longer watched; null when nobody was told of an incident whose end is open. */
    @Nullable
    Change farewell() {
        if (!announced) {
            return null;
        }
        return untoldEnd == null ? change(AlertState.RECOVERED, false) : change(AlertState.RECOVERED, untoldEnd, false);
    }

    private Change end(Change change) {
        announced = false;
        untoldEnd = null;
        untoldEscalation = false;
        return change;
    }

    /** The number of the incident that is open, or was last. */
    long number() {
        return number;
    }

    void used(long round) {
        usedAt = round;
    }

    /** When it was used last, in rounds of the policy since its start. */
    long usedAt() {
        return usedAt;
    }

    /** The latest window of its key, or of the stream if there are no keys, closed then. */
    void seen(long time) {
        seenAt = time;
    }

    /** When the latest window of its key closed, in milliseconds; {@link #UNSEEN} where that is not known. */
    long seenAt() {
        return seenAt;
    }

    boolean open() {
        return open != null;
    }

    /** Whether people are to be told more of an incident. */
    boolean unfinished() {
        return open != null || untoldEnd != null;
    }

    double value() {
        return value;
    }

    Rule rule() {
        return rule;
    }

    double evidence() {
        if (!rule.immediate()) {
            return test.evidence();
        }
        return Math.min(1, (double) (open == null ? beyondInRow : soundInRow) / rule.forWindows());
    }

    void save(DataOutput out) throws IOException {
        test.save(out);
        out.writeLong(number);
        out.writeByte(open != null ? open.ordinal() : untoldEnd == null ? -1 : -2 - untoldEnd.ordinal());
        out.writeByte(severity.ordinal());
        out.writeByte(!announced ? 0 : untoldEscalation ? 2 : 1);
        out.writeLong(announcedAt);
        out.writeInt(beyondInRow);
        out.writeInt(soundInRow);
        out.writeInt(criticalInRow);
        out.writeDouble(value);
        out.writeLong(seenAt);
    }

    void restore(DataInput in, boolean withSeen) throws IOException {
        test.restore(in);
        number = in.readLong();
        int cause = in.readByte();
        open = cause < 0 ? null : cause(cause);
        untoldEnd = cause < -1 ? cause(-2 - cause) : null;
        severity = in.readByte() == Severity.CRITICAL.ordinal() ? Severity.CRITICAL : Severity.WARNING;
        int told = in.readByte();
        announced = told != 0;
        untoldEscalation = told == 2;
        announcedAt = in.readLong();
        beyondInRow = in.readInt();
        soundInRow = in.readInt();
        criticalInRow = in.readInt();
        value = in.readDouble();
        seenAt = withSeen ? in.readLong() : UNSEEN;
    }

    private static Cause cause(int ordinal) {
        return Cause.values()[Math.min(ordinal, Cause.values().length - 1)];
    }
}
