package io.cleandata.column;

import io.cleandata.model.BadMessageException;
import io.cleandata.model.Message;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.Sample;
import io.cleandata.model.Window;
import io.cleandata.spi.Arrival;
import io.cleandata.spi.MessageParser;
import io.cleandata.spi.SampleWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The current row: takes a sample from a parser and holds it until panes have copied it.
 *
 * <p>One instance for a pipeline. After a parse that threw, or before the next row, {@link #begin} forgets everything.
 */
public final class RowWriter implements SampleWriter, Arrival {

    private static final double EXACT_LIMIT = 9_007_199_254_740_992.0;

    final StreamSchema schema;
    Field[] touched = new Field[64];
    int touchedCount;
    Field[] touchedMetadata = new Field[16];
    int touchedMetadataCount;
    boolean hasLabel;
    long timestamp;
    float[] probabilities = new float[0];
    boolean hasProbabilities;
    Message message;
    boolean redelivered;

    private int row;
    private final LongAdder repeatedKeys;
    private @Nullable BadMessageException refusal;

    /** A writer into the schema's fields. */
    public RowWriter(StreamSchema schema) {
        this(schema, new LongAdder());
    }

    /**
     * A writer into the schema's fields.
     *
     * @param repeatedKeys counts fields that one message names more than once
     */
    public RowWriter(StreamSchema schema, LongAdder repeatedKeys) {
        this.schema = schema;
        this.repeatedKeys = repeatedKeys;
        this.message = Message.builder("").build();
    }

    /**
     * Parses a message into the current row.
     *
     * @throws BadMessageException when it is no sample or over a limit; nothing of it is kept
     */
    public void read(Message message, MessageParser parser) throws BadMessageException {
        int knownFeatures = schema.features.size();
        int knownMetadata = schema.metadata.size();
        int knownLabels = schema.probabilityLabels.size();
        begin(message);
        try {
            parser.parse(message, this);
            if (refusal != null) {
                throw refusal;
            }
        } catch (BadMessageException e) {
            forget(knownFeatures, knownMetadata, knownLabels);
            throw e;
        } catch (RuntimeException | StackOverflowError e) { // one that is too deep for its parser is a bad message too
            forget(knownFeatures, knownMetadata, knownLabels);
            throw new BadMessageException("parser-error", e.toString());
        }
    }

    /** What a bad message has named is no part of the stream. */
    private void forget(int knownFeatures, int knownMetadata, int knownLabels) {
        schema.features.truncate(knownFeatures);
        schema.metadata.truncate(knownMetadata);
        schema.probabilityLabels.truncate(knownLabels);
    }

    private void begin(Message message) {
        this.message = message;
        this.redelivered = message.redelivered();
        row++;
        touchedCount = 0;
        touchedMetadataCount = 0;
        hasLabel = false;
        hasProbabilities = false;
        refusal = null;
        timestamp = message.timestamp() == Message.NO_TIMESTAMP ? Window.NO_TIMESTAMP : message.timestamp();
    }

    /** The message of the current row. */
    public Message message() {
        return message;
    }

    /** Marks the current row as analysed by an earlier run. */
    public void redelivered(boolean redelivered) {
        this.redelivered = redelivered;
    }

    @Override
    public long timestamp() {
        return timestamp;
    }

    @Override
    public String partition() {
        return message.partition();
    }

    /** The current row's value of a metadata field, or else of a feature, as text; null when it has none. */
    public @Nullable String keyText(String name) {
        Field field = schema.metadata.find(name);
        if (field == null || field.row != row) {
            field = schema.features.find(name);
        }
        if (field == null || field.row != row) {
            return null;
        }
        return switch (field.cell) {
            case Cell.CODE -> field.dictionary.value(field.code);
            case Cell.TEXT, Cell.EXACT -> field.text;
            case Cell.NUMBER -> NumericColumn.format(field.number);
            case Cell.BOOL -> field.number != 0 ? "true" : "false";
            default -> null;
        };
    }

    private @Nullable Field feature(String name) {
        Field field = schema.features.of(name);
        if (field == null) {
            overLimit("more than " + schema.limits.maxFeatures() + " distinct features; raise the limit or name fewer");
            return null;
        }
        if (field.row == row) {
            repeatedKeys.increment();
        } else {
            field.row = row;
            if (touchedCount == touched.length) {
                touched = Arrays.copyOf(touched, touchedCount * 2);
            }
            touched[touchedCount++] = field;
        }
        return field;
    }

    private @Nullable Field metadataField(String name) {
        Field field = schema.metadata.of(name);
        if (field == null) {
            overLimit("more than " + schema.limits.maxFeatures() + " distinct metadata fields");
            return null;
        }
        if (field.row == row) {
            repeatedKeys.increment();
        } else {
            field.row = row;
            if (touchedMetadataCount == touchedMetadata.length) {
                touchedMetadata = Arrays.copyOf(touchedMetadata, touchedMetadataCount * 2);
            }
            touchedMetadata[touchedMetadataCount++] = field;
        }
        return field;
    }

    private void overLimit(String what) {
        refusal = new BadMessageException("over-limit", what);
    }

    private boolean tooLong(int length) {
        if (length > schema.limits.maxText()) {
            overLimit("a text of " + length + " characters, at most " + schema.limits.maxText() + " are taken");
            return true;
        }
        return false;
    }

    @Override
    public void number(String feature, double value) {
        Field field = feature(feature);
        if (field != null) {
            field.number = value;
            field.cell = Double.isFinite(value) ? Cell.NUMBER : Cell.NULL;
        }
    }

    @Override
    public void integer(String feature, long value) {
        Field field = feature(feature);
        if (field != null) {
            field.number = value;
            if (Math.abs((double) value) >= EXACT_LIMIT) {
                field.text = Long.toString(value);
                field.cell = Cell.EXACT;
            } else {
                field.cell = Cell.NUMBER;
            }
        }
    }

    @Override
    public void bool(String feature, boolean value) {
        Field field = feature(feature);
        if (field != null) {
            field.number = value ? 1 : 0;
            field.cell = Cell.BOOL;
        }
    }

    @Override
    public void text(String feature, String value) {
        Field field = feature(feature);
        if (field != null && !tooLong(value.length())) {
            field.setText(value);
        }
    }

    @Override
    public void text(String feature, char[] buffer, int offset, int length) {
        Field field = feature(feature);
        if (field != null && !tooLong(length)) {
            field.setText(buffer, offset, length);
        }
    }

    @Override
    public void vector(String feature, float[] values, int length) {
        Field field = feature(feature);
        if (field == null) {
            return;
        }
        if (length > schema.limits.maxVector()) {
            overLimit("a vector of " + length + " numbers, at most " + schema.limits.maxVector() + " are taken");
        } else if (length == 0) {
            field.cell = Cell.NULL;
        } else {
            field.setVector(values, length);
        }
    }

    @Override
    public void nothing(String feature) {
        Field field = feature(feature);
        if (field != null) {
            field.cell = Cell.NULL;
        }
    }

    @Override
    public void label(String label) {
        if (!tooLong(label.length())) {
            schema.label.setText(label);
            hasLabel = true;
        }
    }

    @Override
    public void label(char[] buffer, int offset, int length) {
        if (!tooLong(length)) {
            schema.label.setText(buffer, offset, length);
            hasLabel = true;
        }
    }

    @Override
    public void timestamp(long epochMillis) {
        timestamp = epochMillis;
    }

    @Override
    public void metadata(String name, String value) {
        Field field = metadataField(name);
        if (field != null && !tooLong(value.length())) {
            field.setText(value);
        }
    }

    @Override
    public void metadata(String name, char[] buffer, int offset, int length) {
        Field field = metadataField(name);
        if (field != null && !tooLong(length)) {
            field.setText(buffer, offset, length);
        }
    }

    @Override
    public void probability(String label, double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            refusal = new BadMessageException(
                    "wrong-shape", "a probability of " + probability + " for label " + label + " is outside 0..1");
            return;
        }
        int index = schema.probabilityLabels.of(label);
        if (index < 0) {
            overLimit("probabilities of more than " + schema.limits.maxFeatures() + " labels");
            return;
        }
        if (!hasProbabilities) {
            hasProbabilities = true;
            Arrays.fill(probabilities, 0);
        }
        if (index >= probabilities.length) {
            probabilities = Arrays.copyOf(probabilities, Math.max(8, 2 * index));
        }
        probabilities[index] = (float) probability;
    }

    @Override
    public void sample(Sample sample) {
        for (Map.Entry<String, @Nullable Object> feature : sample.features().entrySet()) {
            String name = feature.getKey();
            Object value = feature.getValue();
            if (value == null) {
                nothing(name);
            } else if (value instanceof String text) {
                text(name, text);
            } else if (value instanceof Boolean truth) {
                bool(name, truth);
            } else if (value instanceof float[] vector) {
                vector(name, vector, vector.length);
            } else if (value instanceof Long
                    || value instanceof Integer
                    || value instanceof Short
                    || value instanceof Byte) {
                integer(name, ((Number) value).longValue());
            } else {
                number(name, ((Number) value).doubleValue());
            }
        }
        if (sample.label() != null) {
            label(sample.label());
        }
        if (sample.timestamp() != null) {
            timestamp(sample.timestamp().toEpochMilli());
        }
        sample.metadata().forEach(this::metadata);
        sample.probabilities().forEach(this::probability);
    }
}
