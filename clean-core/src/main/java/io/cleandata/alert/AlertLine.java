package io.cleandata.alert;

import io.cleandata.model.Alert;
import java.util.Locale;

/** An alert as one line of text, without characters that act on a terminal or forge a line of a log. */
final class AlertLine {
    private AlertLine() {}

    static String of(Alert alert) {
        var line = new StringBuilder(200);
        line.append(alert.state().name().toLowerCase(Locale.ROOT))
                .append(' ')
                .append(alert.severity().name().toLowerCase(Locale.ROOT))
                .append(' ')
                .append(alert.incident())
                .append(": ")
                .append(alert.message());
        return LogLine.of(line);
    }
}
