package io.cleandata.source.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes an entry whose fields are the features as a message of Clean's own shape. Redis knows only text: what reads as a JSON number,
 * {@code true} or {@code false} becomes one, all else stays text. {@code label} and {@code timestamp} keep their meaning, fields
 * called {@code metadata.something} are metadata.
 */
final class FeatureJson {

    private static final String METADATA = "metadata.";

    private FeatureJson() {}

    static byte[] of(List<?> fields) {
        StringBuilder features = new StringBuilder(256).append("{\"features\":{");
        StringBuilder metadata = new StringBuilder();
        StringBuilder rest = new StringBuilder();
        boolean first = true;
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            String name = RedisReply.text(fields.get(i));
            String value = RedisReply.text(fields.get(i + 1));
            if (name.equals("label") || name.equals("timestamp")) {
                rest.append(',');
                member(rest, name, value);
            } else if (name.startsWith(METADATA)) {
                metadata.append(metadata.length() == 0 ? "" : ",");
                member(metadata, name.substring(METADATA.length()), value);
            } else {
                features.append(first ? "" : ",");
                first = false;
                member(features, name, value);
            }
        }
        features.append('}').append(rest);
        if (metadata.length() > 0) {
            features.append(",\"metadata\":{").append(metadata).append('}');
        }
        return features.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void member(StringBuilder out, String name, String value) {
        text(out, name);
        out.append(':');
        if (value.equals("true") || value.equals("false") || isNumber(value)) {
            out.append(value);
        } else {
            text(out, value);
        }
    }

    private static void text(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    /** The grammar of JSON's numbers (RFC 8259, section 6). */
    static boolean isNumber(String text) {
        int at = text.startsWith("-") ? 1 : 0;
        int digits = digits(text, at);
        if (digits == 0 || digits > 1 && text.charAt(at) == '0') {
            return false;
        }
        at += digits;
        if (at < text.length() && text.charAt(at) == '.') {
            digits = digits(text, at + 1);
            if (digits == 0) {
                return false;
            }
            at += 1 + digits;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            digits = digits(text, at);
            if (digits == 0) {
                return false;
            }
            at += digits;
        }
        return at == text.length();
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }
}
