package io.cleandata.detectors.bias;

import io.cleandata.model.Column;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Window;
import io.cleandata.spi.Detector;
import io.cleandata.spi.SupportsState;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares rates of each group of a protected attribute with those of all other groups.
 *
 * <p>Demographic parity: the share of favourable outcomes (of predictions, where there are any). Equalised odds: with predictions, the true and the false positive rate against the
 * outcome (Hardt, Price, Srebro, Equality of Opportunity in Supervised Learning, 2016). A gap is reported when its whole 95 % interval lies beyond
 * {@code max-gap}. Counts are of the stream with a half-life of {@code memory} samples, so that small groups are judged once enough of them came.
 * At most 100 groups are told apart.
 */
final class BiasDetector implements Detector, SupportsState {

    private static final int MAX_GROUPS = 100;
    private static final double HARM = 0.3;

    private final BiasSettings settings;
    private final Map<String, double[]> groups = new TreeMap<>();

    // what a group's counts are: samples, favourable, actual positives, of them predicted, actual negatives, of them
    // predicted
    private static final int N = 0;
    private static final int FAVOURABLE = 1;
    private static final int POSITIVES = 2;
    private static final int TRUE_POSITIVES = 3;
    private static final int NEGATIVES = 4;
    private static final int FALSE_POSITIVES = 5;
    private static final int COUNTS = 6;

    BiasDetector(BiasSettings settings) {
        this.settings = settings;
    }

    @Override
    public DetectorResult analyze(Window window) {
        Column attribute = column(window, settings.attribute());
        Column outcome = column(window, settings.outcome());
        if (attribute == null || outcome == null) {
            return DetectorResult.notAssessable(
                    "the stream has no " + (attribute == null ? settings.attribute() : settings.outcome()));
        }
        learn(window, attribute, outcome);
        DetectorResult.Builder result = DetectorResult.ofWindow();
        double widest = 0;
        boolean predicted = settings.prediction() != null;
        for (String group : groups.keySet()) {
            widest = Math.max(widest, compare(group, predicted ? "predictions" : "outcomes", FAVOURABLE, N, result));
            if (predicted) {
                widest = Math.max(widest, compare(group, "true positives", TRUE_POSITIVES, POSITIVES, result));
                widest = Math.max(widest, compare(group, "false positives", FALSE_POSITIVES, NEGATIVES, result));
            }
        }
        return result.statistic("groups", groups.size())
                .statistic("widest_gap", widest)
                .build();
    }

    private static @Nullable Column column(Window window, String name) {
        if (name.equals("label")) {
            return window.label();
        }
        return name.startsWith("metadata.") ? window.metadata(name.substring(9)) : window.feature(name);
    }

    private void learn(Window window, Column attribute, Column outcome) {
        int learnable = window.newRows() - window.redeliveredRows();
        double decay = Math.pow(0.5, (double) learnable / settings.memory());
        groups.values().forEach(counts -> {
            for (int i = 0; i < COUNTS; i++) {
                counts[i] *= decay;
            }
        });
        Column prediction = settings.prediction() == null ? null : column(window, settings.prediction());
        for (int row = window.firstNew(); row < window.size(); row++) {
            String group = window.learnable(row) ? attribute.text(row) : null;
            String actual = outcome.text(row);
            if (group == null || actual == null) {
                continue;
            }
            double[] counts = groups.get(group);
            if (counts == null) {
                if (groups.size() >= MAX_GROUPS) {
                    continue;
                }
                counts = new double[COUNTS];
                groups.put(group, counts);
            }
            boolean favourable = actual.equals(settings.positive());
            if (settings.prediction() == null) {
                counts[N]++;
                counts[FAVOURABLE] += favourable ? 1 : 0;
                continue;
            }
            String said = prediction == null ? null : prediction.text(row);
            if (said != null) {
                boolean yes = said.equals(settings.positive());
                counts[N]++;
                counts[FAVOURABLE] += yes ? 1 : 0;
                counts[favourable ? POSITIVES : NEGATIVES]++;
                counts[favourable ? TRUE_POSITIVES : FALSE_POSITIVES] += yes ? 1 : 0;
            }
        }
    }

    private double compare(String group, String what, int hits, int of, DetectorResult.Builder result) {
        double[] own = groups.getOrDefault(group, new double[COUNTS]);
        double otherHits = 0;
        double others = 0;
        for (Map.Entry<String, double[]> entry : groups.entrySet()) {
            if (!entry.getKey().equals(group)) {
                otherHits += entry.getValue()[hits];
                others += entry.getValue()[of];
            }
        }
        if (own[of] < settings.minGroup() || others < settings.minGroup()) {
            return 0;
        }
        RateGap gap = RateGap.of(own[hits], own[of], otherHits, others);
        if (gap.certainGap() > settings.maxGap()) {
            result.issue(Issue.ofWindow(
                    HARM * Math.min(1, Math.abs(gap.gap())),
                    String.format(
                            Locale.ROOT,
                            "%s %s has %.1f %% favourable %s, all others %.1f %% (difference %.1f to %.1f points)",
                            settings.attribute(),
                            group,
                            100 * gap.first(),
                            what,
                            100 * gap.second(),
                            100 * gap.low(),
                            100 * gap.high()),
                    List.of(settings.attribute())));
        }
        return Math.abs(gap.gap());
    }

    @Override
    public int stateVersion() {
        return 1;
    }

    @Override
    public void save(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeInt(groups.size());
        for (Map.Entry<String, double[]> entry : groups.entrySet()) {
            out.writeUTF(entry.getKey().length() > 10_000 ? entry.getKey().substring(0, 10_000) : entry.getKey());
            for (double count : entry.getValue()) {
                out.writeDouble(count);
            }
        }
        out.flush();
    }

    @Override
    public void restore(InputStream stream, int version) throws IOException {
        if (version != stateVersion()) {
            throw new IOException("state of version " + version + ", this build reads " + stateVersion());
        }
        DataInputStream in = new DataInputStream(stream);
        groups.clear();
        int count = in.readInt();
        for (int g = 0; g < count; g++) {
            String name = in.readUTF();
            double[] counts = new double[COUNTS];
            for (int i = 0; i < COUNTS; i++) {
                counts[i] = in.readDouble();
            }
            groups.put(name, counts);
        }
    }
}
