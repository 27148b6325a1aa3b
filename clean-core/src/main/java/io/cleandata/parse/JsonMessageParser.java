package io.cleandata.parse;

import io.cleandata.model.BadMessageException;
import io.cleandata.model.Message;
import io.cleandata.model.NumericColumn;
import io.cleandata.spi.MessageParser;
import io.cleandata.spi.SampleWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Reads samples from JSON, token by token straight into columns: no tree and no map for a message.
 *
 * <p>Nested objects become dotted names, arrays of numbers vectors, other arrays text. What stands outside the configured paths is
 * passed over. Of repeated keys the last wins. The numbers that JSON lacks and many writers send ({@code NaN}, {@code Infinity}) are taken for
 * missing values.
 *
 * <p>Reasons of bad messages: {@code tombstone}, {@code empty}, {@code too-large}, {@code not-json}, {@code over-limit} (depth, length of a number or
 * name), {@code wrong-shape}, {@code no-features}, {@code bad-timestamp}.
 */
public final class JsonMessageParser implements MessageParser {

    private final JsonParserSettings settings;
    private final JsonNode root;
    private final JsonFactory factory;
    private final TimestampReader timestamps;
    private final CharSlice slice = new CharSlice();
    private float[] vector = new float[64];
    private boolean sawFeatures;

    public JsonMessageParser(JsonParserSettings settings) {
        this.settings = settings;
        this.root = JsonNode.root(settings);
        this.timestamps = new TimestampReader(settings.timestampUnit(), settings.zone());
        this.factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(settings.maxDepth())
                        .maxNumberLength(settings.maxNumberLength())
                        .maxNameLength(settings.maxNameLength())
                        .maxStringLength(settings.maxBytes())
                        .build())
                .recyclerPool(JsonRecyclerPools.threadLocalPool())
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();
    }

    @Override
    public void parse(Message message, SampleWriter out) throws BadMessageException {
        if (message.tombstone()) {
            throw new BadMessageException("tombstone", "the message has no value");
        }
        if (message.length() == 0) {
            throw new BadMessageException("empty", "the message has no bytes");
        }
        if (message.length() > settings.maxBytes()) {
            throw new BadMessageException(
                    "too-large", "the message has more than " + settings.maxBytes() + " bytes (parser.max-bytes)");
        }
        sawFeatures = false;
        try (JsonParser json =
                factory.createParser(ObjectReadContext.empty(), message.buffer(), message.offset(), message.length())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new BadMessageException("wrong-shape", "the message is no JSON object");
            }
            sawFeatures = root.role == JsonNode.Role.FEATURES;
            object(json, root, out);
            if (json.nextToken() != null) {
                throw new BadMessageException("not-json", "something follows the JSON object");
            }
        } catch (StreamConstraintsException e) {
            throw new BadMessageException("over-limit", firstLine(e));
        } catch (JacksonException e) {
            throw new BadMessageException("not-json", firstLine(e));
        }
        if (!sawFeatures) {
            throw new BadMessageException(
                    "no-features",
                    "the message has no object \"" + settings.features()
                            + "\"; set parser.features to where they stand");
        }
    }

    private void object(JsonParser json, JsonNode node, SampleWriter out) throws BadMessageException {
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonNode child = node.child(name);
            JsonToken token = json.nextToken();
            switch (child.role) {
                case FEATURES -> feature(json, token, node, child, out);
                case LABEL -> label(json, token, out);
                case TIMESTAMP -> timestamp(json, token, out);
                case METADATA -> metadata(json, token, child, out);
                case PROBABILITIES -> probabilities(json, token, out);
                case CONTAINER -> {
                    if (token == JsonToken.START_OBJECT) {
                        object(json, child, out);
                    } else {
                        json.skipChildren();
                    }
                }
                case IGNORED -> json.skipChildren();
            }
        }
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw new BadMessageException("not-json", "the message ends within an object");
        }
    }

    private void feature(JsonParser json, @Nullable JsonToken token, JsonNode parent, JsonNode node, SampleWriter out)
            throws BadMessageException {
        String path = node.path;
        if (node.top) {
            if (token != JsonToken.START_OBJECT) {
                throw new BadMessageException("wrong-shape", "\"" + settings.features() + "\" is no object");
            }
            sawFeatures = true;
            object(json, node, out);
            return;
        }
        if (token == null) {
            throw new BadMessageException("not-json", "the message ends behind a name");
        }
        switch (token) {
            case VALUE_STRING ->
                out.text(path, json.getStringCharacters(), json.getStringOffset(), json.getStringLength());
            case VALUE_NUMBER_INT -> integer(json, path, out);
            case VALUE_NUMBER_FLOAT -> decimal(json, path, out);
            case VALUE_TRUE -> out.bool(path, true);
            case VALUE_FALSE -> out.bool(path, false);
            case START_OBJECT -> object(json, node, out);
            case START_ARRAY -> array(json, path, out);
            default -> out.nothing(path);
        }
    }

    private static void decimal(JsonParser json, String path, SampleWriter out) {
        if (json.isNaN()) {
            out.nothing(path);
        } else {
            out.number(
                    path,
                    DecimalReader.read(json.getStringCharacters(), json.getStringOffset(), json.getStringLength()));
        }
    }

    private static void integer(JsonParser json, String path, SampleWriter out) {
        switch (json.getNumberType()) {
            case INT, LONG -> out.integer(path, json.getLongValue());
            default -> out.text(path, json.getString());
        }
    }

    private void array(JsonParser json, String path, SampleWriter out) throws BadMessageException {
        int length = 0;
        StringBuilder text = null;
        int depth = 1;
        while (depth > 0) {
            JsonToken token = json.nextToken();
            if (token == null) {
                throw new BadMessageException("not-json", "the message ends within an array");
            }
            switch (token) {
                case START_ARRAY -> depth++;
                case END_ARRAY -> depth--;
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                    if (text != null) {
                        separate(text).append(json.getString());
                    } else {
                        if (length == vector.length) {
                            vector = Arrays.copyOf(vector, length * 2);
                        }
                        vector[length++] = (float) json.getDoubleValue();
                    }
                }
                default -> {
                    if (text == null) {
                        text = new StringBuilder();
                        for (int i = 0; i < length; i++) {
                            separate(text).append(NumericColumn.format(vector[i]));
                        }
                    }
                    if (token == JsonToken.START_OBJECT) {
                        json.skipChildren();
                        separate(text).append("{...}");
                    } else {
                        separate(text).append(json.getString());
                    }
                }
            }
        }
        if (text != null) {
            out.text(path, text.toString());
        } else if (length == 0) {
            out.nothing(path);
        } else {
            out.vector(path, vector, length);
        }
    }

    private static StringBuilder separate(StringBuilder text) {
        return text.isEmpty() ? text : text.append(", ");
    }

    private void label(JsonParser json, @Nullable JsonToken token, SampleWriter out) throws BadMessageException {
        if (token == JsonToken.VALUE_STRING) {
            out.label(json.getStringCharacters(), json.getStringOffset(), json.getStringLength());
        } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            double number = json.getDoubleValue();
            if (Double.isFinite(number)) {
                out.label(NumericColumn.format(number));
            }
        } else if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            throw new BadMessageException(
                    "wrong-shape", "the label at \"" + settings.label() + "\" is no string, number or boolean");
        } else if (token != null && token != JsonToken.VALUE_NULL) {
            out.label(json.getString());
        }
    }

    private void timestamp(JsonParser json, @Nullable JsonToken token, SampleWriter out) throws BadMessageException {
        if (token == JsonToken.VALUE_STRING) {
            out.timestamp(timestamps.read(
                    slice.of(json.getStringCharacters(), json.getStringOffset(), json.getStringLength())));
        } else if (token == JsonToken.VALUE_NUMBER_INT) {
            JsonParser.NumberType type = json.getNumberType();
            if (type == JsonParser.NumberType.INT || type == JsonParser.NumberType.LONG) {
                out.timestamp(timestamps.read(json.getLongValue()));
            } else {
                out.timestamp(timestamps.read(json.getDoubleValue()));
            }
        } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            out.timestamp(timestamps.read(json.getDoubleValue()));
        } else if (token != JsonToken.VALUE_NULL) {
            throw new BadMessageException("bad-timestamp", "the timestamp is neither text nor a number");
        }
    }

    private void metadata(JsonParser json, @Nullable JsonToken token, JsonNode node, SampleWriter out)
            throws BadMessageException {
        if (token == JsonToken.START_OBJECT) {
            object(json, node, out);
        } else if (node.top) {
            if (token != JsonToken.VALUE_NULL) {
                throw new BadMessageException("wrong-shape", "\"" + settings.metadata() + "\" is no object");
            }
        } else if (token == JsonToken.VALUE_STRING) {
            out.metadata(node.path, json.getStringCharacters(), json.getStringOffset(), json.getStringLength());
        } else if (token == JsonToken.START_ARRAY) {
            json.skipChildren();
        } else if (token != null && token != JsonToken.VALUE_NULL) {
            out.metadata(node.path, json.getString());
        }
    }

    private void probabilities(JsonParser json, @Nullable JsonToken token, SampleWriter out)
            throws BadMessageException {
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        if (token != JsonToken.START_OBJECT) {
            throw new BadMessageException("wrong-shape", "\"" + settings.probabilities() + "\" is no object");
        }
        for (String label = json.nextName(); label != null; label = json.nextName()) {
            JsonToken value = json.nextToken();
            if (value != JsonToken.VALUE_NUMBER_INT && value != JsonToken.VALUE_NUMBER_FLOAT) {
                throw new BadMessageException("wrong-shape", "the probability of label \"" + label + "\" is no number");
            }
            out.probability(label, json.getDoubleValue());
        }
    }

    private static String firstLine(JacksonException e) {
        String message = e.getOriginalMessage();
        int end = message == null ? -1 : message.indexOf('\n');
        return message == null ? "not JSON" : end < 0 ? message : message.substring(0, end);
    }
}
