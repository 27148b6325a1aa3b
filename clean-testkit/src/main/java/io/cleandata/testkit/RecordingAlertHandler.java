package io.cleandata.testkit;

import io.cleandata.model.Alert;
import io.cleandata.spi.AlertHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the alerts that it was handed. Any thread may read them. */
public final class RecordingAlertHandler implements AlertHandler {

    private final List<Alert> alerts = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    @Override
    public void handle(Alert alert) {
        alerts.add(alert);
    }

    @Override
    public void close() {
        closed = true;
    }

    /** What was handed over so far, in order. */
    public List<Alert> alerts() {
        return List.copyOf(alerts);
    }

    /** Whether the pipeline has closed it. */
    public boolean closed() {
        return closed;
    }
}
