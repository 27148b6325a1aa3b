package io.cleandata.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Spellings: {@code windowSize} in Java is {@code window-size} in files. */
public final class Names {

    private Names() {}

    /** {@code maxWorkers} as {@code max-workers}; capitals in a row stay together ({@code minURLs}: {@code min-urls}). */
    static String kebab(String camel) {
        StringBuilder text = new StringBuilder(camel.length() + 4);
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            if (c == '_') {
                text.append('-');
            } else if (Character.isUpperCase(c)) {
                boolean word = i > 0 && !Character.isUpperCase(camel.charAt(i - 1)) && camel.charAt(i - 1) != '_';
                text.append(word ? "-" : "").append(Character.toLowerCase(c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The candidates that may have been meant, those at the least distance, at most three; empty when none is near. */
    static List<String> near(String written, Collection<String> candidates) {
        String key = canonical(written);
        int least = Math.max(1, key.length() / 3);
        List<String> near = new ArrayList<>();
        for (String candidate : candidates) {
            int distance = distance(key, canonical(candidate));
            if (distance < least) {
                near.clear();
            }
            if (distance <= least) {
                least = distance;
                near.add(candidate);
            }
        }
        return near.size() > 3 ? List.copyOf(near.subList(0, 3)) : near;
    }

    /** " Did you mean a or b?", or nothing. */
    public static String guess(String written, Collection<String> candidates) {
        List<String> near = near(written, candidates);
        return near.isEmpty() ? "" : " Did you mean " + String.join(" or ", near) + "?";
    }

    private static String canonical(String name) {
        return kebab(name).replace('.', '-');
    }

    /** Edits between two words, a swap of neighbours counting once (optimal string alignment). */
    static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] now = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                now[j] = Math.min(Math.min(now[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    now[j] = Math.min(now[j], before[j - 2] + 1);
                }
            }
            int[] spare = before;
            before = last;
            last = now;
            now = spare;
        }
        return last[b.length()];
    }
}
