package io.cleandata.settings;

import io.cleandata.spi.CleanException;
import java.util.List;

/** Everything that is wrong with somebody's settings, one line for each fault; secrets never appear in it. */
public final class InvalidSettingsException extends CleanException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    InvalidSettingsException(List<String> problems) {
        super(Kind.SETTINGS, describe(problems));
        this.problems = List.copyOf(problems);
    }

    /** One line for each fault: place, key, value, what is wrong and the cure. */
    public List<String> problems() {
        return problems;
    }

    private static String describe(List<String> problems) {
        if (problems.size() == 1) {
            return problems.get(0);
        }
        return problems.size() + " settings are wrong:\n  " + String.join("\n  ", problems);
    }
}
