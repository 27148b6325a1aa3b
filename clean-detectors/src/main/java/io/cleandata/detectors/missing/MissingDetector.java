package io.cleandata.detectors.missing;

import io.cleandata.model.CellState;
import io.cleandata.model.Column;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import io.cleandata.spi.Detector;
import io.cleandata.spi.SupportsState;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds values that are not there although the stream usually has them.
 *
 * <p>A cell is missing when it is absent, null, empty, not a number, or holds a stand-in ({@link StandInTexts},
 * {@link NumericStandIns}). For each feature the share missing in the window is tested against what the stream has shown before
 * ({@link io.cleandata.detectors.stats.BetaBinomial}), with the false alarms divided by the number of features (Bonferroni), and is reported when it is significant and
 * has risen by {@code minRise} and by half. What the stream has shown counts as at most 2,000 samples, since shares vary from
 * window to window by more than chance. Features that rise and are missing in the same samples make one report.
 *
 * <p>A sample is flagged for each missing value that is unusual: its feature has risen, or is missing in under 2 % of all samples; a stand-in that passes
 * for a value ({@link Disguises}) where those are under 3 %. A feature that is always optional is no fault. In the first window, where nothing is known before, its own shares take that place. Windows with a risen
 * share are learnt with a tenth of the weight, so that a fault does not soon become usual.
 *
 * <p>Cost: a few nanoseconds for each cell.
 */
final class MissingDetector implements Detector, SupportsState {

    private static final int VERSION = 2;
    private static final int MOST_FEATURES = 20_000;
    private static final double WEIGHT_OF_FAULTS = 0.1;
    private static final double TOGETHER = 0.9;
    private static final int NAMED = 6;

    private final MissingSettings settings;
    private final StandInTexts texts;
    private final double[] declared;
    private final Map<String, FeatureHistory> histories = new LinkedHashMap<>();
    private double samples;

    MissingDetector(MissingSettings settings) {
        this.settings = settings;
        this.texts = new StandInTexts(settings.usualStandIns(), settings.standIns());
        this.declared = numbers(settings.standIns());
    }

    @Override
    public DetectorResult analyze(Window window) {
        int n = window.size();
        List<FeatureInWindow> features = features(window);
        if (features.isEmpty()) {
            return DetectorResult.notAssessable("no feature to watch");
        }
        double alpha = settings.falseAlarms() / features.size();
        List<FeatureInWindow> risen = new ArrayList<>();
        for (FeatureInWindow feature : features) {
            feature.judge(alpha, settings.minRise(), n);
            if (feature.rise > 0) {
                risen.add(feature);
            }
        }
        DetectorResult.Builder result = DetectorResult.ofSamples(n);
        int cells = samples(window, features, result);
        report(risen, n, result);
        learn(window, features);
        return result.statistic("missing_share", (double) cells / ((double) n * features.size()))
                .statistic("risen_features", risen.size())
                .build();
    }

    private List<FeatureInWindow> features(Window window) {
        List<FeatureInWindow> features = new ArrayList<>();
        for (Column column : window.features()) {
            if (settings.optional().contains(column.name())) {
                continue;
            }
            FeatureHistory history = histories.get(column.name());
            if (history == null) {
                if (histories.size() >= MOST_FEATURES) {
                    continue;
                }
                history = new FeatureHistory();
                // The samples before the feature's first appearance did not have it.
                history.learn((int) samples, (int) samples, 0, 1);
                histories.put(column.name(), history);
            }
            BitSet missing = missing(column, history, window.size());
            BitSet disguised = Disguises.in(column, missing, texts, this::declared);
            features.add(new FeatureInWindow(column.name(), column, history, missing, disguised));
        }
        if (!window.features().isEmpty()) {
            for (Map.Entry<String, FeatureHistory> known : histories.entrySet()) {
                if (window.feature(known.getKey()) == null) {
                    BitSet all = new BitSet();
                    all.set(0, window.size());
                    features.add(new FeatureInWindow(known.getKey(), null, known.getValue(), all, new BitSet()));
                }
            }
        }
        return features;
    }

    private BitSet missing(Column column, FeatureHistory history, int n) {
        BitSet missing = new BitSet(n);
        byte[] states = column.states();
        int mismatch = CellState.MISMATCH.ordinal();
        for (int row = 0; row < n; row++) {
            if (states[row] != 0 && (states[row] != mismatch || texts.contains(column.text(row)))) {
                missing.set(row);
            }
        }
        if (column instanceof NumericColumn numbers) {
            if (settings.learnStandIns()) {
                NumericStandIns.learn(numbers, history);
            }
            if (history.hasStandIns() || declared.length > 0) {
                double[] values = numbers.values();
                for (int row = 0; row < n; row++) {
                    if (states[row] == 0 && (history.standsForNothing(values[row]) || declared(values[row]))) {
                        missing.set(row);
                    }
                }
            }
        } else if (column instanceof StringColumn strings) {
            for (int row = 0; row < n; row++) {
                if (states[row] == 0 && texts.contains(strings.text(row))) {
                    missing.set(row);
                }
            }
        }
        return missing;
    }

    private boolean declared(double value) {
        for (double standIn : declared) {
            if (standIn == value) {
                return true;
            }
        }
        return false;
    }

    private int samples(Window window, List<FeatureInWindow> features, DetectorResult.Builder result) {
        int n = window.size();
        double[] sound = new double[n];
        Arrays.fill(sound, 1);
        int cells = 0;
        for (FeatureInWindow feature : features) {
            cells += feature.count;
            for (int row = feature.missing.nextSetBit(0); row >= 0; row = feature.missing.nextSetBit(row + 1)) {
                sound[row] *= 1 - feature.severity(row);
            }
        }
        for (int row = 0; row < n; row++) {
            result.score(row, 1 - sound[row]);
            if (sound[row] < 1 && row >= window.firstNew()) {
                result.issue(issue(row, 1 - sound[row], features));
            }
        }
        return cells;
    }

    private static Issue issue(int row, double severity, List<FeatureInWindow> features) {
        List<String> names = new ArrayList<>();
        StringBuilder reason = new StringBuilder();
        for (FeatureInWindow feature : features) {
            if (feature.severity(row) == 0) {
                continue;
            }
            names.add(feature.name);
            if (names.size() <= NAMED) {
                reason.append(names.size() == 1 ? "" : "; ").append(feature.describe(row));
            }
        }
        if (names.size() > NAMED) {
            reason.append("; and ").append(names.size() - NAMED).append(" more");
        }
        return Issue.ofSample(row, Math.min(1, severity), reason.toString(), names);
    }

    private static void report(List<FeatureInWindow> risen, int n, DetectorResult.Builder result) {
        boolean[] reported = new boolean[risen.size()];
        for (int i = 0; i < risen.size(); i++) {
            if (reported[i]) {
                continue;
            }
            FeatureInWindow first = risen.get(i);
            List<String> names = new ArrayList<>(List.of(first.name));
            for (int j = i + 1; j < risen.size(); j++) {
                if (!reported[j] && together(first.missing, risen.get(j).missing)) {
                    reported[j] = true;
                    names.add(risen.get(j).name);
                }
            }
            StringBuilder reason = new StringBuilder(first.describeRise(n));
            if (names.size() > 1) {
                reason.append("; in the same samples: ")
                        .append(String.join(", ", names.subList(1, Math.min(names.size(), 1 + NAMED))));
                if (names.size() > 1 + NAMED) {
                    reason.append(" and ").append(names.size() - 1 - NAMED).append(" more");
                }
            }
            double severity = Math.min(1, 0.15 + 0.85 * first.rise);
            result.issue(
                    names.size() == 1
                            ? Issue.ofFeature(first.name, severity, reason.toString())
                            : Issue.ofWindow(severity, reason.toString(), names));
            result.statistic("missing_share." + first.name, first.share(n));
        }
    }

    private static boolean together(BitSet a, BitSet b) {
        BitSet both = (BitSet) a.clone();
        both.and(b);
        int common = both.cardinality();
        return common >= TOGETHER * (a.cardinality() + b.cardinality() - common);
    }

    private void learn(Window window, List<FeatureInWindow> features) {
        int rows = 0;
        BitSet learnable = new BitSet();
        for (int row = window.firstNew(); row < window.size(); row++) {
            if (window.learnable(row)) {
                learnable.set(row);
                rows++;
            }
        }
        if (rows == 0) {
            return;
        }
        for (FeatureInWindow feature : features) {
            BitSet missing = (BitSet) feature.missing.clone();
            missing.and(learnable);
            BitSet disguised = (BitSet) feature.disguised.clone();
            disguised.and(learnable);
            feature.history.learn(
                    rows, missing.cardinality(), disguised.cardinality(), feature.rise > 0 ? WEIGHT_OF_FAULTS : 1);
        }
        samples = Math.min(samples + rows, FeatureHistory.HORIZON);
    }

    private static double[] numbers(List<String> texts) {
        double[] numbers = new double[texts.size()];
        int count = 0;
        for (String text : texts) {
            try {
                numbers[count] = Double.parseDouble(text.strip());
                count++;
            } catch (NumberFormatException e) {
                // A text, which the stand-in texts hold.
                continue;
            }
        }
        return Arrays.copyOf(numbers, count);
    }

    @Override
    public int stateVersion() {
        return VERSION;
    }

    @Override
    public void save(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out));
        data.writeDouble(samples);
        data.writeInt(histories.size());
        for (Map.Entry<String, FeatureHistory> entry : histories.entrySet()) {
            data.writeUTF(entry.getKey());
            entry.getValue().save(data);
        }
        data.flush();
    }

    @Override
    public void restore(InputStream in, int version) throws IOException {
        histories.clear();
        samples = 0;
        if (version != VERSION) {
            throw new IOException("state of version " + version + ", this detector reads version " + VERSION);
        }
        DataInputStream data = new DataInputStream(new BufferedInputStream(in));
        Map<String, FeatureHistory> read = new LinkedHashMap<>();
        double count = data.readDouble();
        int size = data.readInt();
        if (size < 0 || size > MOST_FEATURES) {
            throw new IOException("damaged state: " + size + " features");
        }
        for (int i = 0; i < size; i++) {
            read.put(data.readUTF(), FeatureHistory.restore(data));
        }
        histories.putAll(read);
        samples = count;
    }
}
