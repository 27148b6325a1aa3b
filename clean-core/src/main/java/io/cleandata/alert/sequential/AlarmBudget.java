package io.cleandata.alert.sequential;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * Turns a budget in time (one false alarm a week) into what one window may spend.
 *
 * <p>A window brings the budget of the time that windows of this pipeline take on average, so that the sum over windows is the budget of the time
 * that passed, whatever the number of keys. Until the pace is known, and where time stands still as in a replay of data without
 * timestamps, a window brings 1/10,000.
 *
 * <p><b>Threading.</b> Confined to one thread.
 */
public final class AlarmBudget {

    private static final double UNPACED = 1e-4;
    private static final double LEAST = 1e-9;
    private static final double MOST = 1e-2;
    private static final double MEMORY = 50;
    /** A silence of the stream is not saved up. */
    private static final double LONGEST = 10;

    private final double millisPerAlarm;
    private final double perWindow;
    private double pace = Double.NaN;
    private long last = Long.MIN_VALUE;

    /** A budget of one false alarm in the time given. */
    public AlarmBudget(Duration timeBetweenAlarms) {
        this(timeBetweenAlarms.toMillis(), Double.NaN);
    }

    private AlarmBudget(double millisPerAlarm, double perWindow) {
        this.millisPerAlarm = millisPerAlarm;
        this.perWindow = perWindow;
    }

    /** A budget of so many false alarms in each window, whatever the time between them. */
    public static AlarmBudget perWindow(double alarms) {
        return new AlarmBudget(Double.NaN, Math.max(LEAST, Math.min(MOST, alarms)));
    }

    /** The expected number of false alarms that the window that closes now may cause. */
    public double next(Instant closed) {
        if (!Double.isNaN(perWindow)) {
            return perWindow;
        }
        double budget = pace > 0 ? Math.max(LEAST, Math.min(MOST, pace / millisPerAlarm)) : UNPACED;
        long now = closed.toEpochMilli();
        if (last != Long.MIN_VALUE) {
            double gap = Math.max(0, now - last);
            pace = Double.isNaN(pace) ? gap : pace + (Math.min(gap, LONGEST * Math.max(pace, 1)) - pace) / MEMORY;
        }
        last = Math.max(last, now);
        return budget;
    }

    /** Writes all memory. */
    public void save(DataOutput out) throws IOException {
        out.writeDouble(pace);
        out.writeLong(last);
    }

    /** Replaces all memory by what {@link #save} wrote. */
    public void restore(DataInput in) throws IOException {
        pace = in.readDouble();
        last = in.readLong();
    }
}
