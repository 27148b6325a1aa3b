package io.cleandata.detectors.duplicates;

import java.util.Arrays;

/**
 * The numbers of all features: words and 3-grams by field, the same whatever the field, and codes.
 *
 * <p>It outlives the window, for a stream says the same words again and again: of a word that a field has shown before the grams are known, and a
 * remembered record needs no second reading. It begins anew after a window at whose end it has more than {@value #TIMES_USED} times as many features as the window
 * used, or more than {@value #MOST} (some 25 MB with what others keep for each); numbers then have another meaning, which {@link #generation} tells. Nothing that is found depends on what number a
 * feature has.
 */
final class Lexicon {

    static final int MOST = 1 << 17;
    private static final int FEWEST = 1 << 14;
    private static final int TIMES_USED = 4;
    private static final int GRAMS_OF_FEATURE = 8;
    private static final char BEGIN = '^';
    private static final char END = '$';

    private final Vocabulary fieldFeatures = new Vocabulary();
    private final Vocabulary features = new Vocabulary();
    private final Vocabulary codes = new Vocabulary();

    private int[] whole = new int[1 << 10];
    private int[] marks = new int[1 << 10];
    private boolean[] isWord = new boolean[1 << 10];

    /** Where the grams of a word begin, by its number as a feature of its field. */
    private int[] gramStart = new int[1 << 10];

    private int[] grams = new int[1 << 12];
    private int gramCount;
    private boolean[] numeric = new boolean[1 << 10];
    private boolean[] codeLetters = new boolean[1 << 8];
    private int generation;
    private final int most;

    Lexicon(int most) {
        this.most = most;
    }

    /** Begins anew if there are too many for a window that used so many: what never comes again only takes the processor's cache. */
    void limit(int used) {
        int allowed = Math.min(most, Math.max(FEWEST, TIMES_USED * used));
        if (fieldFeatures.size() > allowed || codes.size() > allowed || gramCount > GRAMS_OF_FEATURE * most) {
            fieldFeatures.clear();
            features.clear();
            codes.clear();
            gramCount = 0;
            generation++;
        }
    }

    /** Changes when it begins anew. */
    int generation() {
        return generation;
    }

    /** The number of a feature of a field. */
    int number(long hash, int field) {
        int before = fieldFeatures.size();
        int id = fieldFeatures.number(Mix.fold(hash ^ Mix.K0, (field + 1) * Mix.K3));
        if (id == before) {
            if (id == whole.length) {
                whole = Arrays.copyOf(whole, 2 * id);
                gramStart = Arrays.copyOf(gramStart, 2 * id);
                numeric = Arrays.copyOf(numeric, 2 * id);
            }
            whole[id] = whole(hash);
            numeric[id] = false;
        }
        return id;
    }

    private int whole(long hash) {
        int before = features.size();
        int id = features.number(hash);
        if (id == before) {
            if (id == marks.length) {
                marks = Arrays.copyOf(marks, 2 * id);
                isWord = Arrays.copyOf(isWord, 2 * id);
            }
            marks[id] = (int) (hash >>> 32);
            isWord[id] = false;
        }
        return id;
    }

    /** The number of a word of a field; its grams are known then. */
    int word(long hash, char[] chars, int from, int to, int field) {
        int before = fieldFeatures.size();
        int id = number(hash, field);
        if (id == before) {
            isWord[whole[id]] = true;
            gramStart[id] = gramCount;
            numeric[id] = digits(chars, from, to);
            long a = BEGIN;
            long b = chars[from];
            for (int i = from + 1; i <= to; i++) {
                long c = i < to ? chars[i] : END;
                if (gramCount == grams.length) {
                    grams = Arrays.copyOf(grams, 2 * gramCount);
                }
                grams[gramCount++] = number(Mix.fold((a << 32 | b << 16 | c) ^ Mix.K2, Mix.K3), field);
                a = b;
                b = c;
            }
        }
        return id;
    }

    private static boolean digits(char[] chars, int from, int to) {
        for (int i = from; i < to; i++) {
            if (chars[i] < '0' || chars[i] > '9') {
                return false;
            }
        }
        return true;
    }

    /** Where the grams of a word begin in {@link #gram}; it has as many as characters. */
    int firstGram(int word) {
        return gramStart[word];
    }

    /** A gram as a feature of its field. */
    int gram(int index) {
        return grams[index];
    }

    /** The number of a code. */
    int code(long hash, boolean letters) {
        int before = codes.size();
        int id = codes.number(hash);
        if (id == before) {
            if (id == codeLetters.length) {
                codeLetters = Arrays.copyOf(codeLetters, 2 * id);
            }
            codeLetters[id] = letters;
        }
        return id;
    }

    /** The feature whatever the field. */
    int whole(int fieldFeature) {
        return whole[fieldFeature];
    }

    /** Whether a feature is a word, and no gram and no measured number. */
    boolean isWord(int feature) {
        return isWord[feature];
    }

    /** Tells features apart whatever their numbers: a part of their hash. */
    int mark(int feature) {
        return marks[feature];
    }

    /** Whether a feature of a field is a word of digits only. */
    boolean isNumber(int fieldFeature) {
        return numeric[fieldFeature];
    }

    /** Whether a code has letters too. */
    boolean hasLetters(int code) {
        return codeLetters[code];
    }

    /** How many numbers features of fields have. */
    int fieldFeatures() {
        return fieldFeatures.size();
    }

    /** How many numbers features have. */
    int features() {
        return features.size();
    }

    /** How many numbers codes have. */
    int codes() {
        return codes.size();
    }
}
