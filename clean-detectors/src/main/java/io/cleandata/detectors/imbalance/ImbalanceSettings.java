package io.cleandata.detectors.imbalance;

import io.cleandata.spi.Option;

/**
 * Options of the {@code imbalance} detector.
 *
 * @param minShare smallest share that a known class may have in a window
 * @param minChange smallest change of a class's share that is reported
 * @param significance chance of a false report for each window
 * @param memory samples after which the past counts half
 */
public record ImbalanceSettings(
        @Option(
                doc = "smallest share that a known class may have in a window; 0 for any",
                value = "0",
                min = 0,
                max = 1)
        double minShare,

        @Option(doc = "smallest change of a class's share that is reported", value = "0.05", min = 0, max = 1)
        double minChange,

        @Option(doc = "chance of a false report for each window", value = "0.0001", min = 1e-12, max = 0.1)
        double significance,

        @Option(doc = "samples after which the past counts half", value = "20000", min = 100)
        int memory) {

    /** The defaults. */
    public static ImbalanceSettings defaults() {
        return new ImbalanceSettings(0, 0.05, 1e-4, 20_000);
    }
}
