package io.cleandata.detectors.labels;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Probabilities;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import io.cleandata.spi.Detector;
import io.cleandata.spi.PluginContext;
import io.cleandata.spi.SupportsState;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds samples whose label is probably wrong, says which label was to be expected, and how sure it is.
 *
 * <p>When most labelled samples carry class probabilities of the user's own model, those are judged by
 * ({@link SentProbabilities}); otherwise a model learns in the stream ({@link LabelModel}). Samples without a label, and labels seen
 * fewer than {@code min-class-size} times, are not assessed. Where nothing can be known, it says so and flags nothing.
 */
final class LabelsDetector implements Detector, SupportsState {

    private static final int VERSION = 3;

    private final LabelsSettings settings;
    private final long seed;
    private final Forking forking;

    private final StringIds names = new StringIds();
    private final TableEncoder encoder;
    private SentProbabilities sent;
    private HabitualRate habit = new HabitualRate();
    private @Nullable LabelModel model;
    private boolean modelIsTabular;
    private boolean modelIsTextual;
    private final ShownScores shown = new ShownScores();

    LabelsDetector(LabelsSettings settings, PluginContext context) {
        this.settings = settings;
        this.seed = context.seed();
        this.forking = new Forking(context.workers(), context.parallelism());
        this.encoder = new TableEncoder(settings.exclude());
        this.sent = new SentProbabilities(settings.minClassSize());
    }

    @Override
    public DetectorResult analyze(Window window) {
        StringColumn labels = window.label();
        float[] scores = new float[window.size()];
        Arrays.fill(scores, Float.NaN);
        shown.recall(window, scores);
        if (labels == null) {
            return DetectorResult.notAssessable("the samples have no labels");
        }
        int[] rows = new int[window.newRows()];
        int[] label = new int[rows.length];
        int n = 0;
        for (int row = window.firstNew(); row < window.size(); row++) {
            int id = names.id(labels, row);
            if (id >= 0) {
                rows[n] = row;
                label[n++] = id;
            }
        }
        if (n == 0) {
            return DetectorResult.notAssessable("no sample of the window has a label");
        }
        rows = Arrays.copyOf(rows, n);
        label = Arrays.copyOf(label, n);
        Probabilities probabilities = window.probabilities();
        Judgement verdict = probabilities != null && carried(probabilities, rows) >= (n + 1) / 2
                ? bySent(window, probabilities, rows, label)
                : byModel(window, rows, label);
        if (!verdict.obstacle.isEmpty()) {
            return DetectorResult.notAssessable(verdict.obstacle);
        }
        for (int i = 0; i < n; i++) {
            scores[rows[i]] = verdict.score[i];
        }
        return result(window, scores, rows, label, verdict);
    }

    private static int carried(Probabilities probabilities, int[] rows) {
        int count = 0;
        for (int row : rows) {
            count += Float.isNaN(probabilities.value(row, 0)) ? 0 : 1;
        }
        return count;
    }

    private Judgement bySent(Window window, Probabilities probabilities, int[] rows, int[] label) {
        int n = rows.length;
        int[] with = new int[n];
        int m = 0;
        for (int i = 0; i < n; i++) {
            if (!Float.isNaN(probabilities.value(rows[i], 0))) {
                with[m++] = i;
            }
        }
        int[] sentRows = new int[m];
        int[] sentLabel = new int[m];
        boolean[] learnable = new boolean[m];
        for (int i = 0; i < m; i++) {
            sentRows[i] = rows[with[i]];
            sentLabel[i] = label[with[i]];
            learnable[i] = window.learnable(sentRows[i]);
        }
        long[] identity = encoder.identities(window, sentRows);
        Judgement part = sent.judge(probabilities, sentRows, sentLabel, learnable, identity, names);
        var whole = new Judgement(n);
        whole.obstacle = part.obstacle;
        whole.remark = part.remark;
        whole.crowded = part.crowded;
        for (int i = 0; i < m; i++) {
            whole.unknown[with[i]] = part.unknown[i];
            whole.wrong[with[i]] = part.wrong[i];
            whole.score[with[i]] = part.score[i];
            whole.expected[with[i]] = part.expected[i];
            whole.confidence[with[i]] = part.confidence[i];
            whole.equals[with[i]] = part.equals[i];
            whole.contradicted[with[i]] = part.contradicted[i];
        }
        return whole;
    }

    private Judgement byModel(Window window, int[] rows, int[] label) {
        encoder.meet(window);
        if (!encoder.tabular() && !encoder.textual()) {
            var nothing = new Judgement(rows.length);
            nothing.obstacle = "the samples have no features";
            return nothing;
        }
        LabelModel current = model;
        if (current == null || modelIsTabular != encoder.tabular() || modelIsTextual != encoder.textual()) {
            current = newModel();
        }
        current.memory().widen(encoder.categorical());
        return current.judge(encoder.encode(window, rows, label));
    }

    /** A model of the kinds of features that the stream has shown. */
    private LabelModel newModel() {
        modelIsTabular = encoder.tabular();
        modelIsTextual = encoder.textual();
        boolean[] categorical = encoder.categorical();
        // Wide tables get fewer rows, so that the memory stays within some 32 MB of numbers.
        int affordable = Math.max(500, 8_000_000 / Math.max(1, categorical.length));
        var memory = new LabelMemory(Math.min(settings.memory(), affordable), categorical, modelIsTextual);
        Experts[] experts = new Experts[(modelIsTabular ? 1 : 0) + (modelIsTextual ? 1 : 0)];
        if (modelIsTabular) {
            experts[0] = new TableExperts(memory, settings.trees(), settings.randomFeatures(), seed, forking);
        }
        if (modelIsTextual) {
            experts[experts.length - 1] = new TextExperts(memory, forking);
        }
        model = new LabelModel(settings.minClassSize(), memory, experts);
        return model;
    }

    private DetectorResult result(Window window, float[] scores, int[] rows, int[] label, Judgement verdict) {
        DetectorResult.Builder result = DetectorResult.ofSamples(window.size());
        for (int row = 0; row < scores.length; row++) {
            if (!Float.isNaN(scores[row])) {
                result.score(row, scores[row]);
            }
        }
        int assessed = 0;
        double wrong = 0;
        for (double q : verdict.wrong) {
            if (!Double.isNaN(q)) {
                assessed++;
                wrong += q;
            }
        }
        double suspects = 0;
        double newSuspects = 0;
        int newAssessed = 0;
        for (int i = 0; i < rows.length; i++) {
            double q = verdict.wrong[i];
            if (Double.isNaN(q)) {
                continue;
            }
            boolean learnable = window.learnable(rows[i]);
            newAssessed += learnable ? 1 : 0;
            if (flagged(verdict, i)) {
                suspects += q;
                newSuspects += learnable ? q : 0;
            }
        }
        double harm = habit.harm(suspects, assessed);
        habit.learn(newSuspects, newAssessed);
        for (int i = 0; i < rows.length; i++) {
            if (flagged(verdict, i)) {
                double severity = Math.min(1, verdict.wrong[i] * harm);
                result.issue(Issue.ofSample(rows[i], severity, reason(label[i], verdict, i)));
            }
        }
        Interval noise = Interval.wilson(wrong, assessed);
        Unassessed unassessed = Unassessed.of(verdict, label, names, settings.minClassSize());
        return result.note(verdict.remark.isEmpty() ? unassessed.note() : verdict.remark)
                .statistic("assessed", assessed)
                .statistic("labels_not_assessed", unassessed.labels())
                .statistic("noise_rate", noise.middle())
                .statistic("noise_rate_low", noise.low())
                .statistic("noise_rate_high", noise.high())
                .build();
    }

    /**
     * Two equal records that merely contradict each other are both flagged where equal records agree almost always, for one of the
     * labels is wrong; elsewhere neither is.
     */
    private boolean flagged(Judgement verdict, int i) {
        double q = verdict.wrong[i];
        double least = verdict.equals[i] == 0 ? 0 : verdict.contradicted[i] ? 0.45 : 0.55;
        return q >= settings.flagAbove() && q > least;
    }

    private String reason(int label, Judgement verdict, int i) {
        String start = "label is " + names.string(label) + ", ";
        String expected = names.string(verdict.expected[i]);
        int equals = verdict.equals[i];
        if (equals > 0) {
            return start
                    + (equals == 1 ? "an equal record is labelled " : equals + " equal records are labelled ")
                    + expected;
        }
        double c = verdict.confidence[i];
        String sure = c > 0.995 ? "more than 99" : c < 0.005 ? "less than 1" : String.valueOf(Math.round(100 * c));
        return start + "model says " + expected + " with " + sure + " %";
    }

    @Override
    public int stateVersion() {
        return VERSION;
    }

    @Override
    public void save(OutputStream stream) throws IOException {
        var out = new DataOutputStream(new BufferedOutputStream(stream));
        names.save(out);
        encoder.save(out);
        sent.save(out);
        habit.save(out);
        shown.save(out);
        out.writeBoolean(model != null);
        if (model != null) {
            out.writeBoolean(modelIsTabular);
            out.writeBoolean(modelIsTextual);
            model.save(out);
        }
        out.flush();
    }

    @Override
    public void restore(InputStream stream, int version) throws IOException {
        clear();
        if (version != VERSION) {
            throw new IOException("state of version " + version + ", this detector reads version " + VERSION);
        }
        var in = new DataInputStream(new BufferedInputStream(stream));
        try {
            names.restore(in);
            encoder.restore(in);
            sent.restore(in);
            habit.restore(in);
            shown.restore(in);
            if (in.readBoolean()) {
                boolean tabular = in.readBoolean();
                boolean textual = in.readBoolean();
                LabelModel restored = newModel();
                if (tabular != modelIsTabular || textual != modelIsTextual) {
                    throw new IOException("the state of labels is damaged: its model does not fit its features");
                }
                restored.restore(in);
            }
        } catch (IOException | RuntimeException e) {
            clear();
            throw e instanceof IOException io ? io : new IOException("the state of labels is damaged", e);
        }
    }

    private void clear() {
        names.clear();
        encoder.clear();
        sent = new SentProbabilities(settings.minClassSize());
        habit = new HabitualRate();
        model = null;
        shown.clear();
    }
}
