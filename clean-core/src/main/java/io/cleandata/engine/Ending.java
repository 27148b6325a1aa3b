package io.cleandata.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cleandata.spi.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When a pipeline ended, and what its end has left undone. Any thread. */
final class Ending {

    private static final Logger log = LoggerFactory.getLogger(Ending.class);

    private final String pipeline;
    private final Ticker ticker;

    @GuardedBy("this")
    private @Nullable Long moment;

    @GuardedBy("this")
    private String left = "";

    Ending(String pipeline, Ticker ticker) {
        this.pipeline = pipeline;
        this.ticker = ticker;
    }

    /** It has ended; the first call counts. */
    synchronized void now() {
        moment = moment == null ? Long.valueOf(ticker.read()) : moment;
    }

    /** The moment of the end, or another while there is none. */
    synchronized long momentOr(long other) {
        return moment == null ? other : moment;
    }

    /** What was left undone; empty when nothing was. */
    synchronized String left() {
        return left;
    }

    /** Windows that were not analysed in time. */
    void leavesWindows(Duration limit, int inAnalysis) {
        leaves("not drained within " + limit + ": what is not analysed is given up (windows in analysis: " + inAnalysis
                + "); its messages stay unacknowledged and will come again");
    }

    /**
     * Alerts that are not delivered.
     *
     * @param waiting each handler's counted
     * @param lossy whether the outbox cannot be written
     */
    void leavesAlerts(int waiting, @Nullable String stateDirectory, boolean lossy) {
        if (waiting == 0) {
            return;
        }
        boolean one = waiting == 1;
        String alerts = one ? "one alert is not delivered" : waiting + " alerts are not delivered";
        if (stateDirectory == null) {
            leaves(alerts + " and lost, for without pipeline.state-dir nothing keeps " + (one ? "it" : "them"));
        } else if (lossy) {
            leaves(alerts + " and lost, for the outbox in " + stateDirectory + " cannot be written");
        } else {
            leaves(alerts + "; the outbox in " + stateDirectory + " keeps " + (one ? "it" : "them")
                    + " for the next start");
        }
    }

    private synchronized void leaves(String what) {
        left = left.isEmpty() ? what : left + "; " + what;
        log.warn("pipeline {}: {}", pipeline, what);
    }
}
