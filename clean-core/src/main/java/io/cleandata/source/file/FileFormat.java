package io.cleandata.source.file;

import java.util.Locale;

/** How records are separated. */
public enum FileFormat {
    /** By the file's name: {@code .csv} and {@code .tsv}, with {@code .gz} or without, is CSV, everything else JSON lines. */
    AUTO,
    /** One JSON object a line. */
    JSONL,
    /** RFC 4180; the first line names the columns, and quoted fields may hold line breaks. */
    CSV;

    private static final String GZIP = ".gz";

    /** Whether a file's content is compressed, by its name. */
    public static boolean gzip(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(GZIP);
    }

    FileFormat resolve(String name) {
        if (this != AUTO) {
            return this;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        String plain = gzip(name) ? lower.substring(0, lower.length() - GZIP.length()) : lower;
        return plain.endsWith(".csv") || plain.endsWith(".tsv") ? CSV : JSONL;
    }
}
