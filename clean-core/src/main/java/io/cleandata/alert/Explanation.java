package io.cleandata.alert;

import io.cleandata.model.Alert.Concentration;
import io.cleandata.model.Alert.Contribution;
import io.cleandata.model.Alert.Example;
import io.cleandata.model.CellState;
import io.cleandata.model.Column;
import io.cleandata.model.DetectorReport;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Message;
import io.cleandata.model.Window;
import io.cleandata.model.WindowReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a window is bad: what weighs most, where it gathers, and what it looks like.
 *
 * @param detectors shares of the loss, heaviest first
 * @param features shares of the loss, heaviest first
 * @param concentrations metadata values over-represented among faulty samples
 * @param examples the worst samples, different faults first
 */
record Explanation(
        List<Contribution> detectors,
        List<Contribution> features,
        List<Concentration> concentrations,
        List<Example> examples) {

    private static final int MAX_CONTRIBUTIONS = 5;
    private static final int MAX_EXAMPLES = 5;
    private static final int MAX_FEATURES = 20;
    private static final int MAX_TEXT = 200;

    /** Explains a window, or only the part of one detector in it. */
    static Explanation of(WindowReport report, @Nullable DetectorReport only) {
        Window window = report.window();
        Map<String, Double> byDetector = new LinkedHashMap<>();
        Map<String, Double> byFeature = new LinkedHashMap<>();
        double[] loss = new double[window.size()];
        @Nullable Issue[] worst = new Issue[window.size()];
        String[] worstDetector = new String[window.size()];
        for (DetectorReport detector : report.detectors().values()) {
            if (detector.result().status() != DetectorResult.Status.OK || (only != null && only != detector)) {
                continue;
            }
            double weight = Math.max(detector.weight(), 1e-3);
            for (Issue issue : detector.result().issues()) {
                boolean sample = issue.scope() == Issue.Scope.SAMPLE;
                if (sample && issue.row() < window.firstNew()) {
                    continue;
                }
                double lost = weight * issue.severity();
                // A fault of the window takes its share from every sample.
                double total = sample ? lost : lost * window.newRows();
                byDetector.merge(detector.detector(), total, Double::sum);
                for (String feature : issue.features()) {
                    byFeature.merge(feature, total / issue.features().size(), Double::sum);
                }
                if (sample) {
                    loss[issue.row()] += lost;
                    Issue former = worst[issue.row()];
                    if (former == null || former.severity() < issue.severity()) {
                        worst[issue.row()] = issue;
                        worstDetector[issue.row()] = detector.detector();
                    }
                }
            }
        }
        return new Explanation(
                shares(byDetector),
                shares(byFeature),
                Concentrations.find(window, loss),
                examples(window, loss, worst, worstDetector));
    }

    private static List<Contribution> shares(Map<String, Double> losses) {
        double sum = 0;
        for (double loss : losses.values()) {
            sum += loss;
        }
        List<Contribution> shares = new ArrayList<>();
        for (Map.Entry<String, Double> entry : losses.entrySet()) {
            if (sum > 0) {
                shares.add(new Contribution(entry.getKey(), entry.getValue() / sum));
            }
        }
        shares.sort(Comparator.comparingDouble(Contribution::share).reversed().thenComparing(Contribution::name));
        return shares.size() > MAX_CONTRIBUTIONS ? List.copyOf(shares.subList(0, MAX_CONTRIBUTIONS)) : shares;
    }

    /** The worst sample of each detector, heaviest detector's first, then the worst of the others. */
    private static List<Example> examples(
            Window window, double[] loss, @Nullable Issue[] worst, String[] worstDetector) {
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < loss.length; row++) {
            if (worst[row] != null) {
                rows.add(row);
            }
        }
        rows.sort(Comparator.comparingDouble((Integer row) -> -loss[row]).thenComparing(Comparator.naturalOrder()));
        List<Example> examples = new ArrayList<>();
        Map<String, Integer> taken = new LinkedHashMap<>();
        for (int round = 1; round <= MAX_EXAMPLES && examples.size() < MAX_EXAMPLES; round++) {
            for (int row : rows) {
                Issue issue = worst[row];
                if (issue != null
                        && examples.size() < MAX_EXAMPLES
                        && taken.getOrDefault(worstDetector[row], 0) < round) {
                    taken.merge(worstDetector[row], 1, Integer::sum);
                    worst[row] = null;
                    examples.add(example(window, row, worstDetector[row], issue));
                }
            }
        }
        return examples;
    }

    private static Example example(Window window, int row, String detector, Issue issue) {
        Map<String, String> features = new LinkedHashMap<>();
        for (String name : issue.features()) {
            put(features, window.feature(name), row);
        }
        for (Column column : window.features()) {
            put(features, column, row);
        }
        if (window.label() != null && window.label().text(row) != null && features.size() < MAX_FEATURES + 1) {
            features.put("label", shorten(String.valueOf(window.label().text(row))));
        }
        Message message = window.message(row);
        return new Example(message.partition() + "@" + message.position(), detector, shorten(issue.reason()), features);
    }

    private static void put(Map<String, String> features, @Nullable Column column, int row) {
        if (column == null || features.size() >= MAX_FEATURES || column.state(row) == CellState.ABSENT) {
            return;
        }
        String text = column.text(row);
        features.putIfAbsent(column.name(), text == null ? "null" : shorten(text));
    }

    private static String shorten(String text) {
        if (text.length() <= MAX_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 2)) ? MAX_TEXT - 2 : MAX_TEXT - 1;
        return text.substring(0, end) + "…";
    }

    /** What weighs most and where it gathers, as further sentences; empty when nothing is known. */
    String inWords() {
        StringBuilder text = new StringBuilder();
        if (!detectors.isEmpty()) {
            List<String> parts = new ArrayList<>();
            for (Contribution part : detectors.subList(0, Math.min(3, detectors.size()))) {
                if (part.share() >= 0.1 || parts.isEmpty()) {
                    parts.add(part.name() + " (" + Math.round(100 * part.share()) + " % of the loss)");
                }
            }
            text.append(" Mostly ").append(Announcement.listing(parts)).append('.');
        }
        if (!concentrations.isEmpty()) {
            Concentration first = concentrations.get(0);
            text.append(' ')
                    .append(Math.round(100 * first.share()))
                    .append(" % of the faulty samples have ")
                    .append(first.field())
                    .append(" = ")
                    .append(first.value())
                    .append(", ")
                    .append(String.format(java.util.Locale.ROOT, "%.1f", first.lift()))
                    .append(" times its share.");
        }
        return text.toString();
    }
}
