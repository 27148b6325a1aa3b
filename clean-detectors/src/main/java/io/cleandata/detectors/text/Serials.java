package io.cleandata.detectors.text;

import io.cleandata.model.StringColumn;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whether the texts of a column number the samples: order numbers, message ids, moments that are sent as texts.
 *
 * <p>They do if 98 % are distinct and if they either hold a number and ascend from row to row in nine of ten cases, or have more digits than letters. By their form such texts
 * tell nothing of the sample, and it changes by itself when a counter gets one digit more.
 */
public final class Serials {

    private static final int FEWEST = 50;
    private static final double DISTINCT = 0.98;
    private static final double ASCENDING = 0.9;

    /** How many texts are looked at for digits. */
    private static final int LOOKED_AT = 50;

    private Serials() {}

    /** Whether the first {@code size} rows of a column are such texts; never of fewer than 50. */
    public static boolean in(StringColumn column, int size) {
        @Nullable String[] texts = new String[size];
        int count = 0;
        for (int row = 0; row < size; row++) {
            String text = column.missing(row) ? null : column.text(row);
            if (text != null) {
                texts[count++] = text;
            }
        }
        return count >= FEWEST && (numbered(texts) && ascend(texts, count) || digits(texts)) && distinct(texts, count);
    }

    private static boolean numbered(@Nullable String[] texts) {
        int numbered = 0;
        for (int k = 0; k < LOOKED_AT; k++) {
            String text = texts[k];
            int i = 0;
            while (text != null && i < text.length() && !digit(text.charAt(i))) {
                i++;
            }
            numbered += text != null && i < text.length() ? 1 : 0;
        }
        return numbered >= ASCENDING * LOOKED_AT;
    }

    private static boolean ascend(@Nullable String[] texts, int count) {
        int most = (int) ((1 - ASCENDING) * (count - 1));
        for (int k = 1, others = 0; k < count; k++) {
            others += compare(texts[k - 1], texts[k]) < 0 ? 0 : 1;
            if (others > most) {
                return false;
            }
        }
        return true;
    }

    private static boolean digits(@Nullable String[] texts) {
        int digits = 0;
        int letters = 0;
        for (int k = 0; k < LOOKED_AT; k++) {
            String text = texts[k];
            for (int i = 0; text != null && i < text.length(); i++) {
                char c = text.charAt(i);
                digits += digit(c) ? 1 : 0;
                letters += Character.isLetter(c) ? 1 : 0;
            }
        }
        return digits > letters;
    }

    private static boolean distinct(@Nullable String[] texts, int count) {
        int[] hashes = new int[count];
        for (int k = 0; k < count; k++) {
            String text = texts[k];
            hashes[k] = text == null ? 0 : text.hashCode();
        }
        Arrays.sort(hashes);
        int distinct = 1;
        for (int k = 1; k < count; k++) {
            distinct += hashes[k] == hashes[k - 1] ? 0 : 1;
        }
        return distinct >= DISTINCT * count;
    }

    /** Orders texts by their characters, and runs of digits in them by their values. */
    static int compare(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return 0;
        }
        int i = 0;
        int j = 0;
        while (i < one.length() && j < other.length()) {
            if (digit(one.charAt(i)) && digit(other.charAt(j))) {
                i = significant(one, i);
                j = significant(other, j);
                int ends = end(one, i);
                int size = ends - i;
                int difference = size - (end(other, j) - j);
                for (int k = 0; k < size && difference == 0; k++) {
                    difference = one.charAt(i + k) - other.charAt(j + k);
                }
                if (difference != 0) {
                    return difference;
                }
                i = ends;
                j += size;
            } else if (one.charAt(i) != other.charAt(j)) {
                return one.charAt(i) - other.charAt(j);
            } else {
                i++;
                j++;
            }
        }
        return (one.length() - i) - (other.length() - j);
    }

    private static int significant(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '0') {
            at++;
        }
        return at;
    }

    private static int end(String text, int from) {
        int at = from;
        while (at < text.length() && digit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
