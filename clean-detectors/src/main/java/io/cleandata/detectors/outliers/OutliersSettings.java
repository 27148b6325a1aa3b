package io.cleandata.detectors.outliers;

import io.cleandata.spi.Option;
import java.util.List;

/**
 * Options of the {@code outliers} detector.
 *
 * @param falseAlarms share of sound samples that may be flagged
 * @param history how many earlier scores the level of flags rests on
 * @param reference how many earlier rows small and suddenly different windows are compared with
 * @param adoptAfter windows after which data unlike all before are the new normal
 * @param exclude features to leave out
 */
public record OutliersSettings(
        @Option(
                doc = "share of sound samples that may be flagged where no second population stands apart",
                value = "0.015",
                min = 0.0001,
                max = 0.2)
        double falseAlarms,

        @Option(doc = "how many earlier scores the level of flags rests on", value = "4000", min = 500, max = 1000000)
        int history,

        @Option(
                doc = "how many earlier rows small or suddenly different windows are compared with",
                value = "500",
                min = 0,
                max = 4000)
        int reference,

        @Option(
                doc = "consecutive windows after which data unlike all before count as the new normal",
                value = "3",
                min = 1,
                max = 1000000)
        int adoptAfter,

        @Option(doc = "features to leave out, such as identifiers")
        List<String> exclude) {

    public OutliersSettings {
        exclude = List.copyOf(exclude);
    }
}
