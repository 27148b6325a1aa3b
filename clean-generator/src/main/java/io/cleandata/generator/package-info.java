/** Seeded sample streams, and faults injected into them at announced moments. */
@NullMarked
package io.cleandata.generator;

import org.jspecify.annotations.NullMarked;
