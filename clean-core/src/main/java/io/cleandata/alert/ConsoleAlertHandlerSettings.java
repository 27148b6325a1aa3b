package io.cleandata.alert;

import io.cleandata.spi.Option;

/** Options of the alert handler {@code console}. */
public record ConsoleAlertHandlerSettings(
        @Option(doc = "Where to print: out (standard output) or err (standard error)", value = "out")
        Stream stream) {
    /** A standard stream of the process. */
    public enum Stream {
        /** Standard output. */
        OUT,
        /** Standard error. */
        ERR
    }
}
