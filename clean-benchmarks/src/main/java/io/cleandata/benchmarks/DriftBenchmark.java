package io.cleandata.benchmarks;

import io.cleandata.detectors.drift.DriftDetectorProvider;
import io.cleandata.detectors.drift.DriftSettings;
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

/** Time of the {@code drift} detector for one window, all on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DriftBenchmark {

    /** Rows of a window. */
    @Param({"200", "1000", "10000"})
    public int rows;

    /** Numeric features. */
    @Param({"5", "20", "100"})
    public int features;

    private Window[] windows = new Window[0];
    private Detector detector = window -> DetectorResult.notAssessable("not set up");
    private int next;

    /** Makes windows and a detector without memory. */
    @Setup
    public void prepare() {
        windows = NumericWindows.make(8, rows, features);
        detector = new DriftDetectorProvider()
                .create(
                        new DriftSettings(
                                DriftSettings.Reference.SLIDING, null, 10, 1e-4, 0.1, 0.01, true, 0.01, List.of()),
                        new BenchmarkContext());
    }

    /** Judges the next window. */
    @Benchmark
    public DetectorResult analyze() {
        next = (next + 1) % windows.length;
        return detector.analyze(windows[next]);
    }
}
