package io.cleandata.engine;

import io.cleandata.model.WindowReport;
import java.util.List;

/** Sends messages on to where the settings want them: bad ones, flagged ones, all others. Finishing thread only. */
interface Forwarding {

    /** Sends bad messages on; returns when they are safe. */
    void bad(List<BadMessage> messages) throws InterruptedException;

    /** Sends a window's new samples on; returns when they are safe. */
    void samples(WindowReport report) throws InterruptedException;
}
