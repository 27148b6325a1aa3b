/** The faults that can be injected into a stream, one class each, and the factory that makes them. */
@NullMarked
package io.cleandata.generator.fault;

import org.jspecify.annotations.NullMarked;
