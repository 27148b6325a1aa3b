/** Streams of samples without faults: one of real data, the others synthetic and endless. */
@NullMarked
package io.cleandata.generator.stream;

import org.jspecify.annotations.NullMarked;
