package io.cleandata.benchmarks;

import io.cleandata.detectors.duplicates.DuplicatesProvider;
import io.cleandata.detectors.duplicates.DuplicatesSettings;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.Window;
import io.cleandata.spi.Detector;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Whether {@code duplicates} still knows, after ten million distinct samples, the first ones. To be run with {@code JAVA_OPTS=-Xmx350m}.
 *
 * <p>Argument: number of samples (default 10,000,000).
 */
public final class DuplicateMemory {

    private static final int ROWS = 1000;

    private DuplicateMemory() {}

    public static void main(String[] args) {
        int samples = args.length > 0 ? Integer.parseInt(args[0]) : 10_000_000;
        Detector detector = new DuplicatesProvider()
                .create(
                        new DuplicatesSettings(samples, List.of(), List.of(), false, 0.3, 0, 0, Duration.ZERO),
                        new BenchmarkContext());
        int windows = samples / ROWS;
        int falsely = 0;
        for (int w = 0; w < windows; w++) {
            falsely += flagged(detector, w);
        }
        int known = 0;
        int asked = Math.min(windows, 100);
        for (int w = 0; w < asked; w++) {
            known += flagged(detector, w * (windows / asked));
        }
        System.out.printf(
                Locale.ROOT,
                "%,d samples: %,d taken for copies though they are none; of %,d that came again %,d were known%n",
                samples,
                falsely,
                asked * ROWS,
                known);
    }

    private static int flagged(Detector detector, int index) {
        return detector.analyze(window(index)).issues().size();
    }

    private static Window window(int index) {
        SplittableRandom random = new SplittableRandom(index);
        Window.Builder window = Window.builder(ROWS).index(index);
        for (int f = 0; f < 6; f++) {
            double[] values = new double[ROWS];
            for (int row = 0; row < ROWS; row++) {
                values[row] = random.nextInt(1_000_000) / 100.0;
            }
            window.feature(new NumericColumn("f" + f, ColumnKind.NUMERIC, values, new byte[ROWS], ROWS, Map.of()));
        }
        return window.build();
    }
}
