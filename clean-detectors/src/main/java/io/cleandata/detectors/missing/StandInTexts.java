package io.cleandata.detectors.missing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Texts that stand for a missing value, compared without case and surrounding blanks. */
final class StandInTexts {

    private static final List<String> USUAL = List.of(
            "n/a",
            "#n/a",
            "n.a.",
            "na",
            "nan",
            "null",
            "(null)",
            "none",
            "nil",
            "-",
            "--",
            "---",
            "?",
            "??",
            ".",
            "missing",
            "undefined",
            "unknown",
            "not available",
            "not applicable",
            "no value",
            "1970-01-01",
            "1970-01-01t00:00:00z",
            "1970-01-01 00:00:00",
            "1900-01-01",
            "0001-01-01",
            "0000-00-00",
            "0000-00-00 00:00:00",
            "9999-12-31");

    private final String[][] byLength;

    StandInTexts(boolean usual, List<String> further) {
        List<String> all = new ArrayList<>(usual ? USUAL : List.of());
        further.forEach(text -> all.add(text.strip()));
        int longest = 0;
        for (String text : all) {
            longest = Math.max(longest, text.length());
        }
        List<List<String>> lengths = new ArrayList<>();
        for (int i = 0; i <= longest; i++) {
            lengths.add(new ArrayList<>());
        }
        for (String text : all) {
            lengths.get(text.length()).add(text);
        }
        byLength = new String[longest + 1][];
        for (int i = 0; i <= longest; i++) {
            byLength[i] = lengths.get(i).toArray(new String[0]);
        }
    }

    /** Whether the text stands for nothing. */
    boolean contains(@Nullable String text) {
        if (text == null) {
            return false;
        }
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) <= ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) <= ' ') {
            to--;
        }
        if (to - from >= byLength.length) {
            return false;
        }
        for (String standIn : byLength[to - from]) {
            if (text.regionMatches(true, from, standIn, 0, to - from)) {
                return true;
            }
        }
        return false;
    }
}
