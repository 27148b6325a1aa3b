package io.cleandata.detectors.schema;

import io.cleandata.spi.CleanException;
import io.cleandata.spi.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Options of the {@code schema} detector.
 *
 * @param fields what is declared of fields
 * @param jsonSchema a JSON Schema file that declares them instead
 * @param closed whether fields that are not declared are reported
 * @param ignore fields that are not watched
 * @param ranges whether numbers outside the learnt range are reported
 * @param newValues whether values that a field with a closed set of them never had are reported
 * @param formats whether rare formats in fields of one format, and mixed units, are reported
 * @param spellings whether rare spellings of frequent values are reported
 * @param dependencies whether cells are reported that break a dependency between fields
 * @param maxValues most distinct values of a field that are remembered
 * @param falseAlarms probability of a false report on a field in one window, over all fields
 */
public record SchemaSettings(
        @Option(doc = "declared fields; the rest is learnt") List<DeclaredField> fields,

        @Option(doc = "file of a JSON Schema (JSON or YAML) that declares the fields instead") @Nullable
        String jsonSchema,

        @Option(doc = "whether fields that are not declared under fields are reported", value = "false")
        boolean closed,

        @Option(doc = "fields that are not watched") List<String> ignore,

        @Option(doc = "whether numbers outside the learnt range are reported", value = "true")
        boolean ranges,

        @Option(doc = "whether new values of a field with a closed set are reported", value = "true")
        boolean newValues,

        @Option(doc = "whether rare formats and mixed units are reported", value = "true")
        boolean formats,

        @Option(doc = "whether rare spellings of frequent values are reported", value = "true")
        boolean spellings,

        @Option(doc = "whether cells that break a dependency between fields are reported", value = "true")
        boolean dependencies,

        @Option(doc = "distinct values remembered of one field", value = "5000", min = 100, max = 100_000)
        int maxValues,

        @Option(doc = "probability of a false report on a field in one window", value = "0.0001", min = 0, max = 1)
        double falseAlarms) {

    /** Copies the lists and checks what spans options. */
    public SchemaSettings {
        fields = List.copyOf(fields);
        ignore = List.copyOf(ignore);
        if (jsonSchema != null && !fields.isEmpty()) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "schema: fields and json-schema are both set; keep the one that is meant");
        }
    }

    /** The defaults. */
    public static SchemaSettings defaults() {
        return new SchemaSettings(List.of(), null, false, List.of(), true, true, true, true, true, 5000, 0.0001);
    }
}
