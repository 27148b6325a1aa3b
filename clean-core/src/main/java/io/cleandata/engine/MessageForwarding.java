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
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages on through the source's own system, or bad ones to a file. While that fails it tries again, and nothing is acknowledged meanwhile: what the pipeline
 * has acknowledged is where the settings want it.
 *
 * <p>Headers: {@code clean-pipeline} always; {@code clean-reason}, {@code clean-error}, {@code clean-partition} and {@code clean-position} of bad messages; {@code
 * clean-detector}, {@code clean-score} and {@code clean-reason} of quarantined samples, those of the worst fault.
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
    private final Counters counters;
    private final Map<String, String> plain;
    private volatile String trouble = "";

    MessageForwarding(PipelineSpec spec, Source source, Counters counters) {
        this.pipeline = spec.name();
        this.counters = counters;
        this.plain = Map.of("clean-pipeline", pipeline);
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

    /** Why messages cannot be sent on, empty when all is well. Any thread. */
    String trouble() {
        return trouble;
    }

    /** Whether bad messages go anywhere. */
    boolean keepsBadMessages() {
        return deadLetterTopic != null || deadLetterFile != null;
    }

    @Override
    public void bad(List<BadMessage> messages) throws InterruptedException {
        if (messages.isEmpty()) {
            return;
        }
        DeadLetterFile file = deadLetterFile;
        if (file != null) {
            untilDone(file.toString(), () -> file.append(messages));
        }
        String topic = deadLetterTopic;
        SupportsDeadLetter broker = system;
        if (topic != null && broker != null) {
            sendAll(
                    broker,
                    topic,
                    messages.size(),
                    i -> broker.send(topic, messages.get(i).message(), headers(messages.get(i))));
        }
        counters.source("dead-letters", messages.size());
    }

    private Map<String, String> headers(BadMessage bad) {
        Map<String, String> headers = new HashMap<>(plain);
        headers.put("clean-reason", LogText.of(bad.reason()));
        headers.put("clean-error", LogText.of(bad.detail()));
        headers.put("clean-partition", bad.message().partition());
        headers.put("clean-position", bad.message().position().toString());
        return headers;
    }

    @Override
    public void samples(WindowReport report) throws InterruptedException {
        SupportsDeadLetter broker = system;
        if (broker == null || (quarantine == null && passTo == null)) {
            return;
        }
        Window window = report.window();
        @Nullable Flag[] flags = new Flag[window.size()];
        if (quarantine != null) {
            flag(report, quarantine, flags);
        }
        String where = quarantine == null
                ? passTo
                : passTo == null ? quarantine.topic() : quarantine.topic() + " and " + passTo;
        sendAll(broker, String.valueOf(where), window.newRows(), i -> {
            int row = window.firstNew() + i;
            Flag flag = flags[row];
            if (flag != null && quarantine != null) {
                broker.send(quarantine.topic(), window.message(row), headers(flag));
            } else if (passTo != null) {
                broker.send(passTo, window.message(row), plain);
            }
        });
    }

    /** Why a sample is quarantined: the worst of what was found. */
    private record Flag(String detector, Issue issue) {}

    private static void flag(WindowReport report, QuarantineOptions options, @Nullable Flag[] flags) {
        for (DetectorReport detector : report.detectors().values()) {
            if (!options.detectors().isEmpty() && !options.detectors().contains(detector.detector())) {
                continue;
            }
            for (Issue issue : detector.result().issues()) {
                if (issue.scope() != Issue.Scope.SAMPLE || issue.severity() < options.minSeverity()) {
                    continue;
                }
                Flag worst = flags[issue.row()];
                if (worst == null || issue.severity() > worst.issue().severity()) {
                    flags[issue.row()] = new Flag(detector.detector(), issue);
                }
            }
        }
    }

    private Map<String, String> headers(Flag flag) {
        Map<String, String> headers = new HashMap<>(plain);
        headers.put("clean-detector", flag.detector());
        headers.put(
                "clean-score", String.format(Locale.ROOT, "%.3f", flag.issue().severity()));
        headers.put("clean-reason", LogText.of(flag.issue().reason()));
        return headers;
    }

    private interface Sending {
        void send(int index);
    }

    /** Sends so many messages and waits until they are stored. What the broker's client has taken it repeats itself, so nothing taken is handed over again. */
    private void sendAll(SupportsDeadLetter broker, String where, int count, Sending sending)
            throws InterruptedException {
        int[] sent = new int[1];
        untilDone(where, () -> {
            while (sent[0] < count) {
                sending.send(sent[0]);
                sent[0]++;
            }
            broker.flushSent();
        });
    }

    private void untilDone(String where, Attempt attempt) throws InterruptedException {
        long wait = FIRST_WAIT_MILLIS;
        while (true) {
            try {
                attempt.run();
                trouble = "";
                return;
            } catch (CleanException | IOException e) {
                counters.source("failed-forwards", 1);
                trouble = "messages cannot be sent on to " + where + ", and nothing is acknowledged until they are: "
                        + e.getMessage();
                log.warn("pipeline {}: {}; trying again", pipeline, trouble);
            }
            TimeUnit.MILLISECONDS.sleep(wait);
            wait = Math.min(LONGEST_WAIT_MILLIS, 2 * wait);
        }
    }

    private interface Attempt {
        void run() throws IOException;
    }

    @Override
    public void close() throws IOException {
        if (deadLetterFile != null) {
            deadLetterFile.close();
        }
    }
}
