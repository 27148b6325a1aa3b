package io.cleandata.testkit.brokers;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A server started once per JVM, on first use. */
final class Shared<T extends AutoCloseable> {
    private final Supplier<T> starter;
    private @Nullable T server;

    Shared(Supplier<T> starter) {
        this.starter = starter;
    }

    synchronized T get() {
        if (server == null) {
            server = starter.get();
        }
        return server;
    }

    @SuppressWarnings("ReferenceEquality") // the very object is meant
    synchronized boolean holds(T candidate) {
        return server == candidate;
    }
}
