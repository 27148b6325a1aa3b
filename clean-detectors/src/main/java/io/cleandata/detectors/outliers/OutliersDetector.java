package io.cleandata.detectors.outliers;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Window;
import io.cleandata.spi.Detector;
import io.cleandata.spi.SupportsState;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Flags samples that are far from all others, or of which one value is unlike that of similar samples.
 *
 * <p>Features of any kind become numbers ({@link Encoder}), numbers are scaled robustly ({@link Scale}), the distance to the nearest
 * ordinary rows is the score ({@link TrimmedNeighbours}) unless a row is more remarkable among its nearest rows ({@link Distances}), and earlier scores say from which distance on a row is an outlier
 * ({@link ScoreHistory}). A window under 300 rows is compared with remembered rows too; one whose rows are mostly unlike all earlier ones is
 * judged by these ({@link ShiftCheck}), if the stream has been steady before ({@link Steadiness}). A window of more than 1500 rows is judged in interleaved parts of about 1000, so that the
 * cost of a row does not grow.
 *
 * <p>A missing value says nothing: it is taken for what similar rows have ({@link Imputation}). Rows without any value are not assessed.
 */
final class OutliersDetector implements Detector, SupportsState {

    private static final int VERSION = 4;
    /** Its scores know no odd values, or take missing ones for such, and cannot be ranked with those of today. */
    private static final int VERSION_OF_OTHER_SCORES = 3;

    private static final int SMALL = 300;
    private static final int COMPARED = 500;
    private static final int PART = 1000;
    private static final int FEWEST = 20;

    private static final double HARM = 0.5;
    private static final double ZERO_SCORE_SIGMAS = 3;

    private final OutliersSettings settings;
    private final Encoder encoder;
    private final ScoreHistory history;
    private final RowMemory memory;
    private final TrimmedNeighbours neighbours = new TrimmedNeighbours();
    private final OddValues oddValues = new OddValues();
    private final Steadiness steadiness;
    private final UsualMoves usualMoves = new UsualMoves();

    OutliersDetector(OutliersSettings settings, long seed) {
        this.settings = settings;
        this.encoder = new Encoder(seed, settings.exclude());
        this.history = new ScoreHistory(settings.falseAlarms(), settings.history());
        this.memory = new RowMemory(settings.reference());
        this.steadiness = new Steadiness(settings.adoptAfter());
    }

    @Override
    public DetectorResult analyze(Window window) {
        List<Dimension> dimensions = encoder.encode(window);
        int[] rows = assessable(window.size(), dimensions);
        if (rows.length == 0) {
            return DetectorResult.notAssessable("no sample has a feature that can be compared");
        }
        ShiftCheck.@Nullable Shift shift = unlikeHistory(dimensions, rows);
        int reference = rows.length < SMALL && shift == null ? COMPARED - rows.length : 0;
        Matrix matrix = Matrix.of(dimensions, rows, memory, reference);
        if (matrix.all() < FEWEST && shift == null) {
            boolean[] all = new boolean[rows.length];
            Arrays.fill(all, true);
            int[] sound = learnable(window, rows, all);
            memory.add(dimensions, sound, sound.length);
            return DetectorResult.notAssessable(
                    "only " + matrix.all() + " samples to compare with each other, " + FEWEST + " are needed");
        }
        return judge(window, dimensions, matrix, shift);
    }

    /** Compares the window with the memory, which is forgotten when the window begins a new normal; null when it is to be judged by itself. */
    private ShiftCheck.@Nullable Shift unlikeHistory(List<Dimension> dimensions, int[] rows) {
        if (!ShiftCheck.possible(memory)) {
            return null;
        }
        ShiftCheck.Comparison comparison = ShiftCheck.compare(dimensions, rows, memory, usualMoves);
        Steadiness.Verdict verdict = steadiness.window(comparison.shift() != null);
        if (verdict == Steadiness.Verdict.JUDGED) {
            return comparison.shift();
        }
        usualMoves.learn(comparison.sample(), comparison.moves());
        if (verdict != Steadiness.Verdict.LIKE_BEFORE) {
            memory.clear();
        }
        if (verdict == Steadiness.Verdict.NEW_NORMAL) {
            history.clear();
        }
        return null;
    }

    private DetectorResult judge(
            Window window, List<Dimension> dimensions, Matrix matrix, ShiftCheck.@Nullable Shift shift) {
        int[] rows = matrix.rows();
        int n = rows.length;
        int step = matrix.reference() > 0 ? 1 : Math.max(1, (int) Math.round(n / (double) PART));
        Distances distances = Distances.of(matrix, step, neighbours, oddValues);
        double[] logs = distances.logs();
        double[] joined = distances.joined();
        boolean[] learnable = new boolean[n];
        for (int i = 0; i < n; i++) {
            learnable[i] = window.learnable(rows[i]);
        }
        ScoreHistory.Level level = history.level(logs, joined, n, learnable, !distances.grouped());

        DetectorResult.Builder result = DetectorResult.ofSamples(window.size());
        boolean[] flagged = new boolean[n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            double sigmas = level.sigmas(logs[i]);
            flagged[i] = level.outlier(logs[i], joined[i]);
            if (shift != null) {
                sigmas = Math.max(sigmas, shift.sigmas()[i]);
                flagged[i] |= shift.outlier(i);
            }
            result.score(rows[i], score(sigmas));
            count += flagged[i] ? 1 : 0;
        }
        if (count > 0) {
            explain(window, matrix, step, distances, level, flagged, shift, result);
        }
        if (shift == null) {
            int[] sound = learnable(window, rows, distances.ordinary());
            memory.add(dimensions, sound, sound.length);
            for (int i = 0; i < n; i++) {
                if (learnable[i]) {
                    history.learn(logs[i], joined[i], level.center());
                }
            }
        }
        return result.statistic("level", Math.exp(Math.min(level.level(), 50)))
                .statistic("second_population", Double.isFinite(level.hump()) ? 1 : 0)
                .statistic("unlike_history", shift == null ? 0 : 1)
                .statistic("dimensions", matrix.width())
                .build();
    }

    private void explain(
            Window window,
            Matrix matrix,
            int step,
            Distances distances,
            ScoreHistory.Level level,
            boolean[] flagged,
            ShiftCheck.@Nullable Shift shift,
            DetectorResult.Builder result) {
        int[] rows = matrix.rows();
        Explanations within = null;
        Explanations against = null;
        for (int i = 0; i < flagged.length; i++) {
            if (!flagged[i]) {
                continue;
            }
            Explanations.Explanation explanation;
            double posterior;
            if (shift != null && shift.outlier(i)) {
                if (against == null) {
                    boolean[] all = new boolean[shift.matrix().all()];
                    Arrays.fill(all, true);
                    against = new Explanations(window, encoder, shift.matrix(), all, 1, true);
                }
                explanation = against.explain(i, shift.factors()[i]);
                posterior = 0.9;
            } else {
                if (within == null) {
                    within = new Explanations(window, encoder, matrix, distances.ordinary(), step, false);
                }
                boolean far = level.outlier(distances.plain()[i], distances.joined()[i]);
                explanation = explain(
                        within,
                        i,
                        distances,
                        far ? Distances.By.DISTANCE : distances.by()[i],
                        level);
                posterior = level.posterior(distances.logs()[i], distances.joined()[i]);
            }
            result.issue(Issue.ofSample(rows[i], posterior * HARM, explanation.reason(), explanation.features()));
        }
    }

    private static Explanations.Explanation explain(
            Explanations within, int i, Distances distances, Distances.By by, ScoreHistory.Level level) {
        return switch (by) {
            case DISTANCE -> within.explain(i, Math.exp(distances.plain()[i] - level.center()));
            case CONTRAST -> within.explainLocally(i, Math.exp(distances.contrast()[i]));
            case VALUE ->
                within.explainValue(i, distances.column()[i], Math.exp(distances.oddness()[i]));
        };
    }

    /** Maps sigmas above the median to 0..1, monotone and fine over all of them; 3 sigmas are one half. */
    private static double score(double sigmas) {
        double v = (sigmas - ZERO_SCORE_SIGMAS) / 2;
        return Math.max(0, Math.min(1, 0.5 * (1 + v / (1 + Math.abs(v)))));
    }

    private static int[] assessable(int size, List<Dimension> dimensions) {
        int[] rows = new int[size];
        int count = 0;
        for (int row = 0; row < size; row++) {
            for (int k = 0; k < dimensions.size(); k++) {
                double value = dimensions.get(k).values()[row];
                if (!Double.isNaN(value)) {
                    rows[count++] = row;
                    break;
                }
            }
        }
        return Arrays.copyOf(rows, count);
    }

    /** Ordinary rows that may enter the memory. */
    private static int[] learnable(Window window, int[] rows, boolean[] ordinary) {
        int[] some = new int[rows.length];
        int count = 0;
        for (int i = 0; i < rows.length; i++) {
            if (ordinary[i] && window.learnable(rows[i])) {
                some[count++] = rows[i];
            }
        }
        return Arrays.copyOf(some, count);
    }

    @Override
    public int stateVersion() {
        return VERSION;
    }

    @Override
    public void save(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        steadiness.save(data);
        encoder.save(data);
        history.save(data);
        memory.save(data);
        usualMoves.save(data);
        data.flush();
    }

    @Override
    public void restore(InputStream in, int version) throws IOException {
        try {
            if (version != VERSION && version != VERSION_OF_OTHER_SCORES) {
                throw new IOException("state of version " + version + " cannot be read, only " + VERSION_OF_OTHER_SCORES
                        + " and " + VERSION);
            }
            DataInputStream data = new DataInputStream(in);
            steadiness.restore(data);
            encoder.restore(data);
            history.restore(data);
            memory.restore(data);
            usualMoves.clear();
            if (version == VERSION_OF_OTHER_SCORES) {
                history.clear();
            } else {
                usualMoves.restore(data);
            }
        } catch (IOException | RuntimeException e) {
            clear();
            throw e instanceof EOFException || !(e instanceof IOException io)
                    ? new IOException("the saved state is damaged", e)
                    : io;
        }
    }

    private void clear() {
        steadiness.clear();
        encoder.clear();
        history.clear();
        memory.clear();
        usualMoves.clear();
    }
}
