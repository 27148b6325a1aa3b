package io.cleandata.spi;

/** A source of elapsed time, for durations and timeouts. */
@FunctionalInterface
public interface Ticker {

    /** Nanoseconds since some fixed but arbitrary moment; never goes back. Any thread may call. */
    long read();
}
