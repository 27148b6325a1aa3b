package io.cleandata.benchmarks;

import io.cleandata.detectors.duplicates.DuplicatesProvider;
import io.cleandata.detectors.duplicates.DuplicatesSettings;
import io.cleandata.detectors.missing.MissingProvider;
import io.cleandata.detectors.missing.MissingSettings;
import io.cleandata.detectors.schema.SchemaProvider;
import io.cleandata.detectors.schema.SchemaSettings;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Window;
import io.cleandata.spi.Detector;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time of the {@code duplicates}, {@code missing} and {@code schema} detectors for one window, all on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RecordsBenchmark {

    /** Which of them. */
    @Param({"duplicates", "missing", "schema"})
    public String detector = "duplicates";

    /** Whether the features are numbers only, or names, streets, categories and numbers. */
    @Param({"mixed", "numeric"})
    public String features = "mixed";

    /** Rows of a window. */
    @Param({"200", "1000", "10000"})
    public int rows;

    /** How many features. */
    @Param({"5", "20", "100"})
    public int count;

    private Window[] windows = new Window[0];
    private Detector subject = window -> DetectorResult.notAssessable("not set up");
    private int next;

    /** Makes windows and a detector without memory. */
    @Setup
    public void prepare() {
        windows = features.equals("mixed") ? MixedWindows.make(8, rows, count) : NumericWindows.make(8, rows, count);
        subject = switch (detector) {
            // Windows come again after seven others: by then the memory has forgotten them.
            case "duplicates" ->
                new DuplicatesProvider()
                        .create(
                                new DuplicatesSettings(2 * rows, List.of(), List.of(), true, 0.3, 250),
                                new BenchmarkContext());
            case "missing" -> new MissingProvider().create(MissingSettings.defaults(), new BenchmarkContext());
            default -> new SchemaProvider().create(SchemaSettings.defaults(), new BenchmarkContext());
        };
    }

    /** Judges the next window. */
    @Benchmark
    public DetectorResult analyze() {
        next = (next + 1) % windows.length;
        return subject.analyze(windows[next]);
    }
}
