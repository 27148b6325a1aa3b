package io.cleandata.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds payloads to JSON Schemas: our own, and the services' published rules written down as such. */
final class Rules {

    private Rules() {}

    static void check(String schema, String json) {
        try (InputStream in = Rules.class.getResourceAsStream(schema + ".schema.json")) {
            String rules = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(rules, InputFormat.JSON)
                    .validate(json, InputFormat.JSON, run -> run.executionConfig(c -> c.formatAssertionsEnabled(true)));
            assertThat(errors).as(json).isEmpty();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> read(String json) {
        return (Map<String, Object>) SafeJson.read(json);
    }

    /** All texts of a JSON value, as a reader gets them. */
    static String texts(String json) {
        List<String> texts = new ArrayList<>();
        collect(SafeJson.read(json), texts);
        return String.join("\n", texts);
    }

    private static void collect(Object value, List<String> texts) {
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(each -> collect(each, texts));
        } else if (value instanceof List<?> list) {
            list.forEach(each -> collect(each, texts));
        } else if (value instanceof String text) {
            texts.add(text);
        }
    }
}
