package io.cleandata.settings;

import io.cleandata.spi.Option;
import org.jspecify.annotations.Nullable;

/** The section {@code dead-letter}: where bad messages go, as they came. */
public record DeadLetterOptions(
        @Option(doc = "Topic or stream of the source's own system") @Nullable
        String topic,

        @Option(doc = "File that bad messages are appended to, one JSON line each") @Nullable
        String file) {

    /** One place. */
    public DeadLetterOptions {
        if ((topic == null) == (file == null)) {
            throw new IllegalArgumentException("give either topic or file");
        }
    }
}
