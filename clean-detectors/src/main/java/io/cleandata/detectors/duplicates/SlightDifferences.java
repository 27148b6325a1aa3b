package io.cleandata.detectors.duplicates;

import io.cleandata.model.CellState;
import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.StringColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the differences that a copy gets on its way from those between two things.
 *
 * <p>Slight are: another key ({@link Keys}), a value that only one of the two has, a number with a fraction that moved by at most 0.5 %, words in another
 * order or case as long as those with digits keep theirs (03/04 is not 04/03), and a slip of the pen. A slip adds, drops, changes or swaps up to two letters, one in four at most, in what is left of two texts without
 * the words they share, if there are no digits in it; or it cuts one word of five letters or more short. One of the two spellings stands in no other row. So
 * black and white, M and L, II and III are other things. The distance is that of optimal string alignment (Damerau, CACM 7, 1964).
 *
 * <p>Not thread-safe. The cost is that of comparing a few texts; pairs that differ in numbers or in too many texts are left before that.
 */
final class SlightDifferences {

    private static final double NOISE = 0.005;
    private static final int MOST_TEXTS = 3;
    private static final int MOST_EDITS = 2;
    private static final int LETTERS_BY_EDIT = 4;
    private static final int MOST_WORDS_LEFT = 3;
    private static final int LONGEST = 48;
    private static final int LEAST_CUT_SHORT = 5;

    private final TextFolder first = new TextFolder();
    private final TextFolder second = new TextFolder();
    private final boolean[] shared = new boolean[TextFolder.LONGEST];
    private final char[] left = new char[LONGEST];
    private final char[] right = new char[LONGEST];
    /** The last word with digits of the second text that was taken. */
    private int lastWithDigits;

    private int[] before = new int[LONGEST + 1];
    private int[] last = new int[LONGEST + 1];
    private int[] next = new int[LONGEST + 1];

    /**
     * The columns in which two rows differ, if all differences are slight, else null.
     *
     * @param rows the rows of the window among which a spelling may recur, {@code count} of them
     */
    @Nullable
    Keys between(List<? extends Column> columns, RowHasher hasher, Keys keys, int[] rows, int count, int a, int b) {
        int texts = 0;
        for (int c = 0; c < columns.size(); c++) {
            if (differ(hasher, keys, c, a, b)) {
                Column column = columns.get(c);
                boolean both = present(column, a) && present(column, b);
                if (both && column instanceof StringColumn && column.kind() != ColumnKind.TIMESTAMP) {
                    texts++;
                } else if (both ? !noise(column, a, b) : mismatch(column, a) || mismatch(column, b)) {
                    return null;
                }
            }
        }
        if (texts > MOST_TEXTS) {
            return null;
        }
        Keys differing = keys.differing(hasher, a, b);
        for (int c = 0; c < columns.size(); c++) {
            if (!differ(hasher, keys, c, a, b)) {
                continue;
            }
            String x = columns.get(c).text(a);
            String y = columns.get(c).text(b);
            if (x != null && y != null && columns.get(c) instanceof StringColumn) {
                int edits = edits(x, y);
                if (edits > 0 && (recurs(hasher, rows, count, a, c) && recurs(hasher, rows, count, b, c))) {
                    return null;
                }
                if (edits > MOST_EDITS) {
                    return null;
                }
            }
            differing = differing.and(c);
        }
        return differing;
    }

    private static boolean differ(RowHasher hasher, Keys keys, int c, int a, int b) {
        return hasher.cell(a, c) != hasher.cell(b, c) && !keys.contains(c);
    }

    private static boolean present(Column column, int row) {
        return column.state(row) == CellState.PRESENT;
    }

    private static boolean mismatch(Column column, int row) {
        return column.state(row) == CellState.MISMATCH;
    }

    private static boolean noise(Column column, int a, int b) {
        if (!(column instanceof NumericColumn numbers) || column.kind() != ColumnKind.NUMERIC) {
            return false;
        }
        double x = numbers.value(a);
        double y = numbers.value(b);
        return (x != Math.rint(x) || y != Math.rint(y))
                && Math.abs(x - y) <= NOISE * Math.max(Math.abs(x), Math.abs(y));
    }

    /** Whether another row has the same value in a column. */
    private static boolean recurs(RowHasher hasher, int[] rows, int count, int row, int c) {
        long value = hasher.cell(row, c);
        for (int k = 0; k < count; k++) {
            if (rows[k] != row && hasher.cell(rows[k], c) == value) {
                return true;
            }
        }
        return false;
    }

    /** 0 for texts of the same words, 1 or 2 for a slip of the pen, more for different texts. */
    int edits(String x, String y) {
        int n = first.fold(x);
        int m = second.fold(y);
        int words = 0;
        for (int end, at = 0; at < m; at = end + 1, words++) {
            end = end(second.chars, at, m);
            shared[words] = false;
        }
        lastWithDigits = -1;
        int lefts = 0;
        int lefted = 0;
        for (int end, at = 0; at < n; at = end + 1) {
            end = end(first.chars, at, n);
            if (!take(at, end, m)) {
                if (++lefts > MOST_WORDS_LEFT || lefted + end - at > LONGEST) {
                    return MOST_EDITS + 1;
                }
                System.arraycopy(first.chars, at, left, lefted, end - at);
                lefted += end - at;
            }
        }
        int rights = 0;
        int righted = 0;
        int word = 0;
        for (int end, at = 0; at < m; at = end + 1, word++) {
            end = end(second.chars, at, m);
            if (!shared[word]) {
                if (++rights > MOST_WORDS_LEFT || righted + end - at > LONGEST) {
                    return MOST_EDITS + 1;
                }
                System.arraycopy(second.chars, at, right, righted, end - at);
                righted += end - at;
            }
        }
        if (lefts == 0 && rights == 0) {
            return 0;
        }
        if (digits(left, 0, lefted) || digits(right, 0, righted)) {
            return MOST_EDITS + 1;
        }
        if (lefts == 1 && rights == 1 && cutShort(lefted, righted)) {
            return 1;
        }
        int longer = Math.max(lefted, righted);
        int most = Math.min(MOST_EDITS, longer / LETTERS_BY_EDIT);
        int edits = Math.abs(lefted - righted) > most ? most + 1 : distance(lefted, righted);
        return edits <= most ? edits : MOST_EDITS + 1;
    }

    private static int end(char[] chars, int at, int length) {
        int end = at;
        while (end < length && chars[end] != ' ' && chars[end] != TextFolder.INNER) {
            end++;
        }
        return end;
    }

    /** Takes a word of the second text that equals one of the first and is not taken yet; one with digits only behind such a one that was taken before. */
    private boolean take(int from, int to, int m) {
        boolean digits = digits(first.chars, from, to);
        int word = 0;
        for (int end, at = 0; at < m; at = end + 1, word++) {
            end = end(second.chars, at, m);
            if (!shared[word] && end - at == to - from && !(digits && word < lastWithDigits)) {
                int i = 0;
                while (i < to - from && first.chars[from + i] == second.chars[at + i]) {
                    i++;
                }
                if (i == to - from) {
                    shared[word] = true;
                    lastWithDigits = digits ? word : lastWithDigits;
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean digits(char[] chars, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Character.isDigit(chars[i])) {
                return true;
            }
        }
        return false;
    }

    private boolean cutShort(int lefted, int righted) {
        int i = 0;
        while (i < lefted && i < righted && left[i] == right[i]) {
            i++;
        }
        return i == Math.min(lefted, righted) && i > 0 && Math.max(lefted, righted) >= LEAST_CUT_SHORT;
    }

    private int distance(int n, int m) {
        for (int j = 0; j <= m; j++) {
            last[j] = j;
        }
        for (int i = 1; i <= n; i++) {
            next[0] = i;
            for (int j = 1; j <= m; j++) {
                int change = left[i - 1] == right[j - 1] ? 0 : 1;
                int d = Math.min(Math.min(last[j], next[j - 1]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
                    d = Math.min(d, before[j - 2] + 1);
                }
                next[j] = d;
            }
            int[] free = before;
            before = last;
            last = next;
            next = free;
        }
        return last[m];
    }
}
