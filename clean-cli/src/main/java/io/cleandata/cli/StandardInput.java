package io.cleandata.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Finds out what standard input holds, which has no name to tell it. */
final class StandardInput {
    private static final int LOOK = 4096;

    private StandardInput() {}

    /** The file source's format: {@code jsonl} when the first character that is no space opens an object, else {@code csv}. */
    static String format() throws IOException {
        var in = new BufferedInputStream(System.in, LOOK);
        System.setIn(in);
        return format(in);
    }

    /** Looks at the beginning of the stream and leaves it as it was. */
    static String format(InputStream in) throws IOException {
        in.mark(LOOK);
        int c = in.read();
        for (int i = 1; i < LOOK && c >= 0 && Character.isWhitespace(c); i++) {
            c = in.read();
        }
        in.reset();
        return c == '{' || c < 0 ? "jsonl" : "csv";
    }
}
