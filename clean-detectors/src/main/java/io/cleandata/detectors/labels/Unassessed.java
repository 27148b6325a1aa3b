package io.cleandata.detectors.labels;

import java.util.BitSet;

/**
 * The labels of a window that could not be assessed, for the result's note.
 *
 * @param labels how many there are
 * @param note says which, the first few by name; empty when there are none
 */
record Unassessed(int labels, String note) {

    private static final int NAMED = 5;
    private static final int LONGEST = 40;

    /** Those of a verdict on rows of these labels. */
    static Unassessed of(Judgement verdict, int[] label, StringIds names, int least) {
        var text = new StringBuilder();
        var seen = new BitSet();
        int count = 0;
        for (int i = 0; i < label.length; i++) {
            if (!verdict.unknown[i] || seen.get(label[i])) {
                continue;
            }
            seen.set(label[i]);
            if (count++ < NAMED) {
                text.append(text.isEmpty() ? "" : ", ").append(shortened(names.string(label[i])));
            }
        }
        if (count == 0) {
            return new Unassessed(0, "");
        }
        if (count > NAMED) {
            text.append(" and ").append(count - NAMED).append(" more");
        }
        String why = verdict.crowded
                ? "labels not assessed, beyond the " + LabelModel.MOST_CLASSES + " told apart or known by fewer than "
                : "labels not assessed, known by fewer than ";
        return new Unassessed(count, why + least + " samples: " + text);
    }

    private static String shortened(String name) {
        boolean fits = name.codePointCount(0, name.length()) <= LONGEST;
        return fits ? name : name.substring(0, name.offsetByCodePoints(0, LONGEST)) + "...";
    }
}
