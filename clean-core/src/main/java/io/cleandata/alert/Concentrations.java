package io.cleandata.alert;

import io.cleandata.model.Alert.Concentration;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds metadata values that faulty samples have more often than the window's other samples.
 *
 * <p>One-sided exact test of each value's count among the faulty (hypergeometric, Fisher), times the number of values that were compared (Bonferroni):
 * values are chosen for comparison by their count in the whole window, which says nothing about faults.
 */
final class Concentrations {

    private static final int MIN_COUNT = 3;
    private static final int MAX_VALUES = 2000;
    private static final int MAX_FOUND = 5;
    private static final double SIGNIFICANCE = 0.01;
    private static final double MIN_LIFT = 1.2;
    private static final double MIN_LOSS = 0.05;

    private record Candidate(String field, String value, int faulty, int all) {}

    private Concentrations() {}

    /** The most significant first; {@code loss} is what each row's faults take from it. */
    static List<Concentration> find(Window window, double[] loss) {
        int rows = window.newRows();
        int faulty = 0;
        for (int row = window.firstNew(); row < window.size(); row++) {
            faulty += loss[row] >= MIN_LOSS ? 1 : 0;
        }
        if (faulty < MIN_COUNT || faulty == rows) {
            return List.of();
        }
        List<Candidate> candidates = new ArrayList<>();
        for (StringColumn column : window.metadata()) {
            count(window, column, loss, candidates);
        }
        double[] logFactorials = new double[rows + 1];
        for (int i = 2; i <= rows; i++) {
            logFactorials[i] = logFactorials[i - 1] + Math.log(i);
        }
        List<Concentration> found = new ArrayList<>();
        for (Candidate c : candidates) {
            double share = (double) c.faulty() / faulty;
            double lift = share * rows / c.all();
            if (c.faulty() >= MIN_COUNT && lift >= MIN_LIFT) {
                double p = Math.min(1, candidates.size() * tail(c.faulty(), faulty, c.all(), rows, logFactorials));
                if (p <= SIGNIFICANCE) {
                    found.add(new Concentration(c.field(), c.value(), share, lift, p));
                }
            }
        }
        found.sort(Comparator.comparingDouble(Concentration::pValue)
                .thenComparing(Comparator.comparingDouble(Concentration::share).reversed())
                .thenComparing(Concentration::field)
                .thenComparing(Concentration::value));
        return found.size() > MAX_FOUND ? List.copyOf(found.subList(0, MAX_FOUND)) : found;
    }

    private static void count(Window window, StringColumn column, double[] loss, List<Candidate> candidates) {
        Map<String, int[]> counts = new HashMap<>();
        for (int row = window.firstNew(); row < window.size(); row++) {
            String value = column.text(row);
            if (value == null) {
                continue;
            }
            int[] count = counts.computeIfAbsent(value, v -> new int[2]);
            count[0]++;
            count[1] += loss[row] >= MIN_LOSS ? 1 : 0;
            if (counts.size() > MAX_VALUES) {
                return; // an identifier, not a group
            }
        }
        counts.forEach((value, count) -> {
            if (count[0] >= MIN_COUNT && count[0] < window.newRows()) {
                candidates.add(new Candidate(column.name(), value, count[1], count[0]));
            }
        });
    }

    /** Probability of at least {@code hits} marked among {@code drawn} drawn without replacement from {@code total} of which {@code marked} are. */
    static double tail(int hits, int drawn, int marked, int total, double[] logFactorials) {
        double sum = 0;
        int most = Math.min(drawn, marked);
        double all = choose(total, drawn, logFactorials);
        for (int k = Math.max(hits, drawn + marked - total); k <= most; k++) {
            sum += Math.exp(choose(marked, k, logFactorials) + choose(total - marked, drawn - k, logFactorials) - all);
        }
        return Math.min(1, sum);
    }

    private static double choose(int n, int k, double[] logFactorials) {
        return logFactorials[n] - logFactorials[k] - logFactorials[n - k];
    }
}
