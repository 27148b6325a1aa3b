package io.cleandata.detectors.duplicates;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Records as sets of features: for each field and for the record as a whole.
 *
 * <p>Features of a text are its words, its words with inner punctuation left out if they have digits, and the 3-grams of its words between a
 * begin and an end mark: the order of words does not matter, and a typo changes three grams. A feature counts once in a field.
 * A measured number (one of a field where some have a fraction) is a single feature. <i>Codes</i> are words with at least a digit and five characters: what part numbers, phone numbers and the like look like.
 */
final class Records {

    private static final int SHORTEST_CODE = 5;
    private static final int MEASURED_DIGITS = 4;
    /** A field with more codes describes and does not name. */
    static final int MOST_CODES = 4;

    private static final double SHARED_BY_MORE = 0.4;
    private static final char BEGIN = '^';
    private static final char END = '$';

    private final TextFolder folder = new TextFolder();
    private final char[] joined = new char[TextFolder.LONGEST];
    private final Vocabulary fieldWords = new Vocabulary();
    private final Vocabulary words = new Vocabulary();
    private final Vocabulary codeWords = new Vocabulary();

    /** How many records and fields there are. */
    int records;

    int fields;

    /** Features of field f of record r: {@code features[start[r * fields + f]] ... features[start[r * fields + f + 1] - 1]}. */
    int[] start = new int[1];

    int[] features = new int[1 << 12];

    /** In how many records each feature of a field stands. */
    int[] fieldFrequency = new int[1 << 10];

    private int[] toWord = new int[1 << 10];
    private int[] stamp = new int[1 << 10];

    /** Where the grams of a word begin, by its number as a feature of its field. */
    private int[] gramStart = new int[1 << 10];

    private int[] grams = new int[1 << 12];
    private int gramCount;

    /** Features of record r as a whole, as {@link #features}. */
    int[] wholeStart = new int[1];

    int[] whole = new int[1 << 12];

    /** In how many records each feature of a record stands. */
    int[] frequency = new int[1 << 10];

    /** Codes, as {@link #features}. */
    int[] codeStart = new int[1];

    int[] codes = new int[1 << 8];

    /** In how many records each code stands. */
    int[] codeFrequency = new int[1 << 8];

    /** Whether the code has letters too. */
    boolean[] codeLetters = new boolean[1 << 8];

    private int[] codeStamp = new int[1 << 8];

    /** Whether the codes of a field name things: few are shared by more than two records. */
    boolean[] names = new boolean[0];

    /** Whether a feature of a field is a word of digits. */
    private boolean[] numeric = new boolean[1 << 10];

    /** For each field of each record a hash of its words in any order, 0 where it has none. */
    long[] value = new long[1];

    /** Letters and digits of each field, and digits among them. */
    int[] characters = new int[1];

    int[] digits = new int[1];

    private int count;
    private int codeCount;
    private int round;

    /** Begins anew. */
    void begin(int records, int fields) {
        this.records = records;
        this.fields = fields;
        int cells = records * fields;
        if (start.length <= cells) {
            start = new int[cells + 1];
            codeStart = new int[cells + 1];
            value = new long[cells];
        }
        if (wholeStart.length <= records) {
            wholeStart = new int[records + 1];
        }
        characters = new int[fields];
        digits = new int[fields];
        fieldWords.clear();
        words.clear();
        codeWords.clear();
        Arrays.fill(stamp, 0);
        Arrays.fill(codeStamp, 0);
        count = 0;
        codeCount = 0;
        gramCount = 0;
        round = 0;
    }

    /** Adds a cell; cells come by record, and in a record by field. */
    void add(int record, int field, @Nullable String text) {
        int cell = record * fields + field;
        round++;
        start[cell] = count;
        codeStart[cell] = codeCount;
        value[cell] = 0;
        int length = text == null ? 0 : folder.fold(text);
        if (length > 0) {
            split(cell, record, field, folder.chars, length);
        }
        start[cell + 1] = count;
        codeStart[cell + 1] = codeCount;
    }

    /**
     * Adds the cell of a field of measured numbers: equal or not, for digits in common mean nothing.
     *
     * @param number NaN where there is none
     * @param misfit text of a cell that is no number, null where there is none
     */
    void addMeasured(int record, int field, double number, @Nullable String misfit) {
        int cell = record * fields + field;
        round++;
        start[cell] = count;
        codeStart[cell] = codeCount;
        value[cell] = 0;
        if (!Double.isNaN(number) || misfit != null) {
            long hash = Double.isNaN(number)
                    ? Mix.text(String.valueOf(misfit), Mix.K1)
                    : Mix.avalanche(Double.doubleToLongBits(number));
            value[cell] = hash | 1;
            characters[field] += MEASURED_DIGITS;
            digits[field] += MEASURED_DIGITS;
            feature(number(hash, field));
        }
        start[cell + 1] = count;
        codeStart[cell + 1] = codeCount;
    }

    private void split(int cell, int record, int field, char[] chars, int length) {
        long sum = 0;
        int joinedLength = 0;
        int runs = 0;
        boolean digit = false;
        int digitCount = 0;
        int begin = 0;
        for (int p = 0; p <= length; p++) {
            char c = p < length ? chars[p] : ' ';
            if (c != ' ' && c != TextFolder.INNER) {
                joined[joinedLength++] = c;
                characters[field]++;
                if (c >= '0' && c <= '9') {
                    digit = true;
                    digitCount++;
                    digits[field]++;
                }
                continue;
            }
            long word = word(chars, begin, p);
            sum += word * word | 1;
            word(word, chars, begin, p, field);
            runs++;
            if (c == ' ') {
                if (digit) {
                    long code = runs > 1 ? word(joined, 0, joinedLength) : word;
                    if (runs > 1) {
                        word(code, joined, 0, joinedLength, field);
                    }
                    if (joinedLength >= SHORTEST_CODE) {
                        code(code, digitCount < joinedLength, record, codeStart[cell]);
                    }
                }
                joinedLength = 0;
                digitCount = 0;
                runs = 0;
                digit = false;
            }
            begin = p + 1;
        }
        value[cell] = sum == 0 ? 1 : sum;
    }

    private static long word(char[] chars, int from, int to) {
        long h = to - from;
        for (int i = from; i < to; i++) {
            h = (h ^ chars[i]) * Mix.K1 + Mix.K0;
        }
        return Mix.avalanche(h);
    }

    /** Adds a word and its grams; of a word that the field has shown before they are known. */
    private void word(long hash, char[] chars, int from, int to, int field) {
        int before = fieldWords.size();
        int id = number(hash, field);
        if (id == before) {
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
        feature(id);
        int begin = gramStart[id];
        for (int i = begin; i < begin + to - from; i++) {
            feature(grams[i]);
        }
    }

    private static boolean digits(char[] chars, int from, int to) {
        for (int i = from; i < to; i++) {
            if (chars[i] < '0' || chars[i] > '9') {
                return false;
            }
        }
        return true;
    }

    private int number(long hash, int field) {
        int before = fieldWords.size();
        int id = fieldWords.number(Mix.fold(hash ^ Mix.K0, (field + 1) * Mix.K3));
        if (id == before) {
            if (id == toWord.length) {
                toWord = Arrays.copyOf(toWord, 2 * id);
                stamp = Arrays.copyOf(stamp, 2 * id);
                gramStart = Arrays.copyOf(gramStart, 2 * id);
                fieldFrequency = Arrays.copyOf(fieldFrequency, 2 * id);
                numeric = Arrays.copyOf(numeric, 2 * id);
            }
            toWord[id] = words.number(hash);
            fieldFrequency[id] = 0;
            numeric[id] = false;
        }
        return id;
    }

    private void feature(int id) {
        if (stamp[id] == round) {
            return;
        }
        stamp[id] = round;
        fieldFrequency[id]++;
        if (count == features.length) {
            features = Arrays.copyOf(features, 2 * count);
        }
        features[count++] = id;
    }

    private void code(long hash, boolean letters, int record, int from) {
        int before = codeWords.size();
        int id = codeWords.number(hash);
        if (id == before) {
            if (id == codeFrequency.length) {
                codeFrequency = Arrays.copyOf(codeFrequency, 2 * id);
                codeStamp = Arrays.copyOf(codeStamp, 2 * id);
                codeLetters = Arrays.copyOf(codeLetters, 2 * id);
            }
            codeFrequency[id] = 0;
            codeLetters[id] = letters;
        }
        for (int i = from; i < codeCount; i++) {
            if (codes[i] == id) {
                return;
            }
        }
        if (codeStamp[id] != record + 1) {
            codeStamp[id] = record + 1;
            codeFrequency[id]++;
        }
        if (codeCount == codes.length) {
            codes = Arrays.copyOf(codes, 2 * codeCount);
        }
        codes[codeCount++] = id;
    }

    /** Puts the fields of each record together; to be called once, after all cells. */
    void complete() {
        int distinct = words.size();
        if (frequency.length < distinct) {
            frequency = new int[distinct];
        } else {
            Arrays.fill(frequency, 0, distinct, 0);
        }
        if (whole.length < count) {
            whole = new int[Math.max(count, 2 * whole.length)];
        }
        int[] seen = new int[distinct];
        int k = 0;
        for (int r = 0; r < records; r++) {
            wholeStart[r] = k;
            for (int p = start[r * fields]; p < start[(r + 1) * fields]; p++) {
                int word = toWord[features[p]];
                if (seen[word] != r + 1) {
                    seen[word] = r + 1;
                    frequency[word]++;
                    whole[k++] = word;
                }
            }
        }
        wholeStart[records] = k;
        name();
    }

    private void name() {
        int[] two = new int[fields];
        int[] more = new int[fields];
        Arrays.fill(codeStamp, 0);
        for (int cell = 0; cell < records * fields; cell++) {
            if (codeStart[cell + 1] - codeStart[cell] > MOST_CODES) {
                continue;
            }
            for (int p = codeStart[cell]; p < codeStart[cell + 1]; p++) {
                int code = codes[p];
                if (codeStamp[code] == 0) {
                    codeStamp[code] = 1;
                    two[cell % fields] += codeFrequency[code] == 2 ? 1 : 0;
                    more[cell % fields] += codeFrequency[code] > 2 ? 1 : 0;
                }
            }
        }
        names = new boolean[fields];
        for (int f = 0; f < fields; f++) {
            names[f] = more[f] <= SHARED_BY_MORE * two[f] + 1;
        }
    }

    /** Whether a feature of a field is a word of digits only. */
    boolean isNumber(int feature) {
        return numeric[feature];
    }

    /** How many distinct features the fields have. */
    int fieldFeatures() {
        return fieldWords.size();
    }

    /** How many distinct features the records have. */
    int wholeFeatures() {
        return words.size();
    }

    /** Whether the field of the record has any letter or digit. */
    boolean present(int record, int field) {
        return value[record * fields + field] != 0;
    }
}
