package io.cleandata.alerts;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Writes JSON in which no character acts on a terminal, a log or a page of HTML that quotes it: those stand as backslash-u escapes, which readers decode. */
final class SafeJson {

    private static final JsonMapper MAPPER = JsonMapper.builder(
                    JsonFactory.builder().characterEscapes(new Escapes()).build())
            .build();

    private SafeJson() {}

    /** Name, value, name, value, ...; in this order. */
    static Map<String, @Nullable Object> object(@Nullable Object... pairs) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            object.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return object;
    }

    static byte[] bytes(Object value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** The value of one JSON text; fails when it is none. */
    static Object read(String json) {
        return MAPPER.readValue(json, Object.class);
    }

    private static final class Escapes extends CharacterEscapes {

        private static final long serialVersionUID = 1L;

        private final int[] ascii = CharacterEscapes.standardAsciiEscapesForJSON();

        private Escapes() {
            for (char c : new char[] {'<', '>', '&', '\u007f'}) {
                ascii[c] = CharacterEscapes.ESCAPE_STANDARD;
            }
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii.clone();
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            return c < 128 || !LineText.acts(c) || Character.isSurrogate((char) c)
                    ? null
                    : new SerializedString("\\u" + HexFormat.of().toHexDigits((char) c));
        }
    }
}
