package io.cleandata.detectors.constraints;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.jexl3.JexlArithmetic;

/** JEXL's arithmetic with patterns that run in linear time: {@code text =~ "pattern"} uses RE2. */
final class LinearTimeArithmetic extends JexlArithmetic {

    private static final int MAX_PATTERNS = 1_000;

    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

    LinearTimeArithmetic() {
        super(true);
    }

    @Override
    public Boolean contains(Object container, Object value) {
        if (container instanceof String || container instanceof java.util.regex.Pattern) {
            return value != null && pattern(container.toString()).matches(value.toString());
        }
        return super.contains(container, value);
    }

    private Pattern pattern(String text) {
        if (patterns.size() > MAX_PATTERNS) {
            patterns.clear();
        }
        try {
            return patterns.computeIfAbsent(text, Pattern::compile);
        } catch (PatternSyntaxException e) {
            throw new ArithmeticException("not a pattern: " + e.getMessage());
        }
    }
}
