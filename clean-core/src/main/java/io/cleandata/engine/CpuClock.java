package io.cleandata.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Processor time of the current thread. */
final class CpuClock {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean SUPPORTED = THREADS.isCurrentThreadCpuTimeSupported();

    private CpuClock() {}

    /** Nanoseconds of processor time; elapsed time where the machine does not count it. */
    static long read() {
        return SUPPORTED
                ? THREADS.getCurrentThreadCpuTime()
                : SystemTime.ticker().read();
    }
}
