package io.cleandata.generator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a sample as one line of JSON. */
final class JsonEncoder {
    private final StringBuilder out = new StringBuilder(256);

    private JsonEncoder() {}

    static byte[] encode(GeneratedSample sample) {
        return new JsonEncoder().message(sample).getBytes(StandardCharsets.UTF_8);
    }

    private String message(GeneratedSample sample) {
        out.append("{\"features\":");
        object(sample.features());
        if (sample.label() != null) {
            out.append(",\"label\":");
            string(sample.label());
        }
        if (sample.timestamp() != GeneratedSample.NO_TIMESTAMP) {
            out.append(",\"timestamp\":\"")
                    .append(Instant.ofEpochMilli(sample.timestamp()))
                    .append('"');
        }
        if (!sample.metadata().isEmpty()) {
            out.append(",\"metadata\":");
            object(sample.metadata());
        }
        return out.append('}').toString();
    }

    private void object(Map<String, ? extends @Nullable Object> fields) {
        char separator = '{';
        for (var field : fields.entrySet()) {
            out.append(separator);
            string(field.getKey());
            out.append(':');
            value(field.getValue());
            separator = ',';
        }
        out.append(fields.isEmpty() ? "{}" : "}");
    }

    private void value(@Nullable Object value) {
        if (value instanceof Double number && (number.isNaN() || number.isInfinite())) {
            string(number.toString());
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            string(value.toString());
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20) {
                out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
