package io.cleandata.engine;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What a pipeline has opened, to be closed in reverse order whatever happens. Not to be used by several threads. */
final class Resources implements AutoCloseable {

    private final ArrayDeque<AutoCloseable> open = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        return resource;
    }

    /** Closes all; the first failure is thrown, further ones are suppressed in it. */
    @Override
    public void close() throws Exception {
        Exception first = closeAll();
        if (first != null) {
            throw first;
        }
    }

    /** Closes all and answers with the first failure. */
    @Nullable
    Exception closeAll() {
        Exception first = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Throwable e) { // whatever it is, the others are to be closed
                Exception known = e instanceof Exception exception ? exception : new IllegalStateException(e);
                if (first == null) {
                    first = known;
                } else {
                    first.addSuppressed(known);
                }
            }
        }
        return first;
    }
}
