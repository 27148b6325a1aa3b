package io.cleandata.detectors.schema;

import io.cleandata.model.CellState;
import io.cleandata.model.Column;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import io.cleandata.spi.Detector;
import io.cleandata.spi.SupportsState;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Learns what the stream's fields look like and finds cells and fields that do not fit.
 *
 * <p>{@link Novelty}: another type, a number outside the range, a new value of a closed set; judged by what was seen before the window.
 * {@link Forms}: mixed units, rare formats, rare spellings; and {@link Dependencies} between fields: judged by all that was seen, the window included, since
 * a first window can show them too. A field that appears after a thousand samples, or vanishes, is reported by itself.
 *
 * <p>Cost: some ten nanoseconds for each cell, and as much for each cell and pair of fields with repeated values, of at most 24 fields. Memory:
 * at most {@code maxValues} values of each of 2,000 fields; fields of free text and measurements keep none.
 */
final class SchemaDetector implements Detector, SupportsState {

    private static final int VERSION = 4;
    private static final int MOST_FIELDS = 2000;
    private static final int SETTLED = 1000;
    private static final double SEVERITY_NEW_FIELD = 0.2;
    private static final double SEVERITY_GONE_FIELD = 0.3;
    private static final double ALWAYS = 0.99;

    private final SchemaSettings settings;
    private final Map<String, FieldModel> models = new LinkedHashMap<>();
    private final Dependencies dependencies = new Dependencies();
    private final DeclaredSchema declared;
    private final Forms forms = new Forms();
    private final Persistence persistence = new Persistence();
    private final Shapes shapes = new Shapes();
    private double samples;
    private double newFields;
    private double windows;

    SchemaDetector(SchemaSettings settings) {
        this.settings = settings;
        this.declared = settings.jsonSchema() != null
                ? JsonSchemaFile.read(Path.of(settings.jsonSchema()))
                : new DeclaredSchema(settings.fields(), settings.closed() ? List.of("") : List.of());
    }

    @Override
    public DetectorResult analyze(Window window) {
        int n = window.size();
        Findings findings = new Findings(n);
        List<FieldModel> shown = new ArrayList<>();
        Novelty novelty = new Novelty(
                settings.falseAlarms() / Math.max(1, window.features().size()));
        List<Column> appeared = new ArrayList<>();
        declared.assess(window, findings);
        for (Column column : window.features()) {
            if (settings.ignore().contains(column.name())) {
                continue;
            }
            FieldModel model = models.get(column.name());
            if (model == null) {
                if (models.size() >= MOST_FIELDS) {
                    continue;
                }
                model = new FieldModel(column.name(), settings.maxValues());
                models.put(column.name(), model);
                if (declared.of(column.name()) == null && samples >= SETTLED) {
                    appeared.add(column);
                }
            }
            shown.add(model);
            gone(window, column, model, findings);
            assess(window, column, model, novelty, findings);
        }
        if (settings.dependencies()) {
            dependencies.assess(window, shown, findings);
        }
        appeared(window, appeared, findings);
        count(window, appeared.size());
        DetectorResult.Builder result = DetectorResult.ofSamples(n);
        findings.report(window.firstNew(), result);
        return result.statistic("cells", findings.cells())
                .statistic("fields", models.size())
                .build();
    }

    private void assess(Window window, Column column, FieldModel model, Novelty novelty, Findings findings) {
        boolean[] outside = new boolean[window.size()];
        model.number(column, window.size());
        DeclaredField known = declared.of(column.name());
        if (known == null || known.type() == null) {
            novelty.types(window, column, model, findings);
        }
        boolean bounded = known != null && (known.min() != null || known.max() != null);
        if (settings.ranges() && !bounded && column instanceof NumericColumn numbers) {
            novelty.ranges(window, numbers, model, outside, findings);
        }
        boolean listed = known != null && !known.values().isEmpty();
        if (settings.newValues() && !listed && column instanceof StringColumn strings) {
            novelty.values(window, strings, model, findings);
        }
        double independent = column instanceof NumericColumn numbers ? persistence.independent(window, numbers) : 1;
        model.learn(window, column, shapes, outside, independent);
        boolean formed = known != null && (known.pattern() != null || known.format() != null);
        forms.assess(window, column, model, settings.formats() && !formed, settings.spellings() && !listed, findings);
    }

    /**
     * Fields that no earlier sample had; where fields come and go all the time that is no fault. Together they weigh as one, each by
     * its share of the samples: a few rare keys make no window bad, however many they are.
     */
    private void appeared(Window window, List<Column> columns, Findings findings) {
        if (newFields >= 0.2 * windows) {
            return;
        }
        for (Column column : columns) {
            double share = (double) column.present() / window.size();
            findings.field(
                    column.name(),
                    SEVERITY_NEW_FIELD * share / columns.size(),
                    column.name() + " is a new field, in " + Forms.percent(share) + " of the samples");
        }
    }

    /** A field that nearly every sample had, and none of the window has. */
    private static void gone(Window window, Column column, FieldModel model, Findings findings) {
        if (model.rows < SETTLED || model.missingShare() > 1 - ALWAYS || column.present() > 0) {
            return;
        }
        byte[] states = column.states();
        for (int row = 0; row < window.size(); row++) {
            if (states[row] != CellState.ABSENT.ordinal()) {
                return;
            }
        }
        findings.field(column.name(), SEVERITY_GONE_FIELD, column.name() + " is no longer sent");
    }

    private void count(Window window, int appeared) {
        boolean any = false;
        for (int row = window.firstNew(); row < window.size(); row++) {
            if (window.learnable(row)) {
                samples++;
                any = true;
            }
        }
        if (any) {
            windows++;
            newFields += appeared;
        }
    }

    @Override
    public int stateVersion() {
        return VERSION;
    }

    @Override
    public void save(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out));
        data.writeDouble(samples);
        data.writeDouble(newFields);
        data.writeDouble(windows);
        data.writeInt(models.size());
        for (FieldModel model : models.values()) {
            data.writeUTF(model.name);
            model.save(data);
        }
        dependencies.save(data);
        data.flush();
    }

    @Override
    public void restore(InputStream in, int version) throws IOException {
        clear();
        if (version != VERSION) {
            throw new IOException("state of version " + version + ", this detector reads version " + VERSION);
        }
        try {
            DataInputStream data = new DataInputStream(new BufferedInputStream(in));
            samples = data.readDouble();
            newFields = data.readDouble();
            windows = data.readDouble();
            int size = data.readInt();
            if (size < 0 || size > MOST_FIELDS) {
                throw new IOException("damaged state: " + size + " fields");
            }
            for (int i = 0; i < size; i++) {
                FieldModel model = new FieldModel(data.readUTF(), settings.maxValues());
                model.restore(data);
                models.put(model.name, model);
            }
            dependencies.restore(data, models);
        } catch (IOException e) {
            clear();
            throw e;
        }
    }

    private void clear() {
        models.clear();
        dependencies.clear();
        samples = 0;
        newFields = 0;
        windows = 0;
    }
}
