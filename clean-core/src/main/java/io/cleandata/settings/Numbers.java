package io.cleandata.settings;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as people write them: {@code 1000}, {@code 1_000_000}, {@code 64MiB}, {@code 10k}. */
final class Numbers {

    private static final Pattern SCALED =
            Pattern.compile("([+-]?[0-9][0-9_]*(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?)\\s*([kKMGT]i?)?B?");

    private Numbers() {}

    /** A whole number with an optional decimal (k, M, G, T) or binary (Ki, Mi, Gi, Ti) factor; null if it is none. */
    static @Nullable Long parseLong(String written) {
        Matcher matcher = SCALED.matcher(written.strip());
        if (!matcher.matches()) {
            return null;
        }
        try {
            return new BigDecimal(matcher.group(1).replace("_", ""))
                    .multiply(BigDecimal.valueOf(factor(matcher.group(2))))
                    .longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    /** A finite decimal number, or a percentage; null if it is none. */
    static @Nullable Double parseDouble(String written) {
        String text = written.strip().replace("_", "");
        boolean percent = text.endsWith("%");
        try {
            double value = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
            if (!Double.isFinite(value)) {
                return null;
            }
            return percent ? value / 100 : value;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Without a needless fraction: 4 rather than 4.0. */
    static String format(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static long factor(@Nullable String unit) {
        if (unit == null) {
            return 1;
        }
        long base = unit.length() == 2 ? 1024 : 1000;
        return switch (unit.charAt(0)) {
            case 'k', 'K' -> base;
            case 'M' -> base * base;
            case 'G' -> base * base * base;
            default -> base * base * base * base;
        };
    }
}
