package io.cleandata.detectors.drift;

import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether labels depend on features as they did before.
 *
 * <p>Keeps the last five batches of about 1000 labelled rows. Each new batch is tested against the up to three before it ({@link ConditionalTest}), first with up to 400 rows of each side; what looks
 * suspicious is tested with up to all rows, and the last two batches together against the three before them, so that a change in the middle of a
 * batch is seen with the next. It is a change when it is significant, its gain above a floor, and twice what the stream
 * usually shows (neighbouring rows of a drifting stream are always a little better informed). Then only the newest batch stays.
 */
final class LabelRelation {

    private static final int BATCH = 1000;
    private static final int SMALLEST_BATCH = 500;
    private static final int EARLIER = 3;
    private static final int QUICK = 400;
    private static final int FEWEST_ASKED = 120;
    private static final int CHEAP_SLOTS = 20;
    private static final double SUSPICIOUS = 2;
    private static final double DOUBTFUL = 2.5;
    private static final int USUAL = 20;
    private static final int FEWEST_USUAL = 2;
    private static final double TIMES_USUAL = 2;
    /** Tests overlap, and there are two of them for each batch. */
    private static final double LOOKS = 30;

    private final double falseAlarms;
    private final double floor;
    private final RowEncoder encoder;
    private final List<LabelledRows> batches = new ArrayList<>();
    private final ArrayDeque<Double> usual = new ArrayDeque<>();
    private LabelledRows open = new LabelledRows();
    private boolean numeric;
    private double lastGain;

    LabelRelation(double falseAlarms, double floor, List<String> excluded) {
        this.falseAlarms = falseAlarms;
        this.floor = floor;
        this.encoder = new RowEncoder(excluded);
    }

    /** A change: how much better new rows explain each other than earlier ones explain them, and in words. */
    record Change(double gain, double probability, String words) {}

    /** The gain at the last test. */
    double lastGain() {
        return lastGain;
    }

    /** Takes the learnable rows of a window and tests when a batch is full; returns a change or null. */
    @Nullable
    Change add(Window window, int[] learnable) {
        StringColumn label = window.label();
        if (label == null || label.present() == 0 || learnable.length == 0) {
            return null;
        }
        if (numeric == label.categorical()) {
            clearRows();
            numeric = !label.categorical();
        }
        encoder.encode(window, label, spread(learnable), open);
        if (open.size() < SMALLEST_BATCH) {
            return null;
        }
        batches.add(open);
        open = new LabelledRows();
        if (batches.size() > EARLIER + 2) {
            batches.remove(0);
        }
        return test();
    }

    private static int[] spread(int[] rows) {
        if (rows.length <= BATCH) {
            return rows;
        }
        int[] some = new int[BATCH];
        for (int i = 0; i < BATCH; i++) {
            some[i] = rows[(int) ((long) i * rows.length / BATCH)];
        }
        return some;
    }

    private @Nullable Change test() {
        ConditionalTest single = prepare(1);
        if (single == null) {
            return null;
        }
        ConditionalTest.Outcome outcome = single.run(asked(QUICK));
        double usualGain = usualGain();
        lastGain = outcome.gain();
        usual.addLast(Math.max(outcome.gain(), 0));
        if (usual.size() > USUAL) {
            usual.removeFirst();
        }
        if (outcome.z() < SUSPICIOUS) {
            return null;
        }
        outcome = single.run(asked(BATCH));
        ConditionalTest twofold = outcome.z() < DOUBTFUL ? null : prepare(2);
        if (twofold != null) {
            ConditionalTest.Outcome both = twofold.run(asked(BATCH));
            if (both.z() > outcome.z()) {
                outcome = both;
            }
        }
        lastGain = outcome.gain();
        double probability = Significance.normal(outcome.z());
        if (probability > falseAlarms / LOOKS || outcome.gain() < floor || outcome.gain() < TIMES_USUAL * usualGain) {
            return null;
        }
        LabelledRows newest = batches.get(batches.size() - 1);
        batches.clear();
        batches.add(newest);
        return new Change(outcome.gain(), probability, words(outcome));
    }

    /** Fewer rows are asked where each costs more. */
    private int asked(int most) {
        return Math.min(most, Math.max(FEWEST_ASKED, most * CHEAP_SLOTS / Math.max(encoder.slots(), 1)));
    }

    private String words(ConditionalTest.Outcome outcome) {
        String gain =
                "samples like the new ones used to have other labels: predicting new labels from earlier samples is worse by "
                        + Words.number(outcome.gain()) + " in Brier score than from the new ones";
        if (outcome.expected() < 0 || numeric) {
            return gain;
        }
        return gain + "; most often '" + Words.shortened(encoder.className(outcome.found())) + "' where it was '"
                + Words.shortened(encoder.className(outcome.expected())) + "'";
    }

    private @Nullable ConditionalTest prepare(int newest) {
        int end = batches.size() - newest;
        if (end < 1) {
            return null;
        }
        PairedRows rows = PairedRows.of(
                batches.subList(Math.max(0, end - EARLIER), end),
                batches.subList(end, batches.size()),
                encoder.scaled(),
                numeric);
        return rows == null ? null : new ConditionalTest(rows);
    }

    private double usualGain() {
        double[] sorted = new double[usual.size()];
        int i = 0;
        for (double gain : usual) {
            sorted[i++] = gain;
        }
        Arrays.sort(sorted);
        return sorted.length < FEWEST_USUAL ? Double.POSITIVE_INFINITY : sorted[sorted.length / 2];
    }

    private void clearRows() {
        batches.clear();
        usual.clear();
        open = new LabelledRows();
    }

    void clear() {
        clearRows();
        encoder.clear();
        numeric = false;
        lastGain = 0;
    }

    void save(DataOutputStream out) throws IOException {
        encoder.save(out);
        out.writeBoolean(numeric);
        out.writeDouble(lastGain);
        out.writeInt(usual.size());
        for (double gain : usual) {
            out.writeDouble(gain);
        }
        open.save(out);
        out.writeInt(batches.size());
        for (LabelledRows rows : batches) {
            rows.save(out);
        }
    }

    void restore(DataInputStream in) throws IOException {
        clear();
        encoder.restore(in);
        numeric = in.readBoolean();
        lastGain = in.readDouble();
        for (int i = in.readInt(); i > 0; i--) {
            usual.addLast(in.readDouble());
        }
        open = LabelledRows.read(in);
        for (int i = in.readInt(); i > 0; i--) {
            batches.add(LabelledRows.read(in));
        }
    }
}
