package io.cleandata.settings;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects the faults of one set of settings, so that all can be told at once. */
final class Problems {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    private final List<Found> found = new ArrayList<>();

    private record Found(Place place, String text) {}

    /** A fault of a value: {@code file:3: window.size = "abc": must be a whole number}. */
    void wrongValue(Place place, String path, String shown, String rule) {
        add(place, path + " = " + shown + ": " + rule);
    }

    void add(Place place, String text) {
        found.add(new Found(place, text));
    }

    /** Something that works and should be changed. */
    void warn(Place place, String text) {
        log.warn("{}{}", place.prefix(), text);
    }

    /** Whether a fault of this option was noted already. */
    boolean mention(String path) {
        return found.stream().anyMatch(each -> each.text().startsWith(path + ":"));
    }

    boolean none() {
        return found.isEmpty();
    }

    int count() {
        return found.size();
    }

    /** Throws when there is any fault: in the order of the file's lines. */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw exception();
        }
    }

    InvalidSettingsException exception() {
        List<Found> sorted = new ArrayList<>(found);
        sorted.sort((a, b) -> Integer.compare(lineOf(a), lineOf(b)));
        List<String> lines = new ArrayList<>(sorted.size());
        for (Found fault : sorted) {
            String line = fault.place().prefix() + fault.text();
            if (!lines.contains(line)) {
                lines.add(line);
            }
        }
        return new InvalidSettingsException(lines);
    }

    private static int lineOf(Found fault) {
        return fault.place().line() == 0 ? Integer.MAX_VALUE : fault.place().line();
    }

    /** A value as it may be shown: quoted, cut, {@code ***} for secrets. */
    static String show(@Nullable String text, boolean secret) {
        if (secret) {
            return "***";
        }
        if (text == null) {
            return "nothing";
        }
        StringBuilder shown = new StringBuilder("\"");
        for (int i = 0; i < text.length() && i < 80; i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) ? ' ' : c);
        }
        return shown.append(text.length() > 80 ? "...\"" : "\"").toString();
    }
}
