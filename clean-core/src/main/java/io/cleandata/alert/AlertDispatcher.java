package io.cleandata.alert;

import io.cleandata.model.Alert;
import java.time.Duration;
import java.util.List;

/** Brings alerts to their handlers, off the pipeline's threads. */
public interface AlertDispatcher extends AutoCloseable {

    /** Begins to deliver, first what an earlier run left undelivered. */
    void start();

    /** Takes alerts over; when it returns they outlive the process, if the pipeline has a state directory. Never waits for a handler. */
    void submit(List<Alert> alerts);

    /** Waits until all is delivered or given up. Whether that was in time. */
    boolean drain(Duration limit);

    /** Alerts that wait to be delivered, each handler's counted. */
    int waiting();

    /** Whether the outbox cannot be written, so that a restart would lose alerts. */
    boolean outboxFailing();

    /** Alerts delivered so far, each handler's counted. */
    long sent();

    /** Whether it calls handlers on the thread. */
    boolean owns(Thread thread);

    /** Closes all handlers. */
    @Override
    void close();
}
