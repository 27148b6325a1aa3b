package io.cleandata.detectors.duplicates;

import io.cleandata.spi.CleanException;
import io.cleandata.spi.Option;
import java.time.Duration;
import java.util.List;

/**
 * Options of the {@code duplicates} detector.
 *
 * @param memory how many distinct samples are remembered
 * @param exclude features that are no part of a sample's identity
 * @param identity the fields that make up a sample's identity
 * @param near whether near duplicates are sought
 * @param minSimilarity least similarity of near duplicates
 * @param nearMemory how many recent samples a new one is compared with
 * @param resentMemory how many recent samples a new one may be equal to but for a field
 * @param maxAge after which remembered samples are forgotten, zero for no bound
 */
public record DuplicatesSettings(
        @Option(
                doc = "distinct samples remembered for exact copies (20 to 27 bytes each)",
                value = "1000000",
                min = 1,
                max = 100_000_000)
        int memory,

        @Option(doc = "features that are no part of a sample's identity, such as a message id")
        List<String> exclude,

        @Option(
                doc =
                        "the only fields that make up a sample's identity: features, label or metadata.NAME; near duplicates are then not sought")
        List<String> identity,

        @Option(doc = "whether near duplicates are sought too", value = "true")
        boolean near,

        @Option(
                doc = "least similarity of near duplicates, beside what the stream itself demands",
                value = "0.3",
                min = 0,
                max = 1)
        double minSimilarity,

        @Option(
                doc = "recent samples of earlier windows that new ones are compared with for near duplicates",
                value = "250",
                min = 0,
                max = 100_000)
        int nearMemory,

        @Option(
                doc =
                        "recent samples of earlier windows that new ones are found equal to but for a number given anew, noise or a missing value (some 150 bytes each, and 17 for each number and 13 to 140 for each text)",
                value = "1000",
                min = 0,
                max = 100_000)
        int resentMemory,

        @Option(
                doc =
                        "age in event time from which on remembered samples are forgotten, whatever the memories still hold; 0s for no bound by time",
                value = "0s",
                min = 0)
        Duration maxAge) {

    /** Checks what spans options. */
    public DuplicatesSettings {
        exclude = List.copyOf(exclude);
        identity = List.copyOf(identity);
        if (!exclude.isEmpty() && !identity.isEmpty()) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "duplicates: exclude and identity are both set; keep the one that says what you mean");
        }
    }

    /** The defaults. */
    public static DuplicatesSettings defaults() {
        return new DuplicatesSettings(1_000_000, List.of(), List.of(), true, 0.3, 250, 1000, Duration.ZERO);
    }
}
