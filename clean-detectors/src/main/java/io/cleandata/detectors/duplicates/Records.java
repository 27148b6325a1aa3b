package io.cleandata.detectors.duplicates;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Records as sets of features: for each field and for the record as a whole.
 *
 * <p>Features of a text are its words, its words with inner punctuation left out if they have digits, and the 3-grams of its words between a
 * begin and an end mark: the order of words does not matter, and a typo changes three grams. A feature counts once in a field.
 * A measured number (one of a field where some have a fraction) is a single feature. <i>Codes</i> are words with at least a digit and five characters: what part numbers, phone numbers and the like look like.
 *
 * <p>Features and codes have the numbers of a {@link Lexicon}, of which a window uses some.
 */
final class Records {

    private static final int SHORTEST_CODE = 5;
    private static final int MEASURED_DIGITS = 4;
    /** A field with more codes describes and does not name. */
    static final int MOST_CODES = 4;

    private static final double SHARED_BY_MORE = 0.4;

    final Lexicon lexicon;

    private final TextFolder folder = new TextFolder();
    private final char[] joined = new char[TextFolder.LONGEST];

    /** How many records and fields there are. */
    int records;

    int fields;

    /** Features of field f of record r: {@code features[start[r * fields + f]] ... features[start[r * fields + f + 1] - 1]}. */
    int[] start = new int[1];

    int[] features = new int[1 << 12];

    /** The features of fields that stand in some record, and in how many. */
    final Frequencies fieldFrequency = new Frequencies();

    /** Features of record r as a whole, as {@link #features}. */
    int[] wholeStart = new int[1];

    int[] whole = new int[1 << 12];

    /** The features that stand in some record, and in how many. */
    final Frequencies frequency = new Frequencies();

    /** Codes, as {@link #features}. */
    int[] codeStart = new int[1];

    int[] codes = new int[1 << 8];

    /** The codes that stand in some record, and in how many. */
    final Frequencies codeFrequency = new Frequencies();

    /** Whether the codes of a field name things: few are shared by more than two records. */
    boolean[] names = new boolean[0];

    /** For each field of each record a hash of its words in any order, 0 where it has none. */
    long[] value = new long[1];

    private int[] cellCharacters = new int[1];
    private int[] cellDigits = new int[1];

    /** Letters and digits of each field, and digits among them. */
    int[] characters = new int[1];

    int[] digits = new int[1];

    private int count;
    private int wholeCount;
    private int codeCount;

    Records(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /** Begins anew. */
    void begin(int records, int fields) {
        this.records = records;
        this.fields = fields;
        int cells = records * fields;
        if (start.length <= cells) {
            start = new int[cells + 1];
            codeStart = new int[cells + 1];
            value = new long[cells];
            cellCharacters = new int[cells];
            cellDigits = new int[cells];
        }
        if (wholeStart.length <= records) {
            wholeStart = new int[records + 1];
        }
        lexicon.limit(fieldFrequency.size());
        fieldFrequency.clear();
        frequency.clear();
        codeFrequency.clear();
        count = 0;
        wholeCount = 0;
        codeCount = 0;
        start[0] = 0;
        wholeStart[0] = 0;
        codeStart[0] = 0;
    }

    /** Adds a cell; cells come by record, and in a record by field. */
    void add(int record, int field, @Nullable String text) {
        int cell = beginCell(record, field);
        int length = text == null ? 0 : folder.fold(text);
        if (length > 0) {
            split(cell, field, folder.chars, length);
        }
        endCell(record, field);
    }

    /**
     * Adds the cell of a field of measured numbers: equal or not, for digits in common mean nothing.
     *
     * @param number NaN where there is none
     * @param misfit text of a cell that is no number, null where there is none
     */
    void addMeasured(int record, int field, double number, @Nullable String misfit) {
        int cell = beginCell(record, field);
        if (!Double.isNaN(number) || misfit != null) {
            long hash = Double.isNaN(number)
                    ? Mix.text(String.valueOf(misfit), Mix.K1)
                    : Mix.avalanche(Double.doubleToLongBits(number));
            value[cell] = hash | 1;
            cellCharacters[cell] = MEASURED_DIGITS;
            cellDigits[cell] = MEASURED_DIGITS;
            feature(lexicon.number(hash, field));
        }
        endCell(record, field);
    }

    /** Adds all cells of a record that was read before, by the same generation of the lexicon. */
    void add(int record, ReadRecord read) {
        int first = record * fields;
        for (int f = 0; f < fields; f++) {
            start[first + f] = count + (f == 0 ? 0 : read.featureEnds()[f - 1]);
            codeStart[first + f] = codeCount + (f == 0 ? 0 : read.codeEnds()[f - 1]);
        }
        System.arraycopy(read.values(), 0, value, first, fields);
        System.arraycopy(read.characters(), 0, cellCharacters, first, fields);
        System.arraycopy(read.digits(), 0, cellDigits, first, fields);
        features = append(read.features(), features, count);
        count += read.features().length;
        fieldFrequency.addDistinct(read.features());
        whole = append(read.whole(), whole, wholeCount);
        wholeCount += read.whole().length;
        frequency.addDistinct(read.whole());
        codes = append(read.codes(), codes, codeCount);
        codeCount += read.codes().length;
        codeFrequency.nextSet();
        for (int code : read.codes()) {
            codeFrequency.add(code);
        }
        start[first + fields] = count;
        codeStart[first + fields] = codeCount;
        wholeStart[record + 1] = wholeCount;
    }

    private static int[] append(int[] source, int[] target, int at) {
        int[] large = at + source.length <= target.length
                ? target
                : Arrays.copyOf(target, Math.max(at + source.length, 2 * target.length));
        System.arraycopy(source, 0, large, at, source.length);
        return large;
    }

    /** What was read of a record. */
    ReadRecord read(int record) {
        int from = record * fields;
        int to = from + fields;
        int[] featureEnds = new int[fields];
        int[] codeEnds = new int[fields];
        for (int f = 0; f < fields; f++) {
            featureEnds[f] = start[from + f + 1] - start[from];
            codeEnds[f] = codeStart[from + f + 1] - codeStart[from];
        }
        return new ReadRecord(
                lexicon.generation(),
                Arrays.copyOfRange(features, start[from], start[to]),
                featureEnds,
                Arrays.copyOfRange(whole, wholeStart[record], wholeStart[record + 1]),
                Arrays.copyOfRange(codes, codeStart[from], codeStart[to]),
                codeEnds,
                Arrays.copyOfRange(value, from, to),
                Arrays.copyOfRange(cellCharacters, from, to),
                Arrays.copyOfRange(cellDigits, from, to));
    }

    private int beginCell(int record, int field) {
        int cell = record * fields + field;
        fieldFrequency.nextSet();
        if (field == 0) {
            codeFrequency.nextSet();
        }
        value[cell] = 0;
        cellCharacters[cell] = 0;
        cellDigits[cell] = 0;
        return cell;
    }

    private void endCell(int record, int field) {
        int cell = record * fields + field;
        start[cell + 1] = count;
        codeStart[cell + 1] = codeCount;
        if (field == fields - 1) {
            unite(record);
        }
    }

    /** Puts the fields of a record together. */
    private void unite(int record) {
        int from = start[record * fields];
        if (whole.length < wholeCount + count - from) {
            whole = Arrays.copyOf(whole, Math.max(wholeCount + count - from, 2 * whole.length));
        }
        frequency.nextSet();
        for (int p = from; p < count; p++) {
            int feature = lexicon.whole(features[p]);
            if (frequency.add(feature)) {
                whole[wholeCount++] = feature;
            }
        }
        wholeStart[record + 1] = wholeCount;
    }

    private void split(int cell, int field, char[] chars, int length) {
        long sum = 0;
        int joinedLength = 0;
        int runs = 0;
        int characterCount = 0;
        int digitCount = 0;
        int digitsBefore = 0;
        int begin = 0;
        for (int p = 0; p <= length; p++) {
            char c = p < length ? chars[p] : ' ';
            if (c != ' ' && c != TextFolder.INNER) {
                joined[joinedLength++] = c;
                characterCount++;
                digitCount += c >= '0' && c <= '9' ? 1 : 0;
                continue;
            }
            long word = word(chars, begin, p);
            sum += word * word | 1;
            word(word, chars, begin, p, field);
            runs++;
            if (c == ' ') {
                int digitsOfWord = digitCount - digitsBefore;
                if (digitsOfWord > 0) {
                    long code = runs > 1 ? word(joined, 0, joinedLength) : word;
                    if (runs > 1) {
                        word(code, joined, 0, joinedLength, field);
                    }
                    if (joinedLength >= SHORTEST_CODE) {
                        code(lexicon.code(code, digitsOfWord < joinedLength), codeStart[cell]);
                    }
                }
                joinedLength = 0;
                digitsBefore = digitCount;
                runs = 0;
            }
            begin = p + 1;
        }
        value[cell] = sum == 0 ? 1 : sum;
        cellCharacters[cell] = characterCount;
        cellDigits[cell] = digitCount;
    }

    private static long word(char[] chars, int from, int to) {
        long h = to - from;
        for (int i = from; i < to; i++) {
            h = (h ^ chars[i]) * Mix.K1 + Mix.K0;
        }
        return Mix.avalanche(h);
    }

    /** Adds a word and its grams. */
    private void word(long hash, char[] chars, int from, int to, int field) {
        int word = lexicon.word(hash, chars, from, to, field);
        feature(word);
        int begin = lexicon.firstGram(word);
        for (int i = begin; i < begin + to - from; i++) {
            feature(lexicon.gram(i));
        }
    }

    private void feature(int id) {
        if (fieldFrequency.add(id)) {
            if (count == features.length) {
                features = Arrays.copyOf(features, 2 * count);
            }
            features[count++] = id;
        }
    }

    private void code(int id, int from) {
        for (int i = from; i < codeCount; i++) {
            if (codes[i] == id) {
                return;
            }
        }
        codeFrequency.add(id);
        if (codeCount == codes.length) {
            codes = Arrays.copyOf(codes, 2 * codeCount);
        }
        codes[codeCount++] = id;
    }

    /** To be called once, after all cells. */
    void complete() {
        characters = sums(cellCharacters);
        digits = sums(cellDigits);
        name();
    }

    private int[] sums(int[] ofCells) {
        int[] sums = new int[fields];
        int cell = 0;
        for (int r = 0; r < records; r++) {
            for (int f = 0; f < fields; f++) {
                sums[f] += ofCells[cell++];
            }
        }
        return sums;
    }

    private void name() {
        int[] two = new int[fields];
        int[] more = new int[fields];
        boolean[] seen = new boolean[codeCount == 0 ? 0 : lexicon.codes()];
        for (int cell = 0; cell < records * fields; cell++) {
            if (codeStart[cell + 1] - codeStart[cell] > MOST_CODES) {
                continue;
            }
            for (int p = codeStart[cell]; p < codeStart[cell + 1]; p++) {
                int code = codes[p];
                if (!seen[code]) {
                    seen[code] = true;
                    two[cell % fields] += codeFrequency.of(code) == 2 ? 1 : 0;
                    more[cell % fields] += codeFrequency.of(code) > 2 ? 1 : 0;
                }
            }
        }
        names = new boolean[fields];
        for (int f = 0; f < fields; f++) {
            names[f] = more[f] <= SHARED_BY_MORE * two[f] + 1;
        }
    }

    /** Whether the field of the record has any letter or digit. */
    boolean present(int record, int field) {
        return value[record * fields + field] != 0;
    }
}
