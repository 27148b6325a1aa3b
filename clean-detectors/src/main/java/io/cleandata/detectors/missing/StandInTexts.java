package io.cleandata.detectors.missing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
    private final int[][] numberByLength;
    private final int firstUsual;

    StandInTexts(boolean usual, List<String> further) {
        List<String> all = new ArrayList<>();
        further.forEach(text -> all.add(text.strip()));
        firstUsual = all.size();
        all.addAll(usual ? USUAL : List.of());
        int longest = 0;
        for (String text : all) {
            longest = Math.max(longest, text.length());
        }
        byLength = new String[longest + 1][];
        numberByLength = new int[longest + 1][];
        for (int i = 0; i <= longest; i++) {
            int length = i;
            numberByLength[i] = IntStream.range(0, all.size())
                    .filter(number -> all.get(number).length() == length)
                    .toArray();
            byLength[i] = IntStream.of(numberByLength[i]).mapToObj(all::get).toArray(String[]::new);
        }
    }

    /** Whether the text stands for nothing. */
    boolean contains(@Nullable String text) {
        return number(text) >= 0;
    }

    /** Which of the usual stand-ins the text is, from 0 on; negative when it is none of them, or declared. */
    int usual(@Nullable String text) {
        return number(text) - firstUsual;
    }

    private int number(@Nullable String text) {
        if (text == null) {
            return -1;
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
            return -1;
        }
        String[] standIns = byLength[to - from];
        for (int i = 0; i < standIns.length; i++) {
            if (text.regionMatches(true, from, standIns[i], 0, to - from)) {
                return numberByLength[to - from][i];
            }
        }
        return -1;
    }
}
