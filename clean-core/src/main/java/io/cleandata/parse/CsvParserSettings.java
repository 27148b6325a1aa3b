package io.cleandata.parse;

import io.cleandata.spi.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options of the CSV parser. The names of the columns come with the messages, from the file's first line. */
public record CsvParserSettings(
        @Option(doc = "Column that holds the label") @Nullable
        String label,

        @Option(doc = "Column that holds the event time") @Nullable
        String timestamp,

        @Option(doc = "Columns that are metadata and not features")
        List<String> metadata,

        @Option(doc = "Columns that are passed over") List<String> ignore,

        @Option(
                doc = "Character between fields; where a header has no comma, a semicolon, tab or bar in it"
                        + " is one",
                value = ",",
                pattern = ".")
        String delimiter,

        @Option(doc = "Unit of timestamps that are numbers", value = "millis")
        TimestampUnit timestampUnit,

        @Option(doc = "Time zone of timestamps that name none; without it such records are bad") @Nullable
        String zone,

        @Option(doc = "Largest record in bytes", value = "1000000", min = 2)
        int maxBytes) {

    public CsvParserSettings {
        metadata = List.copyOf(metadata);
        ignore = List.copyOf(ignore);
    }

    /** All defaults, with the label in a column of this name. */
    public static CsvParserSettings withLabel(@Nullable String label) {
        return new CsvParserSettings(label, null, List.of(), List.of(), ",", TimestampUnit.MILLIS, null, 1_000_000);
    }
}
