package io.cleandata.model;

import java.util.Objects;

/** A message that is no sample. Thrown by parsers; without a stack trace, since bad messages may come in storms. */
public final class BadMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * @param reason one of few, such as {@code not-json}: lower kebab-case, used as a counter's name
     * @param detail what exactly, for the log and the dead letter
     */
    public BadMessageException(String reason, String detail) {
        super(detail, null, false, false);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** The kind of fault, one of few. */
    public String reason() {
        return reason;
    }
}
