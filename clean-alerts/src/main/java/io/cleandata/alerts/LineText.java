package io.cleandata.alerts;

/** Strangers' strings as one line of text that acts on nothing. */
final class LineText {

    private LineText() {}

    /** Without control characters, direction marks and line breaks, which become spaces; at most so many UTF-16 units, the last an ellipsis when something is cut. */
    static String of(String text, int limit) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), limit));
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            int shown = acts(c) ? ' ' : c;
            if (shown == ' ' && acts(c) && safe.length() > 0 && safe.charAt(safe.length() - 1) == ' ') {
                continue;
            }
            if (safe.length() + Character.charCount(shown) > limit - (at < text.length() ? 1 : 0)) {
                return safe.append('…').toString();
            }
            safe.appendCodePoint(shown);
        }
        return safe.toString();
    }

    /** Whether a character does something other than being shown. */
    static boolean acts(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
