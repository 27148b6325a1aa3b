package io.cleandata.cli;

import java.util.Map;

/** Says why a file holds no sample, and what helps. */
final class NoSamples {
    private NoSamples() {}

    /** One line; the reason that is commonest tells what helps. */
    static String why(String title, Map<String, Long> badMessages) {
        var commonest = badMessages.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
        return commonest
                .map(bad -> "no message of " + title + " is a sample: " + Figures.count(bad.getValue(), "is", "are")
                        + " " + bad.getKey() + cure(bad.getKey()))
                .orElse(title + " holds no message");
    }

    private static String cure(String reason) {
        return switch (reason) {
            case "no-features" ->
                "; are the features not under \"features\"? For flat JSON give --config a file with: parser: {type:"
                        + " json, features: .}";
            case "not-json", "wrong-shape" ->
                "; each line must be one JSON object (no array, not over several lines), and the name of a CSV file"
                        + " end in .csv or .tsv";
            case "too-large" ->
                "; is each message on a line of its own? An array is none. parser.max-bytes allows larger ones";
            case "not-utf8" ->
                "; convert it to UTF-8 first (iconv -f LATIN1 -t UTF-8, or -f UTF-16), and let the name of a gzip file end"
                        + " in .gz; standard input must be plain (gzip -dc FILE | clean replay -)";
            case "wrong-column-count" ->
                "; does another character than the header's stand between fields? See parser.delimiter";
            case "no-such-column" -> "; does --label, or parser.timestamp, name a column of the header?";
            case "bad-timestamp" -> "; see parser.timestamp-unit and parser.zone";
            default -> "";
        };
    }
}
