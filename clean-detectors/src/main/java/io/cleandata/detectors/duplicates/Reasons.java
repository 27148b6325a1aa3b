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
    /** One more than is shown tells that there is more. */
    static final int MOST_KEPT = SHOWN_CHARACTERS + 1;

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
        int earlier = links.earlier[link];
        EarlierSample sample = links.sample[link];
        StringBuilder reason = new StringBuilder("near copy of ");
        String differences = "";
        if (sample != null) {
            reason.append("the sample at position ").append(sample.position());
            reason.append(" of an earlier window, ").append(-earlier).append(" distinct samples ago");
            differences = sample.differences();
        } else if (earlier < 0) {
            reason.append("a sample of an earlier window, ").append(-earlier).append(" distinct samples ago");
        } else {
            reason.append("the sample at ").append(place(window, earlier));
            differences = differences(columns, earlier, row).toString();
        }
        if (links.column[link] >= 0) {
            return reason.append(": equal but for ").append(differences).toString();
        }
        int hundredths = Math.round(links.similarity[link] * 100);
        reason.append(" (similarity ")
                .append(hundredths / 100)
                .append(hundredths % 100 < 10 ? ".0" : ".")
                .append(hundredths % 100)
                .append(')');
        return differences.isEmpty()
                ? reason.toString()
                : reason.append("; differs in ").append(differences).toString();
    }

    private static Differences differences(List<Column> columns, int earlier, int row) {
        Differences differences = new Differences();
        for (Column column : columns) {
            if (!Objects.equals(column.text(earlier), column.text(row))) {
                differences.add(column.name(), column.text(earlier), column.text(row));
            }
        }
        return differences;
    }

    /** The fields in which two samples differ, in words. */
    static final class Differences {
        private final StringBuilder words = new StringBuilder();
        private int count;

        void add(String name, @Nullable String before, @Nullable String now) {
            if (count++ < SHOWN_FIELDS) {
                words.append(count == 1 ? "" : ", ")
                        .append(name)
                        .append(" ('")
                        .append(clip(before))
                        .append("', now '")
                        .append(clip(now))
                        .append("')");
            }
        }

        @Override
        public String toString() {
            return count <= SHOWN_FIELDS ? words.toString() : words + " and " + (count - SHOWN_FIELDS) + " more";
        }
    }

    private static String clip(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
    }

    /** As much of a text as is ever shown of it. */
    static @Nullable String kept(@Nullable String text) {
        return text == null || text.length() <= MOST_KEPT ? text : text.substring(0, MOST_KEPT);
    }

    private static String place(Window window, int row) {
        return "position " + window.message(row).positionFirst();
    }
}
