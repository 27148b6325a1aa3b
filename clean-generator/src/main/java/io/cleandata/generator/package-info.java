/**
 * Seeded sample streams, and faults injected into them at announced moments.
 *
 * <p>{@link io.cleandata.generator.stream.SoundStreams} makes streams without faults, {@link
 * io.cleandata.generator.fault.Faults} makes faults, and {@link io.cleandata.generator.FaultyStream} brings the two
 * together by a list of {@link io.cleandata.generator.Injection}s. Nothing here knows Clean: what comes out are the
 * bytes of messages.
 */
@NullMarked
package io.cleandata.generator;

import org.jspecify.annotations.NullMarked;
