package io.cleandata.detectors.duplicates;

import io.cleandata.model.Column;
import io.cleandata.model.Window;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says in words why a row is a duplicate. */
final class Reasons {

    private static final int SHOWN_FIELDS = 3;
    private static final int SHOWN_CHARACTERS = 40;

    private Reasons() {}

    static String copy(Window window, int first, int[] match) {
        String reason = "exact copy of the sample at " + place(window, first);
        return match.length <= 1
                ? reason
                : reason + ", one of " + match.length + " earlier ones of its group in this window";
    }

    static String joined(Window window, int first) {
        return "near copy of the sample at " + place(window, first) + ", by way of a sample between them";
    }

    static String near(Window window, List<Column> columns, int row, Links links, int link) {
        StringBuilder reason = new StringBuilder("near copy of ");
        int earlier = links.earlier[link];
        if (earlier < 0) {
            reason.append("a sample of an earlier window, ").append(-earlier).append(" samples ago");
        } else {
            reason.append("the sample at ").append(place(window, earlier));
        }
        if (links.column[link] >= 0) {
            return differences(reason.append(": equal but for "), columns, earlier, row);
        }
        int hundredths = Math.round(links.similarity[link] * 100);
        reason.append(" (similarity ")
                .append(hundredths / 100)
                .append(hundredths % 100 < 10 ? ".0" : ".")
                .append(hundredths % 100)
                .append(')');
        return earlier < 0 ? reason.toString() : differences(reason.append("; differs in "), columns, earlier, row);
    }

    private static String differences(StringBuilder reason, List<Column> columns, int earlier, int row) {
        int differing = 0;
        for (Column column : columns) {
            if (!Objects.equals(column.text(earlier), column.text(row)) && differing++ < SHOWN_FIELDS) {
                reason.append(differing == 1 ? "" : ", ").append(difference(column, earlier, row));
            }
        }
        if (differing > SHOWN_FIELDS) {
            reason.append(" and ").append(differing - SHOWN_FIELDS).append(" more");
        }
        return reason.toString();
    }

    private static String difference(Column column, int earlier, int row) {
        return column.name() + " ('" + clip(column.text(earlier)) + "', now '" + clip(column.text(row)) + "')";
    }

    private static String clip(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
    }

    private static String place(Window window, int row) {
        return "position " + window.message(row).positionFirst();
    }
}
