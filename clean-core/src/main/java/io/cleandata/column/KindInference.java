package io.cleandata.column;

import io.cleandata.model.ColumnKind;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decides what a field is from the first cells that the stream shows of it: the commonest type wins, and stays; so does the commonest length of vectors.
 *
 * <p>Strings are moments when nearly all of them read as such, text when more than half of at least 100 are distinct, and categories
 * otherwise. Whole numbers beside digits that begin with a zero are keys, as zip codes are, and count as strings. With fewer than 100 strings they are treated as categories and the decision is left open.
 */
final class KindInference {

    private static final int ENOUGH_STRINGS = 100;
    private static final double TEXT_SHARE = 0.5;
    private static final double TIMESTAMP_SHARE = 0.95;
    private static final double KEYS_SHARE = 0.01;

    private KindInference() {}

    /** The kind to use for these cells; sets the field's kind when it is certain enough to stay. */
    static ColumnKind decide(Field field, CellStore store, int rows) {
        if (field.kind != null) {
            if (field.kind == ColumnKind.EMBEDDING && field.dimension == 0) {
                field.dimension = commonestLength(store, rows);
            }
            return field.kind;
        }
        int numbers = 0;
        int booleans = 0;
        int vectors = 0;
        int strings = 0;
        int moments = 0;
        int keys = 0;
        boolean whole = true;
        for (int row = 0; row < rows; row++) {
            switch (store.cells[row]) {
                case Cell.NUMBER, Cell.EXACT -> {
                    numbers++;
                    whole &= store.numbers()[row] == Math.rint(store.numbers()[row]);
                }
                case Cell.BOOL -> booleans++;
                case Cell.VECTOR, Cell.MISFIT -> vectors++;
                case Cell.CODE -> {
                    strings++;
                    String value = field.dictionary.value(store.codes()[row]);
                    moments += isMoment(value) ? 1 : 0;
                    keys += isKey(value) ? 1 : 0;
                }
                case Cell.TEXT -> {
                    strings++;
                    String text = store.texts()[row];
                    moments += text != null && isMoment(text) ? 1 : 0;
                }
                default -> {}
            }
        }
        int most = Math.max(Math.max(numbers, booleans), Math.max(vectors, strings));
        if (most == 0) {
            return ColumnKind.CATEGORICAL;
        }
        if (most == numbers) {
            if (whole && keys == strings && keys > KEYS_SHARE * numbers) {
                return decideString(field, numbers + strings, 0);
            }
            field.kind = ColumnKind.NUMERIC;
        } else if (most == booleans) {
            field.kind = ColumnKind.BOOLEAN;
        } else if (most == vectors) {
            field.kind = ColumnKind.EMBEDDING;
            field.dimension = commonestLength(store, rows);
        } else {
            return decideString(field, strings, moments);
        }
        return field.kind;
    }

    /** The length of most vectors, the first one's among equals; 0 without any. */
    private static int commonestLength(CellStore store, int rows) {
        if (store.loose == null) {
            return 0;
        }
        Map<Integer, Integer> votes = new LinkedHashMap<>();
        for (int row = 0; row < rows; row++) {
            float[] vector = store.loose[row];
            if (vector != null) {
                votes.merge(vector.length, 1, Integer::sum);
            }
        }
        int commonest = 0;
        int most = 0;
        for (Map.Entry<Integer, Integer> vote : votes.entrySet()) {
            if (vote.getValue() > most) {
                commonest = vote.getKey();
                most = vote.getValue();
            }
        }
        return commonest;
    }

    private static ColumnKind decideString(Field field, int strings, int moments) {
        field.stringsSeen += strings;
        boolean enough = field.stringsSeen >= ENOUGH_STRINGS;
        if (moments >= TIMESTAMP_SHARE * strings && (enough || strings >= 10)) {
            field.kind = ColumnKind.TIMESTAMP;
            return field.kind;
        }
        if (!enough) {
            return ColumnKind.CATEGORICAL;
        }
        field.kind =
                field.dictionary.size() > TEXT_SHARE * field.stringsSeen ? ColumnKind.TEXT : ColumnKind.CATEGORICAL;
        return field.kind;
    }

    /** Whether it is digits that begin with a zero, as in zip codes. */
    private static boolean isKey(String text) {
        return text.length() > 1 && text.charAt(0) == '0' && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isMoment(String text) {
        return Timestamps.parse(text) != Timestamps.NONE;
    }
}
