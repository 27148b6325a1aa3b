package io.cleandata.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Drains on the first SIGTERM or SIGINT and ends the process on the second.
 *
 * <p>A shutdown hook would do for draining, but the exit status would then be the signal's, and a second signal would not be
 * heard. {@code sun.misc.Signal} is in the module jdk.unsupported, which every JDK has; by reflection, since its mere mention makes
 * javac and javadoc warn.
 */
final class Signals implements AutoCloseable {
    private static final int SECOND_SIGNAL = 130;
    private static final String[] NAMES = {"TERM", "INT"};

    private final AtomicInteger count = new AtomicInteger();
    private final Method handle;
    private final Object[] signals = new Object[NAMES.length];
    private final Object[] former = new Object[NAMES.length];

    Signals(Runnable drain, Consumer<String> note) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            handle = signal.getMethod("handle", signal, handler);
            for (int i = 0; i < NAMES.length; i++) {
                String name = NAMES[i];
                signals[i] = signal.getConstructor(String.class).newInstance(name);
                Object heard =
                        Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (p, method, a) -> {
                            if (method.getDeclaringClass() == handler) {
                                heard(name, drain, note);
                            }
                            return null;
                        });
                former[i] = handle.invoke(null, signals[i], heard);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java does not let signals be handled", e);
        }
    }

    private void heard(String name, Runnable drain, Consumer<String> note) {
        if (count.incrementAndGet() > 1) {
            Runtime.getRuntime().halt(SECOND_SIGNAL);
        }
        note.accept("clean: got SIG" + name + ", finishing what is open; a second one ends at once");
        new Thread(drain, "clean-drain").start();
    }

    @Override
    public void close() {
        for (int i = 0; i < NAMES.length; i++) {
            try {
                handle.invoke(null, signals[i], former[i]);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("SIG" + NAMES[i] + " cannot be given back", e);
            }
        }
    }
}
