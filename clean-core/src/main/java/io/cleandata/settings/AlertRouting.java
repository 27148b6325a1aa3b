package io.cleandata.settings;

import io.cleandata.model.Severity;
import io.cleandata.spi.Option;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options that every alert handler has beside its own: which alerts it gets, and how they are delivered. */
public record AlertRouting(
        @Option(doc = "Name of the handler in metrics and logs; its type, numbered if need be, when left out") @Nullable
        String name,

        @Option(doc = "Least severity that is delivered: warning or critical", value = "warning")
        Severity minSeverity,

        @Option(doc = "Highest severity that is delivered: warning or critical", value = "critical")
        Severity maxSeverity,

        @Option(doc = "Metrics whose alerts are delivered; all when left out")
        List<String> metrics,

        @Option(doc = "Keys of a keyed stream whose alerts are delivered; all when left out")
        List<String> keys,

        @Option(doc = "Whether recoveries are delivered too", value = "true")
        boolean recoveries,

        @Option(
                doc = "Whether alerts that come together, of all keys and metrics, are one message; for people, not for"
                        + " services that follow each incident",
                value = "false")
        boolean grouped,

        @Option(
                doc = "Time that a message of grouped alerts waits for more of them, from its first one on",
                value = "30s",
                min = 0)
        Duration groupWait,

        @Option(
                doc = "Whether example samples are sent with the alert; they are data of yours that leave the"
                        + " machine with most handlers",
                value = "false")
        boolean examples,

        @Option(doc = "Features whose values are masked in examples and reasons")
        List<String> sensitive,

        @Option(doc = "Alerts that may wait for this handler", value = "1000", min = 1, max = 1_000_000)
        int queue,

        @Option(doc = "Longest time of one delivery", value = "30s", min = 0.1)
        Duration timeout,

        @Option(doc = "Longest back-off after deliveries that failed", value = "5m", min = 0.01)
        Duration maxBackoff,

        @Option(doc = "Time after which an alert that could not be delivered is given up", value = "24h", min = 1)
        Duration giveUpAfter,

        @Option(doc = "Deliveries a minute at most", value = "60", min = 1, max = 100_000)
        int maxPerMinute) {

    /** The severities span a range. */
    public AlertRouting {
        if (maxSeverity.compareTo(minSeverity) < 0) {
            throw new IllegalArgumentException("max-severity must not be below min-severity");
        }
    }

    /** The defaults: every alert. */
    public static AlertRouting all() {
        return OptionsBinder.defaults(AlertRouting.class);
    }

    /** Alerts of these severities, and their recoveries; all else as by default. */
    public static AlertRouting between(Severity least, Severity highest) {
        return OptionsBinder.bind(AlertRouting.class, Map.of("min-severity", least, "max-severity", highest));
    }
}
