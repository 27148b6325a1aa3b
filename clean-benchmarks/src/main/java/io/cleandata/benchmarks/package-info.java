/** JMH benchmarks and end-to-end measurements. */
@NullMarked
package io.cleandata.benchmarks;

import org.jspecify.annotations.NullMarked;
