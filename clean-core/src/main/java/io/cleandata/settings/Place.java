package io.cleandata.settings;

import org.jspecify.annotations.Nullable;

/**
 * Where a setting was written: a line of a file, or the Java code that set it.
 *
 * @param file name of the file; null when the setting came from Java
 * @param line 1-based line; 0 when unknown
 */
record Place(@Nullable String file, int line) {

    static final Place JAVA = new Place(null, 0);

    /** "pipeline.yaml:7: ", or nothing for settings made in Java; the head of an error's line. */
    String prefix() {
        if (file == null) {
            return "";
        }
        return line > 0 ? file + ":" + line + ": " : file + ": ";
    }
}
