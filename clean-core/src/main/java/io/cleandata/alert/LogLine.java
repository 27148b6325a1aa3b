package io.cleandata.alert;

import java.util.Locale;

/** Text as a part of one line that acts on no terminal and forges no line of a log. */
final class LogLine {

    private LogLine() {}

    /** With escapes in place of characters that do something other than being shown. */
    static String of(CharSequence text) {
        var safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> safe.append(String.format(Locale.ROOT, "\\u%04x", c));
                default -> safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }
}
