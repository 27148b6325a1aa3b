package io.cleandata.spi;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A failure with its kind; the message names the place and the cure. */
public class CleanException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whose fault it is. */
    public enum Kind {
        /** The settings are wrong; a person must change them. */
        SETTINGS,
        /** Data are damaged or not what was declared. */
        DATA,
        /** Another system does not answer as it should. */
        EXTERNAL,
        /** A fault in Clean or a plug-in. */
        INTERNAL
    }

    private final Kind kind;
    private final boolean retryable;
    private final @Nullable Duration retryAfter;

    public CleanException(Kind kind, String message) {
        this(kind, message, null, false, null);
    }

    public CleanException(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, message, cause, false, null);
    }

    protected CleanException(
            Kind kind, String message, @Nullable Throwable cause, boolean retryable, @Nullable Duration retryAfter) {
        super(message, cause);
        this.kind = kind;
        this.retryable = retryable;
        this.retryAfter = retryAfter;
    }

    /** A failure that may pass when tried again. */
    public static CleanException retryable(String message, @Nullable Throwable cause) {
        return new CleanException(Kind.EXTERNAL, message, cause, true, null);
    }

    /** A failure that may pass when tried again after the given time, as the other system asked. */
    public static CleanException retryAfter(String message, Duration delay) {
        return new CleanException(Kind.EXTERNAL, message, null, true, delay);
    }

    /** Whose fault it is. */
    public Kind kind() {
        return kind;
    }

    /** Whether trying again may help. */
    public boolean retryable() {
        return retryable;
    }

    /** How long the other system asked to wait. */
    public Optional<Duration> retryDelay() {
        return Optional.ofNullable(retryAfter);
    }
}
