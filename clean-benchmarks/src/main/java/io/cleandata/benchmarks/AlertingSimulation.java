package io.cleandata.benchmarks;

import io.cleandata.alert.sequential.MeanTest;
import io.cleandata.alert.sequential.Verdict;
import io.cleandata.benchmarks.SimulatedWindows.Kind;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Simulates when the sequential test alarms: how often falsely, and how soon rightly. Seeded; prints the tables of {@code docs/alerting.md}.
 *
 * <p>Threshold 0.80, a budget of one false alarm in 10,000 windows. False alarms: 100,000 windows at the true quality given, each alarm followed by
 * the recovery. Delay: 100 windows without an alarm at the quality before, then windows at the quality after until the alarm, 1000 times;
 * the window of the change counts as 1. {@link BestPossible} tells what limits it. The last table runs the whole alert policy, as a pipeline does, with its budget of one false alert a week and a
 * window each minute, which is about the same budget.
 *
 * <p>Argument: a number that all seeds are moved by (default 0, as in the page's tables).
 */
public final class AlertingSimulation {

    private static final double THRESHOLD = 0.80;
    private static final double BUDGET = 1e-4;
    private static final int WINDOWS = 100_000;
    private static final int RUNS = 1000;

    private final PrintStream out;

    private final long seed;

    private AlertingSimulation(PrintStream out, long seed) {
        this.out = out;
        this.seed = seed;
    }

    /** Prints all tables. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        AlertingSimulation simulation =
                new AlertingSimulation(out, arguments.length > 0 ? Long.parseLong(arguments[0]) : 0);
        simulation.falseAlarms();
        simulation.coldStart();
        simulation.delays();
        simulation.bestPossible();
        simulation.degradation();
        simulation.recovery();
        simulation.policy();
    }

    private SplittableRandom random(long base) {
        return new SplittableRandom(base + 1000 * seed);
    }

    private void falseAlarms() {
        out.println("False alarms in 100,000 windows (upper 95 % bound of the rate per window; budget 1.0e-04)");
        out.println("| n | windows | quality .80 | quality .81 | quality .82 | raw threshold at .81 |");
        out.println("| --- | --- | --- | --- | --- | --- |");
        for (int n : new int[] {1000, 200}) {
            for (Kind kind : Kind.values()) {
                StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "| %d | %s |", n, name(kind)));
                int raw = 0;
                for (double quality : new double[] {0.80, 0.81, 0.82}) {
                    SimulatedWindows windows = new SimulatedWindows(kind, n, random(7));
                    MeanTest test = new MeanTest(THRESHOLD, false, false);
                    int alarms = 0;
                    for (int t = 0; t < WINDOWS; t++) {
                        double share = windows.next(quality);
                        Verdict verdict = test.add(share, windows.within(share), BUDGET);
                        alarms += verdict == Verdict.BEYOND ? 1 : 0;
                        raw += quality == 0.81 && share < THRESHOLD ? 1 : 0;
                    }
                    row.append(String.format(Locale.ROOT, " %d (%.1e) |", alarms, upperBound(alarms) / WINDOWS));
                }
                out.println(row.append(String.format(Locale.ROOT, " %d |", raw)));
            }
        }
    }

    private void coldStart() {
        out.println();
        out.println("False alarms in the first 50 windows of 2000 streams at .81 (100,000 windows, no past)");
        out.println("| n | windows | alarms |");
        out.println("| --- | --- | --- |");
        for (int n : new int[] {1000, 200}) {
            for (Kind kind : Kind.values()) {
                SplittableRandom random = random(5);
                int alarms = 0;
                for (int run = 0; run < 2000; run++) {
                    SimulatedWindows windows = new SimulatedWindows(kind, n, random);
                    MeanTest test = new MeanTest(THRESHOLD, false, false);
                    for (int t = 0; t < 50; t++) {
                        double share = windows.next(0.81);
                        alarms += test.add(share, windows.within(share), BUDGET) == Verdict.BEYOND ? 1 : 0;
                    }
                }
                out.println(String.format(
                        Locale.ROOT, "| %d | %s | %d (%.1e) |", n, name(kind), alarms, upperBound(alarms) / WINDOWS));
            }
        }
    }

    private void delays() {
        out.println();
        out.println("Mean delay in windows (first window of the change = 1), from .82 / from .95");
        out.println("| n | windows | to .78 | to .75 | to .70 | to .50 |");
        out.println("| --- | --- | --- | --- | --- | --- |");
        for (int n : new int[] {1000, 200}) {
            for (Kind kind : Kind.values()) {
                StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "| %d | %s |", n, name(kind)));
                for (double after : new double[] {0.78, 0.75, 0.70, 0.50}) {
                    row.append(String.format(
                            Locale.ROOT,
                            " %.2f / %.2f |",
                            delay(kind, n, 0.82, after, THRESHOLD, false, Verdict.BEYOND),
                            delay(kind, n, 0.95, after, THRESHOLD, false, Verdict.BEYOND)));
                }
                out.println(row);
            }
        }
    }

    private void bestPossible() {
        out.println();
        out.println(
                "Best possible: mean delay from .82 of a test that knows all but the time of the change, with one alarm in 10,000"
                        + " windows at .80 / at .81");
        out.println("| n | windows | to .75 | to .70 |");
        out.println("| --- | --- | --- | --- |");
        for (int n : new int[] {1000, 200}) {
            for (Kind kind : Kind.values()) {
                BestPossible threshold = new BestPossible(kind, n, THRESHOLD, random(31));
                BestPossible above = new BestPossible(kind, n, 0.81, random(37));
                StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "| %d | %s |", n, name(kind)));
                for (double after : new double[] {0.75, 0.70}) {
                    row.append(String.format(
                            Locale.ROOT, " %.2f / %.2f |", threshold.delay(0.82, after), above.delay(0.82, after)));
                }
                out.println(row);
            }
        }
    }

    private void degradation() {
        out.println();
        out.println(
                "Degradation against the own past, threshold .80 kept: false alarms at a steady .95 in 100,000 windows, mean"
                        + " delay from .95 to .88");
        out.println("| n | windows | false alarms | delay |");
        out.println("| --- | --- | --- | --- |");
        for (int n : new int[] {1000, 200}) {
            for (Kind kind : Kind.values()) {
                SimulatedWindows windows = new SimulatedWindows(kind, n, random(17));
                MeanTest test = new MeanTest(THRESHOLD, false, true);
                int alarms = 0;
                for (int t = 0; t < WINDOWS; t++) {
                    double share = windows.next(0.95);
                    Verdict verdict = test.add(share, windows.within(share), BUDGET);
                    alarms += verdict == Verdict.DEGRADED || verdict == Verdict.BEYOND ? 1 : 0;
                }
                out.println(String.format(
                        Locale.ROOT,
                        "| %d | %s | %d (%.1e) | %.2f |",
                        n,
                        name(kind),
                        alarms,
                        upperBound(alarms) / WINDOWS,
                        delay(kind, n, 0.95, 0.88, THRESHOLD, true, Verdict.DEGRADED)));
            }
        }
    }

    private void recovery() {
        out.println();
        out.println("Recovery from .70: mean windows until announced, at the true quality after");
        out.println("| n | windows | .82 | .85 | .95 |");
        out.println("| --- | --- | --- | --- | --- |");
        for (int n : new int[] {1000, 200}) {
            for (Kind kind : Kind.values()) {
                StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "| %d | %s |", n, name(kind)));
                for (double after : new double[] {0.82, 0.85, 0.95}) {
                    row.append(String.format(Locale.ROOT, " %.1f |", recoveryDelay(kind, n, after)));
                }
                out.println(row);
            }
        }
    }

    private double delay(
            Kind kind, int n, double before, double after, double threshold, boolean againstPast, Verdict wanted) {
        SplittableRandom random = random(11);
        double sum = 0;
        for (int run = 0; run < RUNS; ) {
            SimulatedWindows windows = new SimulatedWindows(kind, n, random);
            MeanTest test = new MeanTest(threshold, false, againstPast);
            boolean quiet = true;
            for (int t = 0; t < 100; t++) {
                double share = windows.next(before);
                quiet &= test.add(share, windows.within(share), BUDGET) == Verdict.NONE;
            }
            if (!quiet) {
                continue;
            }
            run++;
            int windowsUntil = 0;
            Verdict verdict = Verdict.NONE;
            while (verdict != wanted && windowsUntil < 5000) {
                windowsUntil++;
                double share = windows.next(after);
                verdict = test.add(share, windows.within(share), BUDGET);
            }
            sum += windowsUntil;
        }
        return sum / RUNS;
    }

    private double recoveryDelay(Kind kind, int n, double after) {
        SplittableRandom random = random(13);
        double sum = 0;
        for (int run = 0; run < RUNS; ) {
            SimulatedWindows windows = new SimulatedWindows(kind, n, random);
            MeanTest test = new MeanTest(THRESHOLD, false, false);
            boolean open = false;
            for (int t = 0; t < 120; t++) {
                double share = windows.next(t < 100 ? 0.95 : 0.70);
                Verdict verdict = test.add(share, windows.within(share), BUDGET);
                open = verdict == Verdict.BEYOND || (open && verdict != Verdict.BACK);
            }
            if (!open) {
                continue;
            }
            run++;
            int until = 0;
            Verdict verdict = Verdict.NONE;
            while (verdict != Verdict.BACK && until < 5000) {
                until++;
                double share = windows.next(after);
                verdict = test.add(share, windows.within(share), BUDGET);
            }
            sum += until;
        }
        return sum / RUNS;
    }

    private void policy() {
        out.println();
        out.println(
                "The whole policy, false-alerts 1/week, a window a minute: alerts in 100,000 windows at a steady quality, and mean windows"
                        + " until the first alert after 100 windows at .95");
        out.println("| n | windows | alerts at .81 | at .82 | at .95 | from .95 to .75 | to .70 | to .50 |");
        out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (int n : new int[] {1000, 200}) {
            for (Kind kind : Kind.values()) {
                StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "| %d | %s |", n, name(kind)));
                for (double quality : new double[] {0.81, 0.82, 0.95}) {
                    PolicyRun run = new PolicyRun(new SimulatedWindows(kind, n, random(23)), n);
                    int alerts = 0;
                    for (int t = 0; t < WINDOWS; t++) {
                        alerts += run.opens(quality) ? 1 : 0;
                    }
                    row.append(String.format(Locale.ROOT, " %d |", alerts));
                }
                for (double after : new double[] {0.75, 0.70, 0.50}) {
                    row.append(String.format(Locale.ROOT, " %.2f |", policyDelay(kind, n, after)));
                }
                out.println(row);
            }
        }
    }

    private double policyDelay(Kind kind, int n, double after) {
        SplittableRandom random = random(29);
        double sum = 0;
        int runs = RUNS / 4;
        for (int done = 0; done < runs; ) {
            PolicyRun run = new PolicyRun(new SimulatedWindows(kind, n, random), n);
            boolean quiet = true;
            for (int t = 0; t < 100; t++) {
                quiet &= !run.opens(0.95);
            }
            if (quiet) {
                done++;
                do {
                    sum++;
                } while (!run.opens(after));
            }
        }
        return sum / runs;
    }

    private static String name(Kind kind) {
        return switch (kind) {
            case BINOMIAL -> "binomial";
            case BETA_BINOMIAL -> "beta-binomial, rho .01";
            case AR1 -> "AR(1) .5";
            case AR1_BETA_BINOMIAL -> "AR(1) .5 and rho .01";
        };
    }

    /** The upper 95 % bound of a Poisson mean. */
    private static double upperBound(int count) {
        double low = count;
        double high = count + 20 + 6 * Math.sqrt(count);
        for (int i = 0; i < 60; i++) {
            double mean = (low + high) / 2;
            double term = Math.exp(-mean);
            double sum = term;
            for (int k = 1; k <= count; k++) {
                term *= mean / k;
                sum += term;
            }
            if (sum > 0.05) {
                low = mean;
            } else {
                high = mean;
            }
        }
        return high;
    }
}
