package io.cleandata.testkit;

import io.cleandata.model.CellState;
import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.EmbeddingColumn;
import io.cleandata.model.Message;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.Probabilities;
import io.cleandata.model.Sample;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns samples into windows as a pipeline would, for tests: column kinds, category codes, window numbers and positions go on from
 * window to window.
 *
 * <p>The kind of a field comes from the first values it shows: strings are {@code TEXT} when most of them are distinct and
 * {@code CATEGORICAL} otherwise; {@link #kind} declares it. Not to be used by several threads.
 *
 * <pre>{@code
 * TestStream stream = new TestStream();
 * Window first = stream.window(samples);                 // all rows new
 * Window next = stream.slide(700, furtherSamples);       // shows the last 700 rows again
 * }</pre>
 */
public final class TestStream {

    private static final Object ABSENT = new Object();

    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Map<String, Field> metadata = new LinkedHashMap<>();
    private final Map<String, ColumnKind> declared = new HashMap<>();
    private final Field label = new Field(ColumnKind.CATEGORICAL);
    private @Nullable String key;
    private boolean labelled;
    private long index;
    private long line;
    private List<Sample> lastRows = List.of();
    private List<Message> lastMessages = List.of();

    /** One window of a new stream. */
    public static Window of(List<Sample> samples) {
        return new TestStream().window(samples);
    }

    /** One window of a new stream. */
    public static Window of(Sample... samples) {
        return of(List.of(samples));
    }

    /** Declares the kind of a feature. */
    public TestStream kind(String feature, ColumnKind kind) {
        declared.put(feature, kind);
        return this;
    }

    /** Gives the windows from now on a key. */
    public TestStream key(@Nullable String key) {
        this.key = key;
        return this;
    }

    /** The next window, all of its rows new. */
    public Window window(List<Sample> samples) {
        return slide(0, samples);
    }

    /** The next window of a sliding windowing: the last {@code again} rows of the window before, then new ones. */
    public Window slide(int again, List<Sample> newSamples) {
        return next(again, newSamples, new BitSet());
    }

    /** The next window, all rows marked as analysed by an earlier run. */
    public Window redelivered(List<Sample> samples) {
        BitSet all = new BitSet();
        all.set(0, samples.size());
        return next(0, samples, all);
    }

    /**
     * The next window.
     *
     * @param again how many rows of the window before are shown again, first
     * @param redelivered rows of the new window that an earlier run has analysed
     */
    public Window next(int again, List<Sample> newSamples, BitSet redelivered) {
        int kept = Math.min(again, lastRows.size());
        List<Sample> rows = new ArrayList<>(lastRows.subList(lastRows.size() - kept, lastRows.size()));
        List<Message> messages = new ArrayList<>(lastMessages.subList(lastMessages.size() - kept, lastMessages.size()));
        for (Sample sample : newSamples) {
            rows.add(sample);
            line++;
            messages.add(Message.builder("test")
                    .position(line, 0, 0)
                    .value(sample.features() + " " + sample.label())
                    .build());
        }
        lastRows = rows;
        lastMessages = messages;
        return build(rows, messages, kept, redelivered);
    }

    private Window build(List<Sample> rows, List<Message> messages, int firstNew, BitSet redelivered) {
        int n = rows.size();
        Window.Builder window = Window.builder(n)
                .index(index++)
                .key(key)
                .firstNew(firstNew)
                .redelivered(redelivered)
                .closed(Instant.EPOCH.plusSeconds(line))
                .messages(messages.toArray(new Message[0]));
        learnFields(rows);
        fields.forEach((name, field) -> window.feature(field.column(name, rows, absentOr(name))));
        metadata.forEach((name, field) -> window.metadata((StringColumn) field.column(
                name, rows, s -> s.metadata().containsKey(name) ? s.metadata().get(name) : ABSENT)));
        if (labelled) {
            window.label((StringColumn) label.column("label", rows, s -> s.label() == null ? ABSENT : s.label()));
        }
        long[] timestamps = new long[n];
        for (int i = 0; i < n; i++) {
            Instant at = rows.get(i).timestamp();
            timestamps[i] = at == null ? Window.NO_TIMESTAMP : at.toEpochMilli();
        }
        return window.timestamps(timestamps).probabilities(probabilities(rows)).build();
    }

    private void learnFields(List<Sample> rows) {
        for (Sample sample : rows) {
            sample.features().forEach((name, value) -> {
                if (value != null && !fields.containsKey(name)) {
                    ColumnKind kind = declared.get(name);
                    fields.put(name, new Field(kind == null ? kindOf(name, rows) : kind));
                }
            });
            sample.metadata()
                    .keySet()
                    .forEach(name -> metadata.computeIfAbsent(name, x -> new Field(ColumnKind.CATEGORICAL)));
            labelled |= sample.label() != null;
        }
    }

    private static ColumnKind kindOf(String name, List<Sample> rows) {
        Map<Object, Integer> distinct = new HashMap<>();
        int strings = 0;
        for (Sample sample : rows) {
            Object value = sample.features().get(name);
            if (value instanceof String) {
                strings++;
                distinct.merge(value, 1, Integer::sum);
            } else if (strings == 0 && value != null) {
                return value instanceof Number
                        ? ColumnKind.NUMERIC
                        : value instanceof Boolean ? ColumnKind.BOOLEAN : ColumnKind.EMBEDDING;
            }
        }
        return strings > 20 && distinct.size() > strings / 2 ? ColumnKind.TEXT : ColumnKind.CATEGORICAL;
    }

    private static @Nullable Probabilities probabilities(List<Sample> rows) {
        List<String> labels = new ArrayList<>();
        rows.forEach(s -> s.probabilities().keySet().forEach(l -> {
            if (!labels.contains(l)) {
                labels.add(l);
            }
        }));
        if (labels.isEmpty()) {
            return null;
        }
        float[] values = new float[rows.size() * labels.size()];
        for (int row = 0; row < rows.size(); row++) {
            Map<String, Double> sent = rows.get(row).probabilities();
            for (int k = 0; k < labels.size(); k++) {
                values[row * labels.size() + k] = sent.isEmpty()
                        ? Float.NaN
                        : sent.getOrDefault(labels.get(k), 0.0).floatValue();
            }
        }
        return new Probabilities(labels, values);
    }

    private static Function<Sample, @Nullable Object> absentOr(String name) {
        return sample -> sample.features().containsKey(name) ? sample.features().get(name) : ABSENT;
    }

    /** What the stream knows of one field: its kind, the codes given out, the dimension of its vectors. */
    private static final class Field {
        private final ColumnKind kind;
        private final Map<String, Integer> codes = new HashMap<>();
        private final List<String> dictionary = new ArrayList<>();
        private int dimension;

        Field(ColumnKind kind) {
            this.kind = kind;
        }

        Column column(String name, List<Sample> rows, Function<Sample, @Nullable Object> cell) {
            int n = rows.size();
            byte[] states = new byte[n];
            @Nullable Object[] values = new Object[n];
            for (int i = 0; i < n; i++) {
                values[i] = cell.apply(rows.get(i));
                states[i] = (byte) stateOf(values[i]).ordinal();
            }
            return switch (kind) {
                case NUMERIC, BOOLEAN, TIMESTAMP -> numeric(name, values, states);
                case CATEGORICAL, TEXT -> strings(name, values, states);
                case EMBEDDING -> embedding(name, values, states);
            };
        }

        private CellState stateOf(@Nullable Object value) {
            if (value == ABSENT) {
                return CellState.ABSENT;
            }
            if (value == null || (value instanceof Number number && !Double.isFinite(number.doubleValue()))) {
                return CellState.NULL;
            }
            if (value instanceof String text && text.isBlank()) {
                return CellState.EMPTY;
            }
            boolean fits = switch (kind) {
                case NUMERIC, TIMESTAMP -> value instanceof Number;
                case BOOLEAN -> value instanceof Boolean;
                case CATEGORICAL, TEXT -> value instanceof String;
                case EMBEDDING -> value instanceof float[] vector && (dimension == 0 || vector.length == dimension);
            };
            if (fits && value instanceof float[] vector) {
                dimension = vector.length;
            }
            return fits ? CellState.PRESENT : CellState.MISMATCH;
        }

        private NumericColumn numeric(String name, @Nullable Object[] values, byte[] states) {
            double[] numbers = new double[values.length];
            Map<Integer, String> misfits = new HashMap<>();
            for (int i = 0; i < values.length; i++) {
                numbers[i] = Double.NaN;
                if (states[i] == 0) {
                    numbers[i] = values[i] instanceof Boolean yes ? (yes ? 1 : 0) : ((Number) values[i]).doubleValue();
                } else if (states[i] == CellState.MISMATCH.ordinal()) {
                    misfits.put(i, String.valueOf(values[i]));
                }
            }
            return new NumericColumn(name, kind, numbers, states, values.length, misfits);
        }

        private StringColumn strings(String name, @Nullable Object[] values, byte[] states) {
            @Nullable String[] texts = new String[values.length];
            int[] rowCodes = new int[values.length];
            for (int i = 0; i < values.length; i++) {
                boolean shown = states[i] == 0 || states[i] == CellState.MISMATCH.ordinal();
                texts[i] = !shown
                        ? null
                        : values[i] instanceof Double d ? NumericColumn.format(d) : String.valueOf(values[i]);
                rowCodes[i] = !shown || kind == ColumnKind.TEXT ? StringColumn.NO_CODE : codeOf(texts[i]);
            }
            return kind == ColumnKind.TEXT
                    ? StringColumn.text(name, texts, states, values.length)
                    : StringColumn.categorical(
                            name,
                            rowCodes,
                            states,
                            values.length,
                            dictionary.toArray(new String[0]),
                            dictionary.size());
        }

        private int codeOf(@Nullable String value) {
            return codes.computeIfAbsent(String.valueOf(value), v -> {
                dictionary.add(v);
                return dictionary.size() - 1;
            });
        }

        private EmbeddingColumn embedding(String name, @Nullable Object[] values, byte[] states) {
            float[] flat = new float[values.length * dimension];
            for (int i = 0; i < values.length; i++) {
                if (states[i] == 0 && values[i] instanceof float[] vector) {
                    System.arraycopy(vector, 0, flat, i * dimension, dimension);
                }
            }
            return new EmbeddingColumn(name, flat, dimension, states, values.length);
        }
    }
}
