package io.cleandata.detectors.imbalance;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import io.cleandata.spi.Detector;
import io.cleandata.spi.SupportsState;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares the share of each class in a window with its share in the stream's past.
 *
 * <p>For each class a likelihood-ratio test (G, one degree of freedom) of a 2 x 2 table, window against past, corrected for the number of
 * classes (Bonferroni), and in addition a change of at least {@code min-change} by at least half: it neither screams at large windows
 * nor sleeps at small ones. A class that had at least 20 samples to be expected and has none has vanished; one that the past (of at
 * least 500 samples) never had and that has at least 5 (and 1 %) is new.
 *
 * <p>The past decays with a half-life of {@code memory} samples. At most 10,000 classes are told apart.
 */
final class ImbalanceDetector implements Detector, SupportsState {

    private static final int MAX_CLASSES = 10_000;
    private static final int ENOUGH_PAST = 500;
    private static final int MIN_WINDOW = 50;
    private static final double HARM = 0.3;
    private static final String LABEL = "label";

    private final ImbalanceSettings settings;
    private final Map<String, Double> past = new HashMap<>();
    private double total;

    ImbalanceDetector(ImbalanceSettings settings) {
        this.settings = settings;
    }

    @Override
    public DetectorResult analyze(Window window) {
        StringColumn label = window.label();
        if (label == null) {
            return DetectorResult.notAssessable("no sample has a label");
        }
        Map<String, Integer> counts = count(window, label, false);
        int n = counts.values().stream().mapToInt(Integer::intValue).sum();
        if (n == 0) {
            return DetectorResult.notAssessable("no sample of the window has a label");
        }
        DetectorResult.Builder result = DetectorResult.ofWindow();
        if (n >= MIN_WINDOW && total >= ENOUGH_PAST) {
            compare(counts, n, result);
        }
        result.statistic("classes", counts.size());
        result.statistic("labelled", n);
        result.statistic(
                "largest_share",
                counts.values().stream().mapToInt(Integer::intValue).max().orElse(0) / (double) n);
        learn(count(window, label, true));
        return result.build();
    }

    private static Map<String, Integer> count(Window window, StringColumn label, boolean learnable) {
        Map<String, Integer> counts = new TreeMap<>();
        if (label.categorical()) {
            int[] byCode = new int[label.cardinality()];
            for (int row = window.firstNew(); row < window.size(); row++) {
                int code = label.code(row);
                if (code >= 0 && (!learnable || window.learnable(row))) {
                    byCode[code]++;
                }
            }
            for (int code = 0; code < byCode.length; code++) {
                if (byCode[code] > 0) {
                    counts.put(label.value(code), byCode[code]);
                }
            }
            return counts;
        }
        for (int row = window.firstNew(); row < window.size(); row++) {
            String text = label.text(row);
            if (text != null && !label.missing(row) && (!learnable || window.learnable(row))) {
                counts.merge(text, 1, Integer::sum);
            }
        }
        return counts;
    }

    private void compare(Map<String, Integer> counts, int n, DetectorResult.Builder result) {
        List<String> faults = new ArrayList<>();
        double worst = 0;
        TreeMap<String, Integer> all = new TreeMap<>(counts);
        past.keySet().forEach(name -> all.putIfAbsent(name, 0));
        double level = settings.significance() / Math.max(1, all.size());
        for (Map.Entry<String, Integer> entry : all.entrySet()) {
            int seen = entry.getValue();
            double before = past.getOrDefault(entry.getKey(), 0.0);
            double share = seen / (double) n;
            double usual = before / total;
            String fault = null;
            if (seen == 0 && usual * n >= 20) {
                fault = String.format(
                        Locale.ROOT,
                        "class %s has vanished; %.0f samples were to be expected",
                        entry.getKey(),
                        usual * n);
            } else if (before < 0.5 && seen >= 5 && share >= 0.01) {
                fault = String.format(
                        Locale.ROOT, "class %s is new: %d samples, %.1f %%", entry.getKey(), seen, 100 * share);
            } else if (notable(share, usual) && chance(seen, n, before, total) < level) {
                fault = String.format(
                        Locale.ROOT, "class %s has %.1f %%, usually %.1f %%", entry.getKey(), 100 * share, 100 * usual);
            } else if (settings.minShare() > 0 && seen > 0 && share < settings.minShare()) {
                fault = String.format(
                        Locale.ROOT,
                        "class %s has %.2f %%, less than min-share %.2f %%",
                        entry.getKey(),
                        100 * share,
                        100 * settings.minShare());
            }
            if (fault != null) {
                faults.add(fault);
                worst = Math.max(worst, Math.max(Math.abs(share - usual), 0.05));
            }
        }
        if (!faults.isEmpty()) {
            int shown = Math.min(5, faults.size());
            String more = faults.size() > shown ? "; " + (faults.size() - shown) + " more" : "";
            result.issue(Issue.ofFeature(
                    LABEL, HARM * Math.min(1, 2 * worst), String.join("; ", faults.subList(0, shown)) + more));
        }
    }

    private boolean notable(double share, double usual) {
        double change = Math.abs(share - usual);
        return change >= settings.minChange() && change >= 0.5 * Math.min(share, usual);
    }

    /** Chance of a difference at least as large between two shares when they are equal: G test of a 2 x 2 table. */
    static double chance(double a, double n, double b, double m) {
        double pooled = (a + b) / (n + m);
        double g = 2
                * (term(a, n * pooled)
                        + term(n - a, n * (1 - pooled))
                        + term(b, m * pooled)
                        + term(m - b, m * (1 - pooled)));
        return chiSquareTail(Math.max(0, g));
    }

    private static double term(double observed, double expected) {
        return observed <= 0 ? 0 : observed * Math.log(observed / expected);
    }

    /** Upper tail of chi-squared with one degree of freedom: erfc(sqrt(x / 2)), by Numerical Recipes' erfc (relative error 1.2e-7). */
    private static double chiSquareTail(double x) {
        double z = Math.sqrt(x / 2);
        double t = 1 / (1 + 0.5 * z);
        double poly = -1.26551223
                + t
                        * (1.00002368
                                + t
                                        * (0.37409196
                                                + t
                                                        * (0.09678418
                                                                + t
                                                                        * (-0.18628806
                                                                                + t
                                                                                        * (0.27886807
                                                                                                + t
                                                                                                        * (-1.13520398
                                                                                                                + t
                                                                                                                        * (1.48851587
                                                                                                                                + t
                                                                                                                                        * (-0.82215223
                                                                                                                                                + t
                                                                                                                                                        * 0.17087277))))))));
        return t * Math.exp(-z * z + poly);
    }

    private void learn(Map<String, Integer> counts) {
        double n = counts.values().stream().mapToInt(Integer::intValue).sum();
        if (n == 0) {
            return;
        }
        double decay = Math.pow(0.5, n / settings.memory());
        past.replaceAll((name, count) -> count * decay);
        past.values().removeIf(count -> count < 0.05);
        total = 0;
        counts.forEach((name, count) -> {
            if (past.size() < MAX_CLASSES || past.containsKey(name)) {
                past.merge(name, (double) count, Double::sum);
            }
        });
        for (String name : new TreeMap<>(past).keySet()) {
            total += past.getOrDefault(name, 0.0);
        }
    }

    @Override
    public int stateVersion() {
        return 1;
    }

    @Override
    public void save(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeDouble(total);
        out.writeInt(past.size());
        for (Map.Entry<String, Double> entry : new TreeMap<>(past).entrySet()) {
            out.writeUTF(entry.getKey().length() > 10_000 ? entry.getKey().substring(0, 10_000) : entry.getKey());
            out.writeDouble(entry.getValue());
        }
        out.flush();
    }

    @Override
    public void restore(InputStream stream, int version) throws IOException {
        if (version != stateVersion()) {
            throw new IOException("state of version " + version + ", this build reads " + stateVersion());
        }
        DataInputStream in = new DataInputStream(stream);
        total = in.readDouble();
        int classes = in.readInt();
        past.clear();
        for (int i = 0; i < classes; i++) {
            past.put(in.readUTF(), in.readDouble());
        }
    }
}
