package io.cleandata.detectors.missing;

import io.cleandata.spi.Option;
import java.util.List;

/**
 * Options of the {@code missing} detector.
 *
 * @param standIns further texts or numbers that stand for a missing value
 * @param usualStandIns whether the usual ones do
 * @param learnStandIns whether numbers are taken for stand-ins that the stream shows to be such
 * @param optional features that may be missing
 * @param minRise least rise of a feature's share of missing values
 * @param falseAlarms probability of a false report of a feature in one window, over all features
 */
public record MissingSettings(
        @Option(doc = "further texts or numbers that stand for a missing value, such as -1 or 'not known'")
        List<String> standIns,

        @Option(doc = "whether N/A, null, none, -, ? and their like stand for a missing value", value = "true")
        boolean usualStandIns,

        @Option(
                doc =
                        "whether isolated repeated numbers such as -999, or the moment 1970-01-01, are learnt as stand-ins",
                value = "true")
        boolean learnStandIns,

        @Option(doc = "features that may be missing and are not watched")
        List<String> optional,

        @Option(
                doc = "least rise of a feature's share of missing values that is reported",
                value = "0.02",
                min = 0,
                max = 1)
        double minRise,

        @Option(
                doc = "probability of a false report in one window, over all features",
                value = "0.0001",
                min = 0,
                max = 1)
        double falseAlarms) {

    /** Copies the lists. */
    public MissingSettings {
        standIns = List.copyOf(standIns);
        optional = List.copyOf(optional);
    }

    /** The defaults. */
    public static MissingSettings defaults() {
        return new MissingSettings(List.of(), true, true, List.of(), 0.02, 0.0001);
    }
}
