package io.cleandata.detectors.missing;

import io.cleandata.model.Column;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.StringColumn;
import java.util.BitSet;
import java.util.function.DoublePredicate;

/**
 * Which of a column's missing values pass for values (disguised missing data: Pearson, SIGKDD Explorations 8, 2006).
 *
 * <p>A null says that nothing is there, and may be usual. Whoever reads a column of numbers takes 9999 for one, and a text that stands for nothing in one column as n/a,
 * - and ? was agreed on by nobody: where a text of the kind is a category of its own, such as unknown, there is one spelling of it.
 * What is declared is no disguise.
 */
final class Disguises {

    private static final int SPELLINGS = 3;

    private Disguises() {}

    /** The rows among those without a value that hold a stand-in which nobody declared. */
    static BitSet in(Column column, BitSet missing, StandInTexts texts, DoublePredicate declared) {
        BitSet rows = new BitSet();
        long spellings = 0;
        for (int row = missing.nextSetBit(0); row >= 0; row = missing.nextSetBit(row + 1)) {
            if (column.states()[row] != 0) {
                continue;
            }
            if (column instanceof NumericColumn numbers && !declared.test(numbers.value(row))) {
                rows.set(row);
            } else if (column instanceof StringColumn strings) {
                int spelling = texts.usual(strings.text(row));
                if (spelling >= 0) {
                    spellings |= 1L << spelling;
                    rows.set(row);
                }
            }
        }
        if (column instanceof StringColumn && Long.bitCount(spellings) < SPELLINGS) {
            rows.clear();
        }
        return rows;
    }
}
