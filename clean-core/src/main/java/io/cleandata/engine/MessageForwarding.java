package io.cleandata.engine;

import io.cleandata.model.DetectorReport;
import io.cleandata.model.Issue;
import io.cleandata.model.Window;
import io.cleandata.model.WindowReport;
import io.cleandata.settings.DeadLetterOptions;
import io.cleandata.settings.PassToOptions;
import io.cleandata.settings.PipelineSpec;
import io.cleandata.settings.QuarantineOptions;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.Source;
import io.cleandata.spi.SupportsDeadLetter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages on through the source's own system, or bad ones to a file. While that fails it tries again, and nothing is acknowledged meanwhile: what the pipeline
 * has acknowledged is where the settings want it.
 */
final class MessageForwarding implements Forwarding, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MessageForwarding.class);
    private static final long FIRST_WAIT_MILLIS = 100;
    private static final long LONGEST_WAIT_MILLIS = 10_000;

    private final String pipeline;
    private final @Nullable SupportsDeadLetter system;
    private final @Nullable String deadLetterTopic;
    private final @Nullable DeadLetterFile deadLetterFile;
    private final @Nullable QuarantineOptions quarantine;
    private final @Nullable String passTo;

    MessageForwarding(PipelineSpec spec, Source source) {
        this.pipeline = spec.name();
        this.system = source instanceof SupportsDeadLetter supports ? supports : null;
        DeadLetterOptions deadLetter = spec.deadLetter().orElse(null);
        this.deadLetterTopic = deadLetter == null ? null : deadLetter.topic();
        this.quarantine = spec.quarantine().orElse(null);
        this.passTo = spec.passTo().map(PassToOptions::topic).orElse(null);
        if (system == null && (deadLetterTopic != null || quarantine != null || passTo != null)) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "the source " + spec.source().type()
                            + " takes no messages: dead-letter.topic, quarantine and pass-to need a broker; give dead-letter.file instead");
        }
        String file = deadLetter == null ? null : deadLetter.file();
        this.deadLetterFile = file == null ? null : new DeadLetterFile(Path.of(file));
    }

    /** Whether bad messages go anywhere. */
    boolean keepsBadMessages() {
        return deadLetterTopic != null || deadLetterFile != null;
    }

    @Override
    public void bad(List<BadMessage> messages) throws InterruptedException {
        DeadLetterFile file = deadLetterFile;
        if (messages.isEmpty()) {
            return;
        }
        if (file != null) {
            untilDone(() -> file.append(messages));
        }
        String topic = deadLetterTopic;
        SupportsDeadLetter broker = system;
        if (topic != null && broker != null) {
            untilDone(() -> {
                for (BadMessage bad : messages) {
                    broker.send(
                            topic, bad.message(), headers("clean-reason", bad.reason(), "clean-detail", bad.detail()));
                }
                broker.flushSent();
            });
        }
    }

    @Override
    public void samples(WindowReport report) throws InterruptedException {
        SupportsDeadLetter broker = system;
        if (broker == null || (quarantine == null && passTo == null)) {
            return;
        }
        Window window = report.window();
        @Nullable String[] reasons = new String[window.size()];
        if (quarantine != null) {
            flagged(report, quarantine, reasons);
        }
        untilDone(() -> {
            for (int row = window.firstNew(); row < window.size(); row++) {
                String reason = reasons[row];
                if (reason != null && quarantine != null) {
                    broker.send(
                            quarantine.topic(),
                            window.message(row),
                            headers("clean-reason", reason, "clean-window", Long.toString(window.index())));
                } else if (passTo != null) {
                    broker.send(passTo, window.message(row), Map.of());
                }
            }
            broker.flushSent();
        });
    }

    private static void flagged(WindowReport report, QuarantineOptions options, @Nullable String[] reasons) {
        for (DetectorReport detector : report.detectors().values()) {
            if (!options.detectors().isEmpty() && !options.detectors().contains(detector.detector())) {
                continue;
            }
            for (Issue issue : detector.result().issues()) {
                if (issue.scope() == Issue.Scope.SAMPLE
                        && issue.severity() >= options.minSeverity()
                        && reasons[issue.row()] == null) {
                    reasons[issue.row()] = detector.detector() + ": " + issue.reason();
                }
            }
        }
    }

    private static Map<String, String> headers(String name, String value, String other, String otherValue) {
        return Map.of(name, LogText.of(value), other, LogText.of(otherValue));
    }

    /** Does it, again and again if need be. A message may then have been sent twice. */
    private void untilDone(Attempt attempt) throws InterruptedException {
        long wait = FIRST_WAIT_MILLIS;
        while (true) {
            try {
                attempt.run();
                return;
            } catch (CleanException | java.io.IOException e) {
                log.warn(
                        "pipeline {}: messages could not be sent on, nothing is acknowledged until they are; trying again: {}",
                        pipeline,
                        e.toString());
            }
            TimeUnit.MILLISECONDS.sleep(wait);
            wait = Math.min(LONGEST_WAIT_MILLIS, 2 * wait);
        }
    }

    private interface Attempt {
        void run() throws java.io.IOException;
    }

    @Override
    public void close() throws java.io.IOException {
        if (deadLetterFile != null) {
            deadLetterFile.close();
        }
    }
}
