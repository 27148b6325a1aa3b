package io.cleandata.alert.sequential;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Watches the mean of one metric, 0..1: against a threshold, against its own past, and for its return.
 *
 * <p>Three questions, each with an {@link Evidence} of its own, share what is known of the metric's variation ({@link Spread}). While there is no
 * incident: is the mean beyond the threshold; has it left its own past by more than a margin. During one: is it back, by the mirrored test, or
 * by a sign test (so many windows in a row on the good side). What belongs to an excursion is learnt only when that is over ({@link Excursion}), and
 * what an incident does to the variation is forgotten with it.
 *
 * <p><b>Threading.</b> Confined to one thread.
 */
public final class MeanTest {

    /** Windows of the past that the metric is compared with. */
    private static final double PAST = 200;
    /** Windows before there is a past to compare with. */
    private static final double ENOUGH_PAST = 20;
    /** Windows after which a lasting change is the new usual. */
    private static final int SETTLES_AFTER = 500;
    /** Expected false recoveries a window. */
    private static final double RECOVERY_BUDGET = 1e-3;

    private static final double MAX_ROW_CORRELATION = 0.5;
    /** Standard deviations from the level of an incident, and windows there, that end it. */
    private static final double FAR = 5;

    private static final int FAR_WINDOWS = 3;

    private static final double DEGRADATION_SHARE = 0.25;

    private enum Phase {
        SOUND,
        BEYOND,
        DEGRADED
    }

    private final double threshold;
    private final boolean upward;
    private final boolean againstPast;
    private Spread spread = new Spread();
    /** What was known of the variation when the incident began: what a fault does to the metric says nothing of how it varies when sound. */
    private @Nullable Spread calm;

    private final Excursion excursion = new Excursion();
    private final Evidence crossing = new Evidence();
    private final Evidence falling = new Evidence();
    private final Evidence returning = new Evidence();

    private Phase phase = Phase.SOUND;
    private double past;
    private double pastWeight;
    private double reference = Double.NaN;
    private int lasting;
    private int soundInRow;
    private int farInRow;
    /** Where the metric stood when the incident began; NaN when there is none. */
    private double stood = Double.NaN;

    private double budget = 1e-4;

    /**
     * A test without a past.
     *
     * @param threshold that the mean should not be beyond; NaN for none
     * @param upward whether higher is worse, as for a rate of faults; else lower is, as for the quality
     * @param againstPast whether to test against the metric's own past too
     */
    public MeanTest(double threshold, boolean upward, boolean againstPast) {
        this.threshold = threshold;
        this.upward = upward;
        this.againstPast = againstPast;
    }

    /**
     * Takes a window in.
     *
     * @param value the metric's value
     * @param within its sampling variance, as the window's samples show it
     * @param windowBudget expected number of false alarms that the window may cause, above 0
     */
    public Verdict add(double value, double within, double windowBudget) {
        budget = Math.max(1e-12, Math.min(0.1, windowBudget));
        Verdict verdict = switch (phase) {
            case SOUND -> sound(value, within);
            case BEYOND -> beyond(value, within);
            case DEGRADED -> degraded(value, within);
        };
        return verdict;
    }

    private Verdict sound(double value, double within) {
        boolean crossed = hasThreshold() && test(crossing, threshold, value, within, budget * thresholdShare(), false);
        double limit = limit();
        boolean fell =
                !Double.isNaN(limit) && test(falling, limit, value, within, budget * (1 - thresholdShare()), false);
        double boundary = concern(limit);
        if (Double.isNaN(boundary)) {
            learn(value, within);
            return Verdict.NONE;
        }
        hold(boundary, value, within, false);
        if (crossed) {
            enter(Phase.BEYOND);
            return Verdict.BEYOND;
        }
        if (fell) {
            reference = past;
            enter(Phase.DEGRADED);
            return Verdict.DEGRADED;
        }
        int ripe = excursion.ripe();
        for (int i = 0; i < ripe; i++) {
            learn(excursion.values[i], excursion.within[i]);
        }
        excursion.drop(ripe);
        return Verdict.NONE;
    }

    private Verdict beyond(double value, double within) {
        if (!hasThreshold()) {
            // Opened from outside although the metric has no threshold any more.
            return close(Verdict.BACK);
        }
        hold(threshold, value, within, true);
        if (back(threshold, value, within)) {
            return close(Verdict.BACK);
        }
        learnRipe();
        return Verdict.NONE;
    }

    private Verdict degraded(double value, double within) {
        if (hasThreshold() && test(crossing, threshold, value, within, budget * thresholdShare(), false)) {
            crossing.reset();
            returning.reset();
            phase = Phase.BEYOND;
            return Verdict.BEYOND;
        }
        hold(limit(reference), value, within, true);
        if (back(limit(reference), value, within)) {
            return close(Verdict.BACK);
        }
        learnRipe();
        if (++lasting >= SETTLES_AFTER) {
            calm = null;
            past = spread.level();
            pastWeight = ENOUGH_PAST;
            return close(Verdict.SETTLED);
        }
        return Verdict.NONE;
    }

    /**
     * Whether the metric is on the good side of the boundary again: by the mirrored test; by a row of windows on the good side; or, sooner, because it has left the
     * level of the incident far behind.
     *
     * <p>If the mean were just on the boundary, a window would be on the good side half of the time, and after one that is there the next with probability 1/2 + asin(rho)
     * / pi (the orthant probability of a Gaussian pair): a row long enough is as unlikely as the budget. The correlation is capped, since the incident
     * itself raises its estimate. Three windows on the good side that are five standard deviations from where the incident stood end it too: should the
     * metric be no more than better, that is a new incident, whose level is nearer.
     */
    private boolean back(double boundary, double value, double within) {
        Spread known = calm == null ? spread : calm;
        boolean tested = test(known, returning, boundary, value, within, RECOVERY_BUDGET, true);
        boolean good = distance(boundary, value) < 0;
        soundInRow = good ? soundInRow + 1 : 0;
        double deviation = known.deviation(within, clamp(boundary));
        farInRow = good && distance(value, stood) > FAR * deviation ? farInRow + 1 : 0;
        double rho = Math.max(0, Math.min(MAX_ROW_CORRELATION, known.correlation()));
        double again = 0.5 + Math.asin(rho) / Math.PI;
        return tested || farInRow >= FAR_WINDOWS || soundInRow >= 1 + Math.log(2 * RECOVERY_BUDGET) / Math.log(again);
    }

    /** Tells the test that an incident began for another reason, such as one window far beyond everything. */
    public void force(double value) {
        if (phase == Phase.SOUND) {
            enter(Phase.BEYOND);
            spread.moveTo(value);
            stood = value;
        } else {
            phase = Phase.BEYOND;
            crossing.reset();
            returning.reset();
        }
    }

    private Verdict close(Verdict verdict) {
        enter(Phase.SOUND);
        reference = Double.NaN;
        return verdict;
    }

    /** Begins a phase: what led to it is learnt around its own mean, and the level is where its last windows stood. */
    private void enter(Phase next) {
        boolean over = phase != Phase.SOUND && next == Phase.SOUND;
        phase = next;
        lasting = 0;
        soundInRow = 0;
        farInRow = 0;
        stood = Double.NaN;
        if (over && calm != null) {
            spread = calm;
            calm = null;
        }
        int held = excursion.held();
        spread.learnApart(excursion.values, excursion.within, held);
        if (next != Phase.SOUND && calm == null && spread.freedom() >= ENOUGH_PAST) {
            calm = spread.copy();
        }
        if (held > 0) {
            double mean = 0;
            int recent = Math.min(3, held);
            for (int i = held - recent; i < held; i++) {
                mean += excursion.values[i] / recent;
            }
            spread.moveTo(mean);
            stood = next == Phase.SOUND ? Double.NaN : mean;
        }
        excursion.clear();
        crossing.reset();
        falling.reset();
        returning.reset();
    }

    private void hold(double boundary, double value, double within, boolean mirrored) {
        double deviations = distance(boundary, value) / spread.deviation(within, clamp(boundary));
        excursion.add(value, within, mirrored ? -deviations : deviations);
    }

    private void learnRipe() {
        int ripe = excursion.ripe();
        for (int i = 0; i < ripe; i++) {
            spread.learn(excursion.values[i], excursion.within[i]);
        }
        excursion.drop(ripe);
    }

    private boolean test(
            Evidence evidence, double boundary, double value, double within, double windowBudget, boolean mirrored) {
        return test(spread, evidence, boundary, value, within, windowBudget, mirrored);
    }

    private boolean test(
            Spread known,
            Evidence evidence,
            double boundary,
            double value,
            double within,
            double windowBudget,
            boolean mirrored) {
        double beyond = distance(boundary, value);
        Chance chance = known.chance(value, within, clamp(boundary), upward != mirrored);
        return evidence.add(mirrored ? -beyond : beyond, chance, windowBudget);
    }

    private void learn(double value, double within) {
        spread.learn(value, within);
        pastWeight = Math.min(PAST, pastWeight + 1);
        past += (value - past) / pastWeight;
    }

    /** How far a value lies beyond a boundary, on the bad side. */
    private double distance(double boundary, double value) {
        return upward ? value - boundary : boundary - value;
    }

    /** The limit of degradation for the present past; NaN while there is none. */
    private double limit() {
        return againstPast && pastWeight >= ENOUGH_PAST ? limit(past) : Double.NaN;
    }

    private double limit(double usual) {
        return upward ? usual + Math.max(0.01, usual / 2) : usual - Math.max(0.02, (1 - usual) / 4);
    }

    /** The boundary that is crossed first on the way to the bad side. */
    private double concern(double limit) {
        if (Double.isNaN(limit)) {
            return threshold;
        }
        if (!hasThreshold()) {
            return limit;
        }
        return upward ? Math.min(limit, threshold) : Math.max(limit, threshold);
    }

    private double thresholdShare() {
        return !againstPast ? 1 : hasThreshold() ? 1 - DEGRADATION_SHARE : 0;
    }

    private boolean hasThreshold() {
        return !Double.isNaN(threshold);
    }

    private static double clamp(double boundary) {
        return Math.max(0, Math.min(1, boundary));
    }

    /** How much of the evidence that an alarm, or during an incident the recovery, takes is there, 0..1. */
    public double evidence() {
        return phase == Phase.SOUND
                ? Math.max(
                        hasThreshold() ? crossing.share(budget * thresholdShare()) : 0,
                        Double.isNaN(limit()) ? 0 : falling.share(budget * (1 - thresholdShare())))
                : returning.share(RECOVERY_BUDGET);
    }

    /** What the metric usually was: before the change while it is degraded, else until now; NaN when not known yet. */
    public double usual() {
        return Double.isNaN(reference) ? (pastWeight >= ENOUGH_PAST ? past : Double.NaN) : reference;
    }

    /** The boundary of degradation; NaN when there is none yet. */
    public double degradationLimit() {
        return Double.isNaN(reference) ? limit() : limit(reference);
    }

    /** Writes all memory. */
    public void save(DataOutput out) throws IOException {
        spread.save(out);
        out.writeBoolean(calm != null);
        if (calm != null) {
            calm.save(out);
        }
        excursion.save(out);
        crossing.save(out);
        falling.save(out);
        returning.save(out);
        out.writeByte(phase.ordinal());
        out.writeDouble(past);
        out.writeDouble(pastWeight);
        out.writeDouble(reference);
        out.writeInt(lasting);
        out.writeInt(soundInRow);
        out.writeInt(farInRow);
        out.writeDouble(stood);
        out.writeDouble(budget);
    }

    /** Replaces all memory by what {@link #save} wrote. */
    public void restore(DataInput in) throws IOException {
        spread.restore(in);
        calm = in.readBoolean() ? new Spread() : null;
        if (calm != null) {
            calm.restore(in);
        }
        excursion.restore(in);
        crossing.restore(in);
        falling.restore(in);
        returning.restore(in);
        int ordinal = in.readByte();
        if (ordinal < 0 || ordinal >= Phase.values().length) {
            throw new IOException("no phase " + ordinal);
        }
        phase = Phase.values()[ordinal];
        past = in.readDouble();
        pastWeight = in.readDouble();
        reference = in.readDouble();
        lasting = in.readInt();
        soundInRow = in.readInt();
        farInRow = in.readInt();
        stood = in.readDouble();
        budget = in.readDouble();
    }
}
