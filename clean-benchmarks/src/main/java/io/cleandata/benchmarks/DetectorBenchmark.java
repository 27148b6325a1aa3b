package io.cleandata.benchmarks;

import io.cleandata.model.Window;
import io.cleandata.settings.OptionsBinder;
import io.cleandata.spi.Detector;
import io.cleandata.spi.DetectorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * Time of detectors for one window, with default options unless others are given, preparation and memory included. Everything runs on the thread that calls, so that the time
 * is that of all threads together. The stream begins anew, with new detectors, when its windows are used up.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 4)
@Measurement(iterations = 5, time = 4)
public class DetectorBenchmark {

    private static final List<String> BIG_THREE = List.of("labels", "outliers", "duplicates");

    /** A detector, {@code big-three} for labels, outliers and duplicates, or {@code all} for every one that is on by default. */
    @Param({
        "labels",
        "outliers",
        "duplicates",
        "drift",
        "schema",
        "missing",
        "imbalance",
        "freshness",
        "big-three",
        "all"
    })
    public String detectors = "all";

    /** Options of the one detector, as YAML without commas; the defaults when empty. */
    @Param({""})
    public String settings = "";

    /** Whether features are numbers only, or numbers, categories, flags and texts. */
    @Param({"MIXED"})
    public StreamKind stream = StreamKind.MIXED;

    /** Rows of a window. */
    @Param({"200", "1000", "10000"})
    public int rows = 1000;

    /** Features. */
    @Param({"5", "20", "100"})
    public int features = 20;

    private Window[] windows = new Window[0];
    private List<Detector> subjects = List.of();
    private int next;

    /** Makes the stream. */
    @Setup
    public void prepare() {
        windows = stream.make(Math.max(8, 64_000 / rows), rows, features);
    }

    /** Judges the next window. */
    @Benchmark
    public void analyze(Blackhole hole) {
        if (next == 0) {
            subjects = subjects();
        }
        for (Detector subject : subjects) {
            hole.consume(subject.analyze(windows[next]));
        }
        next = (next + 1) % windows.length;
    }

    private List<Detector> subjects() {
        List<Detector> made = new ArrayList<>();
        for (DetectorProvider<?> provider : ServiceLoader.load(DetectorProvider.class)) {
            boolean wanted = switch (detectors) {
                case "all" -> provider.inAll();
                case "big-three" -> BIG_THREE.contains(provider.name());
                default -> provider.name().equals(detectors);
            };
            if (wanted) {
                made.add(detector(provider));
            }
        }
        if (made.isEmpty()) {
            throw new IllegalArgumentException("there is no detector \"" + detectors + "\"");
        }
        return made;
    }

    private <C extends Record> Detector detector(DetectorProvider<C> provider) {
        Class<C> type = provider.settingsType();
        return provider.create(
                settings.isEmpty() ? OptionsBinder.defaults(type) : OptionsBinder.bindYaml(type, settings),
                new BenchmarkContext());
    }
}
