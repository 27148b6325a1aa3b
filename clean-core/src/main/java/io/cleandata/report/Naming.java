package io.cleandata.report;

import io.cleandata.model.Message;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How output files name a sample: by its line in a file, or by its place in a broker. */
public final class Naming {
    private static final Naming BY_LINE = new Naming(null);

    private final @Nullable String source;

    private Naming(@Nullable String source) {
        this.source = source;
    }

    /** By the 1-based line of the input, which the file source keeps as the first part of positions. */
    public static Naming byLine() {
        return BY_LINE;
    }

    /**
     * By source, partition and position.
     *
     * @param source the source's kind, such as {@code kafka}
     */
    public static Naming byPosition(String source) {
        return new Naming(Objects.requireNonNull(source, "source"));
    }

    boolean lines() {
        return source == null;
    }

    /** Writes the fields that name a message. */
    void fields(JsonLine out, Message message) {
        if (source == null) {
            out.field("line", message.positionFirst());
        } else {
            out.field("source", source)
                    .field("partition", message.partition())
                    .field("position", message.position().toString());
        }
    }

    /** Writes one value that names a message. */
    void value(JsonLine out, Message message) {
        if (source == null) {
            out.integer(message.positionFirst());
        } else {
            out.text(message.partition() + "@" + message.position());
        }
    }
}
