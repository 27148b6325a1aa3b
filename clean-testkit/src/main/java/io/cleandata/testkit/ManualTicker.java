package io.cleandata.testkit;

import io.cleandata.spi.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A ticker that moves only when told. Any thread may use it. */
public final class ManualTicker implements Ticker {

    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long read() {
        return nanos.get();
    }

    /** Lets time pass. */
    public void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }
}
