package io.cleandata.alert;

import io.cleandata.model.CellState;
import io.cleandata.model.DetectorReport;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import io.cleandata.model.WindowReport;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** Reports made by hand. */
final class Reports {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Reports() {}

    /** A window of 1000 that closes a minute after the one before. */
    static Window window(long index) {
        return Window.builder(1000)
                .index(index)
                .closed(START.plusSeconds(60 * index))
                .build();
    }

    /** A window whose score is all but unknown, since its faults come in one cluster. */
    static WindowReport clustered(long index, double score) {
        return WindowReport.of("p", window(index), score, 0, 0.99, List.of(), Map.of(), 0);
    }

    /** A sound window before which some messages were none. */
    static WindowReport withBad(long index, long bad) {
        return WindowReport.of(
                "p", window(index), 0.99, 0.98, 1, List.of(), bad == 0 ? Map.of() : Map.of("not-json", bad), 0);
    }

    static WindowReport scored(long index, double score) {
        return scored(window(index), score, List.of());
    }

    static WindowReport scored(Window window, double score, List<DetectorReport> detectors) {
        double error = Math.sqrt(Math.max(1e-4, score * (1 - score)) / Math.max(1, window.newRows()));
        return WindowReport.of("p", window, score, score - 1.96 * error, score + 1.96 * error, detectors, Map.of(), 0);
    }

    /** A window whose first rows are mislabelled, all of them from one source. */
    static WindowReport mislabelled(long index, double score, int faulty) {
        int n = 1000;
        String[] sources = new String[n];
        byte[] states = new byte[n];
        for (int row = 0; row < n; row++) {
            states[row] = (byte) CellState.PRESENT.ordinal();
            sources[row] = row < faulty ? "crawler-7" : "crawler-" + row % 7;
        }
        Window window = Window.builder(n)
                .index(index)
                .closed(START.plusSeconds(60 * index))
                .metadata(StringColumn.text("source", sources, states, n))
                .build();
        DetectorResult.Builder labels = DetectorResult.ofSamples(n);
        for (int row = 0; row < n; row++) {
            labels.score(row, row < faulty ? 0.9 : 0.1);
            if (row < faulty) {
                labels.issue(Issue.ofSample(row, 0.9, "label \"cat\" does not fit", List.of("colour")));
            }
        }
        return scored(
                window, score, List.of(DetectorReport.of("labels", "label_errors", 1, labels.build(), window, 1)));
    }

    static Window redelivered(long index) {
        BitSet all = new BitSet();
        all.set(0, 1000);
        return Window.builder(1000)
                .index(index)
                .closed(START.plusSeconds(60 * index))
                .redelivered(all)
                .build();
    }
}
