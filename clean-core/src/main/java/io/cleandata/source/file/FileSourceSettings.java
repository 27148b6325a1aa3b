package io.cleandata.source.file;

import io.cleandata.spi.CleanException;
import io.cleandata.spi.Option;

/** Options of the file source. */
public record FileSourceSettings(
        @Option(doc = "File to read, plain or gzip (.gz); - for standard input", required = true)
        String path,

        @Option(doc = "How records are separated: auto, jsonl or csv", value = "auto")
        FileFormat format,

        @Option(doc = "Whether to go on reading as the file grows", value = "false")
        boolean follow,

        @Option(doc = "Largest record in bytes; what is longer is bad", value = "1000000", min = 16, max = 100000000)
        int maxRecordBytes) {

    public FileSourceSettings {
        if (follow && (FileFormat.gzip(path) || path.equals("-"))) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "source.follow works for plain files only, and source.path is \"" + path + "\"");
        }
    }

    /** Whether records are CSV, by the format or else by the file's name. */
    public boolean csv() {
        return format.resolve(path) == FileFormat.CSV;
    }

    /** Defaults for a file. */
    public static FileSourceSettings of(String path) {
        return new FileSourceSettings(path, FileFormat.AUTO, false, 1_000_000);
    }
}
