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

    private final Rule rule;
    private final MeanTest test;
    private long number;
    private @Nullable Cause open;
    private Severity severity = Severity.WARNING;
    private boolean announced;
    private long announcedAt;
    private int beyondInRow;
    private int soundInRow;
    private int criticalInRow;
    private double value = Double.NaN;
    private long usedAt;

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
                boolean first = open == null;
                number += first ? 1 : 0;
                open = Cause.THRESHOLD;
                severity = worst ? Severity.CRITICAL : Severity.WARNING;
                return change(first ? AlertState.OPENED : AlertState.ESCALATED, false);
            }
            case DEGRADED -> {
                number++;
                open = Cause.DEGRADATION;
                severity = Severity.WARNING;
                return change(AlertState.OPENED, false);
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

    /** Opens or closes an incident that is a plain fact and takes no test, such as a score that is absent. */
    @Nullable
    Change fact(boolean bad, Severity how, long now, long cooldown, boolean silenced) {
        value = Double.NaN;
        Change change = null;
        if (bad && open == null) {
            number++;
            open = Cause.THRESHOLD;
            severity = how;
            change = change(AlertState.OPENED, false);
        } else if (bad) {
            change = change(AlertState.REPEATED, false);
        } else if (open != null) {
            change = change(AlertState.RECOVERED, false);
            open = null;
        }
        return announce(change, now, cooldown, silenced);
    }

    private Change change(AlertState state, boolean settled) {
        Cause cause = open == null ? Cause.THRESHOLD : open;
        double boundary = cause == Cause.DEGRADATION ? test.degradationLimit() : rule.threshold();
        return new Change(state, severity, cause, settled, boundary, test.usual());
    }

    /** An incident is announced when it opens, or when the silence over it ends; repeated after a cooldown; its end only if its beginning was. */
    private @Nullable Change announce(@Nullable Change change, long now, long cooldown, boolean silenced) {
        if (change == null) {
            return null;
        }
        switch (change.state()) {
            case OPENED -> announced = false;
            case RECOVERED -> {
                boolean tell = announced && !silenced;
                announced = false;
                return tell ? change : null;
            }
            case REPEATED -> {
                if (announced && now - announcedAt < cooldown) {
                    return null;
                }
            }
            case ESCALATED -> {}
        }
        if (silenced) {
            return null;
        }
        Change told = announced || change.state() == AlertState.OPENED
                ? change
                : new Change(
                        AlertState.OPENED, change.severity(), change.cause(), false, change.boundary(), change.usual());
        announced = true;
        announcedAt = now;
        return told;
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

    boolean open() {
        return open != null;
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
        out.writeByte(open == null ? -1 : open.ordinal());
        out.writeByte(severity.ordinal());
        out.writeBoolean(announced);
        out.writeLong(announcedAt);
        out.writeInt(beyondInRow);
        out.writeInt(soundInRow);
        out.writeInt(criticalInRow);
        out.writeDouble(value);
    }

    void restore(DataInput in) throws IOException {
        test.restore(in);
        number = in.readLong();
        int cause = in.readByte();
        open = cause < 0 ? null : Cause.values()[Math.min(cause, Cause.values().length - 1)];
        severity = in.readByte() == Severity.CRITICAL.ordinal() ? Severity.CRITICAL : Severity.WARNING;
        announced = in.readBoolean();
        announcedAt = in.readLong();
        beyondInRow = in.readInt();
        soundInRow = in.readInt();
        criticalInRow = in.readInt();
        value = in.readDouble();
    }
}
