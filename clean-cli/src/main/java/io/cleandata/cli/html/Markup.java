package io.cleandata.cli.html;

import java.util.Locale;

/** Text of a page under construction. Only {@link #text} takes what others wrote, and escapes it. */
final class Markup {

    private final StringBuilder out = new StringBuilder(1 << 16);

    /** Appends markup as it is: constants of this package only. */
    Markup raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Appends markup with numbers in it. */
    Markup format(String markup, Object... numbers) {
        for (Object number : numbers) {
            if (!(number instanceof Number)) {
                throw new IllegalArgumentException("only numbers are formatted into markup: " + number);
            }
        }
        out.append(String.format(Locale.ROOT, markup, numbers));
        return this;
    }

    /** Appends text, escaped for elements and quoted attributes; control and direction-changing characters become blanks. */
    Markup text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(unprintable(c) ? ' ' : c);
            }
        }
        return this;
    }

    private static boolean unprintable(char c) {
        return (c < ' ' && c != '\n' && c != '\t')
                || c == 0x7F
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
