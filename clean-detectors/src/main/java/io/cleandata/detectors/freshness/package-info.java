/** Event times: samples that come late, out of order or from the future, and streams that stall or burst. */
@NullMarked
package io.cleandata.detectors.freshness;

import org.jspecify.annotations.NullMarked;
