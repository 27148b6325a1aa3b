/**
 * How a pipeline's figures leave it: the SPI of metrics exporters, the one SPI that sees Micrometer.
 */
@NullMarked
package io.cleandata.metrics;

import org.jspecify.annotations.NullMarked;
