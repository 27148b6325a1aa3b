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

    FileFormat resolve(String name) {
        if (this != AUTO) {
            return this;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        String plain = lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
        return plain.endsWith(".csv") || plain.endsWith(".tsv") ? CSV : JSONL;
    }
}
