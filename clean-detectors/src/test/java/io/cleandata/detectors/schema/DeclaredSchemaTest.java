package io.cleandata.detectors.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Sample;
import io.cleandata.settings.OptionsBinder;
import io.cleandata.spi.CleanException;
import io.cleandata.testkit.TestStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeclaredSchemaTest {

    private static final String YAML = """
            fields:
              - {name: price, type: number, required: true, nullable: false, min: 0, max: 100}
              - {name: units, type: integer}
              - {name: colour, type: string, values: [red, green]}
              - {name: mail, format: email, max-length: 20}
              - {name: code, pattern: "^[A-Z]{2}[0-9]+$"}
            closed: true
            """;

    private static final String JSON = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "properties": {
                "features": {
                  "type": "object",
                  "required": ["price"],
                  "additionalProperties": false,
                  "properties": {
                    "price": {"type": "number", "exclusiveMinimum": -1, "maximum": 100},
                    "units": {"type": ["integer", "null"]},
                    "colour": {"$ref": "#/$defs/colour"},
                    "mail": {"type": "string", "format": "email", "maxLength": 20},
                    "code": {"type": "string", "pattern": "^[A-Z]{2}[0-9]+$"}
                  }
                }
              },
              "$defs": {"colour": {"description": "of the box", "enum": ["red", "green"]}}
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void everyBreachOfADeclarationIsFoundInItsCellFromTheFirstWindowOn() {
        assertThat(found(detector(YAML))).isEqualTo(expected());
    }

    @Test
    void aJsonSchemaOfMessagesSaysTheSame() throws IOException {
        assertThat(found(detector("json-schema: " + file("s.json", JSON)))).isEqualTo(expected());
    }

    @Test
    void nothingIsLearntOfWhatIsDeclared() {
        SchemaDetector detector = detector("fields: [{name: x, min: 0, max: 1000}]");
        TestStream stream = new TestStream();
        for (int w = 0; w < 3; w++) {
            detector.analyze(stream.window(samples(1000, row -> Map.of("x", row % 10))));
        }
        assertThat(detector.analyze(stream.window(samples(1000, row -> Map.of("x", row == 5 ? 900 : row % 10))))
                        .issues())
                .isEmpty();
    }

    @Test
    void aRequiredFieldThatNoSampleHasIsMissingInAll() {
        DetectorResult result = detector("fields: [{name: x, required: true}]")
                .analyze(new TestStream().window(samples(10, row -> Map.of("y", row))));

        assertThat(result.issues())
                .filteredOn(issue -> issue.scope() == Issue.Scope.SAMPLE)
                .hasSize(10)
                .allSatisfy(issue -> assertThat(issue.reason()).isEqualTo("x is missing"));
    }

    @Test
    void whatAJsonSchemaAsksForAndIsNotUnderstoodIsToldWithAllPlaces() throws IOException {
        Path file = file("s.yaml", """
                properties:
                  a: {type: number, multipleOf: 5}
                  b: {properties: {c: {format: hostname}, d: {$ref: "#/$defs/none"}}}
                """);

        assertThatThrownBy(() -> detector("json-schema: " + file))
                .isInstanceOf(CleanException.class)
                .hasMessageContaining("s.yaml")
                .hasMessageContaining("at a: the keyword multipleOf is not understood")
                .hasMessageContaining("at b.c: the format hostname is not understood")
                .hasMessageContaining("at b.d: $ref #/$defs/none leads nowhere in this file");
        assertThatThrownBy(() -> detector("json-schema: " + directory.resolve("none.json")))
                .isInstanceOf(CleanException.class)
                .hasMessageContaining("none.json cannot be read");
        assertThatThrownBy(() -> detector("fields: [{name: a, pattern: '('}]"))
                .isInstanceOf(CleanException.class)
                .hasMessageContaining("field a has the pattern");
    }

    private static Map<String, String> expected() {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("1", "price is 100.5, more than 100");
        expected.put("2", "price is 'cheap', which is no number");
        expected.put("3", "price is null");
        expected.put("4", "price is missing");
        expected.put("5", "units is '1.5', which is no whole number");
        expected.put("6", "colour is 'blue', which is none of the declared values");
        expected.put("7", "mail is 'nobody', which is no email");
        expected.put("8", "mail is 'someone@a-long-one.example', longer than 20 characters");
        expected.put("9", "code is 'ab12', which does not match ^[A-Z]{2}[0-9]+$");
        expected.put("extra", "extra is not declared");
        return expected;
    }

    private static Map<String, String> found(SchemaDetector detector) {
        List<Sample> samples = samples(300, row -> {
            Map<String, Object> features = new LinkedHashMap<>();
            features.put("price", row == 1 ? (Object) 100.5 : row == 2 ? "cheap" : row == 3 ? null : row % 90);
            if (row == 4) {
                features.remove("price");
            }
            features.put("units", row == 5 ? (Object) 1.5 : row % 4 == 0 ? null : row % 7);
            features.put("colour", row == 6 ? "blue" : row % 2 == 0 ? "red" : "green");
            features.put(
                    "mail", row == 7 ? "nobody" : row == 8 ? "someone@a-long-one.example" : "u" + row % 9 + "@x.org");
            features.put("code", row == 9 ? "ab12" : "AB" + row);
            if (row == 10) {
                features.put("extra", 1);
            }
            return features;
        });
        Map<String, String> found = new LinkedHashMap<>();
        for (Issue issue : detector.analyze(new TestStream().window(samples)).issues()) {
            if (issue.scope() == Issue.Scope.SAMPLE) {
                found.put(Integer.toString(issue.row()), issue.reason());
            } else if (issue.reason().contains("declared")) {
                found.put(issue.features().get(0), issue.reason());
            }
        }
        return found;
    }

    private static SchemaDetector detector(String yaml) {
        return new SchemaDetector(OptionsBinder.bindYaml(SchemaSettings.class, yaml));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static List<Sample> samples(int n, java.util.function.IntFunction<Map<String, ?>> features) {
        List<Sample> samples = new ArrayList<>();
        for (int row = 0; row < n; row++) {
            Sample.Builder sample = Sample.builder();
            features.apply(row).forEach(sample::feature);
            samples.add(sample.build());
        }
        return samples;
    }
}
