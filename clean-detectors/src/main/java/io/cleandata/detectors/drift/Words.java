package io.cleandata.detectors.drift;

import io.cleandata.model.NumericColumn;
import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers and values as they stand in reasons. */
final class Words {

    private static final int LONGEST = 60;

    private Words() {}

    /** A number with about three digits. */
    static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return NumericColumn.format(value);
        }
        double size = Math.abs(value);
        int digits = size >= 1e15 ? 3 : Math.max(3, (int) Math.floor(Math.log10(size)) + 1);
        BigDecimal rounded =
                new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
        return size >= 1e15 || size < 1e-6 ? rounded.toString() : rounded.toPlainString();
    }

    static String percent(double share) {
        return number(share * 100) + " %";
    }

    static String shortened(String value) {
        return value.length() > LONGEST ? value.substring(0, LONGEST) + "..." : value;
    }
}
