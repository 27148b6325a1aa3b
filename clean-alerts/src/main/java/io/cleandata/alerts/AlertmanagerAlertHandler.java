package io.cleandata.alerts;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Severity;
import io.cleandata.settings.OptionsBinder;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.CleanException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts alerts to Prometheus Alertmanager (API v2). What is open is sent again at an interval, as Alertmanager expects of its clients, and is resolved when it is
 * over; whom to tell, and how often, is Alertmanager's affair.
 *
 * <p>An alert's identity there is its labels. The severity is one of them, so that routes can use it; when an incident escalates, the warning is resolved as the
 * critical alert fires.
 */
public final class AlertmanagerAlertHandler implements AlertHandler {

    private static final Logger log = LoggerFactory.getLogger(AlertmanagerAlertHandler.class);
    private static final int MAX_LABEL = 500;
    private static final int MAX_ANNOTATION = 4000;

    private final Endpoint endpoint;
    private final Map<String, String> labels;
    private final Duration holdTime;
    private final InstantSource clock;
    private final Map<String, Alert> open = new LinkedHashMap<>();
    private final ScheduledExecutorService resender;
    private final Duration resendInterval;
    private @Nullable ScheduledFuture<?> resending;
    private boolean failing;

    AlertmanagerAlertHandler(AlertmanagerSettings settings, InstantSource clock) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (settings.token() != null) {
            headers.put("Authorization", "Bearer " + settings.token());
        } else if (settings.username() != null) {
            byte[] credentials = (settings.username() + ":" + settings.password()).getBytes(StandardCharsets.UTF_8);
            headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        this.endpoint = new Endpoint("alertmanager", settings.url(), headers).below("/api/v2/alerts");
        this.labels = Map.copyOf(settings.labels());
        this.holdTime = settings.holdTime();
        this.clock = clock;
        this.resender = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "clean-alertmanager");
            thread.setDaemon(true);
            return thread;
        });
        this.resendInterval = settings.resendInterval();
    }

    /** Starts a handler. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public synchronized void handle(Alert alert) throws InterruptedException {
        Alert firing = alert;
        List<Object> sent = new ArrayList<>();
        if (AlertText.over(alert)) {
            // Whatever its severity was, also before a restart.
            for (Severity severity : Severity.values()) {
                sent.add(resolved(alert.toBuilder().severity(severity).build()));
            }
        } else {
            Alert before = open.get(alert.incident());
            if (before != null) {
                firing = alert.toBuilder().time(before.time()).build(); // it began when it began
            }
            sent.add(firing(firing));
            if (alert.state() == AlertState.ESCALATED) {
                for (Severity severity : Severity.values()) {
                    if (severity != alert.severity()) {
                        sent.add(resolved(alert.toBuilder().severity(severity).build()));
                    }
                }
            }
        }
        endpoint.post(SafeJson.bytes(sent));
        if (AlertText.over(alert)) {
            open.remove(alert.incident());
        } else {
            open.put(alert.incident(), firing);
            if (resending == null) { // the thread begins with the first alert
                long interval = resendInterval.toMillis();
                resending = resender.scheduleWithFixedDelay(this::resend, interval, interval, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Sends what is open again. */
    synchronized void resend() {
        if (open.isEmpty()) {
            return;
        }
        List<Object> sent = new ArrayList<>();
        open.values().forEach(alert -> sent.add(firing(alert)));
        try {
            endpoint.post(SafeJson.bytes(sent));
            failing = false;
        } catch (CleanException e) {
            if (!failing) {
                failing = true;
                log.warn("open alerts could not be sent again: {}", e.getMessage());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closing
        }
    }

    private Map<String, @Nullable Object> firing(Alert alert) {
        return json(alert, clock.instant().plus(holdTime));
    }

    private Map<String, @Nullable Object> resolved(Alert alert) {
        return json(alert, clock.instant());
    }

    private Map<String, @Nullable Object> json(Alert alert, Instant end) {
        Map<String, String> all = new LinkedHashMap<>(labels);
        all.put("alertname", "CleanDataQuality");
        all.put("pipeline", LineText.of(alert.pipeline(), MAX_LABEL));
        all.put("metric", LineText.of(alert.metric(), MAX_LABEL));
        all.put("severity", alert.severity().name().toLowerCase(Locale.ROOT));
        if (alert.key() != null) {
            all.put("key", AlertText.identifier(alert.key(), MAX_LABEL));
        }
        all.values().removeIf(String::isEmpty); // to Alertmanager, an empty label is one that is not there
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("summary", AlertText.title(alert, MAX_LABEL));
        annotations.put("description", LineText.of(alert.message(), MAX_ANNOTATION));
        annotations.put("incident", LineText.of(alert.incident(), MAX_LABEL));
        List<String> examples = AlertText.examples(alert);
        if (!examples.isEmpty()) {
            annotations.put("examples", LineText.of(String.join("; ", examples), MAX_ANNOTATION));
        }
        // An alert must not begin after its end, also where the data's time is ahead of the clock.
        Instant start = alert.time().isAfter(end) ? end : alert.time();
        return SafeJson.object(
                "labels",
                all,
                "annotations",
                annotations,
                "startsAt",
                start.truncatedTo(ChronoUnit.MILLIS).toString(),
                "endsAt",
                end.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    @Override
    public void close() {
        resender.shutdownNow();
    }

    @Override
    public boolean leavesTheMachine() {
        return true;
    }

    /** Collects the options; each method sets the option of {@link AlertmanagerSettings} of its name. */
    public static final class Builder {
        private final Map<String, Object> values = new LinkedHashMap<>();

        private Builder() {}

        /** Address of Alertmanager. */
        public Builder url(String url) {
            values.put("url", url);
            return this;
        }

        /** Labels of every alert. */
        public Builder labels(Map<String, String> labels) {
            values.put("labels", labels);
            return this;
        }

        /** Time after which an open alert is sent again. */
        public Builder resendInterval(Duration interval) {
            values.put("resend-interval", interval);
            return this;
        }

        /** Time after which an alert that is not sent again counts as resolved. */
        public Builder holdTime(Duration time) {
            values.put("hold-time", time);
            return this;
        }

        /** User name for basic authentication. */
        public Builder username(String name) {
            values.put("username", name);
            return this;
        }

        /** Password for basic authentication. */
        public Builder password(String password) {
            values.put("password", password);
            return this;
        }

        /** Bearer token. */
        public Builder token(String token) {
            values.put("token", token);
            return this;
        }

        /** The handler. */
        public AlertmanagerAlertHandler build() {
            return new AlertmanagerAlertHandler(
                    OptionsBinder.bind(AlertmanagerSettings.class, values), InstantSource.system());
        }
    }
}
