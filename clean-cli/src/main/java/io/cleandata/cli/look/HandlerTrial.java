package io.cleandata.cli.look;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.settings.AlertSpec;
import io.cleandata.settings.PipelineSpec;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.CleanException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What one alert handler of a pipeline is good for.
 *
 * @param sound whether it can be made and, if it was to, has taken the test alert
 * @param finding in words
 */
public record HandlerTrial(boolean sound, String finding) {

    /**
     * Tries each handler by itself, in the order of the settings.
     *
     * @param send whether to send a test alert and its recovery, so that no service keeps an incident open; else handlers are only made
     */
    public static List<HandlerTrial> of(PipelineSpec spec, boolean send) throws InterruptedException {
        LookContext context = new LookContext(spec.name(), spec.pipeline().seed());
        List<HandlerTrial> trials = new ArrayList<>();
        for (AlertSpec alert : spec.alerts()) {
            trials.add(of(spec.name(), alert, context, send));
        }
        return trials;
    }

    private static HandlerTrial of(String pipeline, AlertSpec spec, LookContext context, boolean send)
            throws InterruptedException {
        String name = "alert handler " + spec.name();
        try (Closing made = new Closing(spec.handler().create(context))) {
            if (!send) {
                return new HandlerTrial(true, name + " can be made; --send-test-alert tries it");
            }
            Alert alert = Alert.builder()
                    .pipeline(pipeline)
                    .incident(pipeline + "/test/" + context.clock().millis())
                    .state(AlertState.OPENED)
                    .severity(spec.routing().minSeverity())
                    .metric("test")
                    .message("TEST, nothing is wrong: \"clean doctor --send-test-alert\" tries this handler.")
                    .time(context.clock().instant())
                    .build();
            deliver(made.handler(), alert, spec);
            if (!spec.routing().recoveries()) {
                return new HandlerTrial(true, name + " took a test alert");
            }
            deliver(
                    made.handler(),
                    alert.toBuilder().state(AlertState.RECOVERED).build(),
                    spec);
            return new HandlerTrial(true, name + " took a test alert and its recovery");
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            String reason = e instanceof CleanException ? String.valueOf(e.getMessage()) : e.toString();
            return new HandlerTrial(false, name + ": " + reason);
        }
    }

    /** One attempt within the handler's time, on a thread that may be left behind. */
    private static void deliver(AlertHandler handler, Alert alert, AlertSpec spec) throws Exception {
        FutureTask<Void> attempt = new FutureTask<>(() -> {
            handler.handle(alert);
            return null;
        });
        Thread thread = new Thread(attempt, "clean-test-alert");
        thread.setDaemon(true);
        thread.start();
        try {
            attempt.get(spec.routing().timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            attempt.cancel(true);
            throw CleanException.retryable(
                    "no answer within " + spec.routing().timeout().toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Handlers are closeable in all but name. */
    private record Closing(AlertHandler handler) implements AutoCloseable {
        @Override
        public void close() {
            handler.close();
        }
    }
}
