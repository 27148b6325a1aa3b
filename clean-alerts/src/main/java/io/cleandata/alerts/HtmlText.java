package io.cleandata.alerts;

/** Text for HTML and XML. */
final class HtmlText {

    private HtmlText() {}

    /** Without tags, entities and control characters, also within an attribute's quotation marks. */
    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(LineText.acts(c) ? ' ' : c);
            }
        });
        return safe.toString();
    }
}
