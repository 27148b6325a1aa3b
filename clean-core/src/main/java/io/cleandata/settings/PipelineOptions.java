package io.cleandata.settings;

import io.cleandata.spi.Option;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The section {@code pipeline}: name, state and the engine's limits. */
public record PipelineOptions(
        @Option(
                doc = "Name of the pipeline in alerts, metrics and logs",
                value = "pipeline",
                pattern = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
        String name,

        @Option(
                doc = "Directory that keeps positions, detector memory, incidents and the outbox over a restart;"
                        + " without it all of that is lost when the process ends")
        @Nullable
        String stateDir,

        @Option(doc = "Threads that analyse windows", value = "4", min = 1, max = 1024)
        int maxWorkers,

        @Option(
                doc = "Windows that may be in analysis at once before the source is paused",
                value = "4",
                min = 1,
                max = 1000)
        int maxWindowsInFlight,

        @Option(doc = "Longest time for draining when the pipeline is stopped", value = "30s", min = 0)
        Duration shutdownTimeout,

        @Option(
                doc = "Longest time one detector may take for one window before it counts as failed",
                value = "60s",
                min = 0.001)
        Duration detectorTimeout,

        @Option(doc = "Seed of all randomness but that of when alerts are tried again", value = "1")
        long seed) {}
