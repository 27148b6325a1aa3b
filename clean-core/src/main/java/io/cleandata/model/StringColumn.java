package io.cleandata.model;

import org.jspecify.annotations.Nullable;

/**
 * Strings: categories with codes that are stable over the whole stream, or free text.
 *
 * <p>A categorical column has a code for each row, an index into its values as far as the stream has shown them. The same string has
 * the same code in every window of the stream as long as the column stays categorical.
 */
public final class StringColumn extends Column {

    /** The code of a cell without a string. */
    public static final int NO_CODE = -1;

    private final String @Nullable [] texts;
    private final int @Nullable [] codes;
    private final String @Nullable [] dictionary;
    private final int cardinality;

    private StringColumn(
            String name,
            ColumnKind kind,
            byte[] states,
            int size,
            String @Nullable [] texts,
            int @Nullable [] codes,
            String @Nullable [] dictionary,
            int cardinality) {
        super(name, kind, states, size);
        this.texts = texts;
        this.codes = codes;
        this.dictionary = dictionary;
        this.cardinality = cardinality;
    }

    /**
     * A categorical column.
     *
     * @param codes a code for each row, {@link #NO_CODE} where there is no string; not copied
     * @param dictionary the string of each code; not copied, may be longer than {@code cardinality}
     * @param cardinality how many codes the stream has had so far
     */
    public static StringColumn categorical(
            String name, int[] codes, byte[] states, int size, String[] dictionary, int cardinality) {
        return new StringColumn(name, ColumnKind.CATEGORICAL, states, size, null, codes, dictionary, cardinality);
    }

    /** A column of free text; {@code texts} holds null where there is no string; not copied. */
    public static StringColumn text(String name, @Nullable String[] texts, byte[] states, int size) {
        return new StringColumn(name, ColumnKind.TEXT, states, size, texts, null, null, 0);
    }

    @Override
    public @Nullable String text(int row) {
        if (texts != null) {
            return texts[row];
        }
        int code = codes()[row];
        return code < 0 ? null : value(code);
    }

    /** Whether rows have codes, that is whether the kind is {@code CATEGORICAL}. */
    public boolean categorical() {
        return codes != null;
    }

    /** A code for each row; only of a categorical column. May be longer than the column; not to be changed. */
    public int[] codes() {
        if (codes == null) {
            throw new IllegalStateException("column " + name() + " is text and has no codes");
        }
        return codes;
    }

    /** The row's code, {@link #NO_CODE} where there is no string; only of a categorical column. */
    public int code(int row) {
        return codes()[row];
    }

    /** How many codes the stream has had up to this window; 0 for text. */
    public int cardinality() {
        return cardinality;
    }

    /** The string of a code; only of a categorical column. */
    public String value(int code) {
        if (dictionary == null) {
            throw new IllegalStateException("column " + name() + " is text and has no codes");
        }
        return dictionary[code];
    }
}
