/** How fast a pipeline reads real brokers, compared in one run with the bare client, and how much memory that takes. */
@NullMarked
package io.cleandata.benchmarks.broker;

import org.jspecify.annotations.NullMarked;
