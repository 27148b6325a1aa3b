/**
 * What plug-ins implement and what they are handed: sources, detectors, alert handlers, windowings, parsers, their
 * providers, and the small interfaces that add a capability. Sees {@code java.*} and {@code io.cleandata.model} only.
 */
@NullMarked
package io.cleandata.spi;

import org.jspecify.annotations.NullMarked;
