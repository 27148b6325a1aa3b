/** The exporter that serves /metrics, /health and /ready. */
@NullMarked
package io.cleandata.metrics.prometheus;

import org.jspecify.annotations.NullMarked;
