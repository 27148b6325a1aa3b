package io.cleandata.benchmarks;

import io.cleandata.alert.QualityAlertPolicy;
import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Window;
import io.cleandata.model.WindowReport;
import io.cleandata.settings.OptionsBinder;
import io.cleandata.settings.QualityOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The alert policy, with default options, over simulated windows that close once a minute. */
final class PolicyRun {

    private final QualityAlertPolicy policy = new QualityAlertPolicy(OptionsBinder.defaults(QualityOptions.class));
    private final SimulatedWindows windows;
    private final int n;
    private long index;

    PolicyRun(SimulatedWindows windows, int n) {
        this.windows = windows;
        this.n = n;
    }

    /** Whether an alert opens, or becomes critical, with the next window at the true quality given. */
    boolean opens(double quality) {
        double share = windows.next(quality);
        double half = 1.96 * Math.sqrt(windows.within(share));
        Window window = Window.builder(n)
                .index(index)
                .closed(Instant.EPOCH.plusSeconds(60 * index++))
                .build();
        WindowReport report = WindowReport.of(
                "simulation",
                window,
                share,
                Math.max(0, share - half),
                Math.min(1, share + half),
                List.of(),
                Map.of(),
                0);
        for (Alert alert : policy.evaluate(report)) {
            if (alert.state() == AlertState.OPENED || alert.state() == AlertState.ESCALATED) {
                return true;
            }
        }
        return false;
    }
}
