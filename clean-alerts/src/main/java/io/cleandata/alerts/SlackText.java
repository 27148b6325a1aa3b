package io.cleandata.alerts;

/** Text for Slack's mrkdwn. */
final class SlackText {

    private SlackText() {}

    /**
     * Without mentions, links and formatting of strangers: {@code <!channel>} shows as it is written. At most so many UTF-16 units once escaped, as Slack counts;
     * no escape is cut in two.
     */
    static String escape(String text, int limit) {
        StringBuilder safe = new StringBuilder(Math.min(text.length() + 16, limit));
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            String shown = switch (c) {
                case '&' -> "&amp;";
                case '<' -> "&lt;";
                case '>' -> "&gt;";
                case '*', '_', '~', '`' -> "\u200b" + (char) c; // no formatting begins after a zero-width space
                default -> LineText.acts(c) ? " " : Character.toString(c);
            };
            if (safe.length() + shown.length() > limit - (at < text.length() ? 1 : 0)) {
                return safe.append('…').toString();
            }
            safe.append(shown);
        }
        return safe.toString();
    }
}
