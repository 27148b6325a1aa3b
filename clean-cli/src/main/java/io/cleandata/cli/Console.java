package io.cleandata.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/**
 * Where a command prints, and what may be printed there.
 *
 * <p>On a terminal lines may be redrawn and coloured; anywhere else, and in a terminal that is told not to, everything
 * is plain ASCII, so that it can be read in a log. Whether there is a terminal is told by {@code bin/clean}, because
 * Java 17 cannot find out for standard output alone.
 */
final class Console {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean colors;
    private final boolean live;
    private final boolean unicode;
    private final int columns;

    /**
     * @param colors whether colours are wanted and understood
     * @param live whether a line on standard error may be redrawn
     * @param unicode whether characters beyond ASCII may be printed
     */
    Console(PrintWriter out, PrintWriter err, boolean colors, boolean live, boolean unicode, int columns) {
        this.out = out;
        this.err = err;
        this.colors = colors;
        this.live = live;
        this.unicode = unicode;
        this.columns = columns;
    }

    /** The console of this process. */
    static Console of(PrintWriter out, PrintWriter err, boolean noColor, Map<String, String> environment) {
        String terminals = System.getProperty("clean.terminal", "");
        String no = environment.get("NO_COLOR");
        boolean dumb = "dumb".equals(environment.get("TERM"));
        boolean plain = noColor || (no != null && !no.isEmpty()) || dumb;
        boolean outIsTerminal = terminals.contains("out");
        return new Console(
                out,
                err,
                outIsTerminal && !plain,
                terminals.contains("err") && !plain,
                outIsTerminal && !plain && speaksUtf8(environment),
                Integer.getInteger("clean.columns", 120));
    }

    private static boolean speaksUtf8(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.get(name);
            if (value != null && !value.isEmpty()) {
                return value.toUpperCase(Locale.ROOT).replace("-", "").endsWith("UTF8");
            }
        }
        return false;
    }

    /** Prints a line of results. */
    void print(String line) {
        out.println(line);
        out.flush();
    }

    /** Prints a line about the run itself. */
    void note(String line) {
        err.println(line);
        err.flush();
    }

    PrintWriter err() {
        return err;
    }

    PrintWriter out() {
        return out;
    }

    boolean live() {
        return live;
    }

    boolean unicode() {
        return unicode;
    }

    int columns() {
        return columns;
    }

    String bold(String text) {
        return styled("1", text);
    }

    String faint(String text) {
        return styled("2", text);
    }

    String red(String text) {
        return styled("31", text);
    }

    String green(String text) {
        return styled("32", text);
    }

    String yellow(String text) {
        return styled("33", text);
    }

    private String styled(String code, String text) {
        return colors ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** A stranger's text, without anything that would act on the terminal. */
    String safe(String text) {
        var safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean acts = type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            if (acts || (c > 0x7e && !unicode)) {
                safe.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    /** The text, or its beginning and an ellipsis where it has more than so many characters. */
    String shorten(String text, int length) {
        return text.length() <= length ? text : text.substring(0, Math.max(0, length - 3)) + "...";
    }
}
