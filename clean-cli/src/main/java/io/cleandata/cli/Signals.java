package io.cleandata.cli;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Drains on the first SIGTERM or SIGINT and ends the process on the second.
 *
 * <p>A shutdown hook would do for draining, but the exit status would then be the signal's, and a second signal would not be
 * heard. {@code sun.misc.Signal} is in the module jdk.unsupported, which every JDK has.
 */
final class Signals implements AutoCloseable {
    private static final int SECOND_SIGNAL = 130;

    private final AtomicInteger count = new AtomicInteger();
    private final Signal[] signals = {new Signal("TERM"), new Signal("INT")};
    private final SignalHandler[] former = new SignalHandler[signals.length];

    Signals(Runnable drain, Consumer<String> note) {
        for (int i = 0; i < signals.length; i++) {
            former[i] = Signal.handle(signals[i], signal -> {
                if (count.incrementAndGet() > 1) {
                    Runtime.getRuntime().halt(SECOND_SIGNAL);
                }
                note.accept(
                        "clean: got SIG" + signal.getName() + ", finishing what is open; a second one ends at once");
                new Thread(drain, "clean-drain").start();
            });
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < signals.length; i++) {
            Signal.handle(signals[i], former[i]);
        }
    }
}
