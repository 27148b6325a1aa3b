package io.cleandata.generator;

import org.jspecify.annotations.Nullable;

/**
 * A seeded sequence of samples: the same seed gives the same samples.
 *
 * <p><b>Threading.</b> One thread at a time.
 */
public interface SampleStream {
    /** What the samples are made of, and which fields a fault may touch. */
    StreamProfile profile();

    /** The next sample, which the caller may change, or null when the stream has ended. */
    @Nullable
    GeneratedSample next();
}
