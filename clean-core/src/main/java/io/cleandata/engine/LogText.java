package io.cleandata.engine;

/** Strangers' text made fit for a line of the log. */
final class LogText {

    private static final int LENGTH = 200;

    private LogText() {}

    /** The text on one line, without control characters, shortened. */
    static String of(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), LENGTH) + 4);
        for (int i = 0; i < text.length() && line.length() < LENGTH; i++) {
            char c = text.charAt(i);
            line.append(c < ' ' || c == 0x7f || (c >= 0x80 && c < 0xa0) || c == '\u2028' || c == '\u2029' ? '?' : c);
        }
        return text.length() > LENGTH ? line.append(" ...").toString() : line.toString();
    }
}
