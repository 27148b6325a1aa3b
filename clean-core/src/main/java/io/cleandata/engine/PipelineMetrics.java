package io.cleandata.engine;

import java.util.Map;

/**
 * A pipeline's figures at one moment, since its start.
 *
 * @param state where it stands in its life
 * @param totalMessages messages taken, bad ones included, those that an earlier run had analysed or that were given back with their
 *     partition left out
 * @param windowsAnalyzed windows finished
 * @param currentQualityScore score of the last window that had one, 0..1; NaN before
 * @param totalIssues faults found in new samples, features and windows
 * @param alertsSent deliveries of alerts, each handler's counted
 * @param badMessages bad messages by reason, those that were given back left out
 * @param issuesByDetector faults found by detector
 * @param redeliveredMessages messages that an earlier run had analysed
 * @param lateSamples samples too late for any window, those that were given back left out
 * @param windowsInFlight windows built and not finished
 * @param messagesPerSecond messages taken per second since the start, until the end
 * @param lag messages that wait in the source by partition, as far as it tells
 * @param health what troubles the pipeline or its source, or what its end has left undone; empty when all is well
 */
public record PipelineMetrics(
        PipelineState state,
        long totalMessages,
        long windowsAnalyzed,
        double currentQualityScore,
        long totalIssues,
        long alertsSent,
        Map<String, Long> badMessages,
        Map<String, Long> issuesByDetector,
        long redeliveredMessages,
        long lateSamples,
        int windowsInFlight,
        double messagesPerSecond,
        Map<String, Long> lag,
        String health) {

    /** All bad messages. */
    public long totalBadMessages() {
        return badMessages.values().stream().mapToLong(Long::longValue).sum();
    }
}
