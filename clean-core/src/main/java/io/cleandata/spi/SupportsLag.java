package io.cleandata.spi;

import java.util.Map;

/** A source that knows how many messages wait behind what it has delivered. */
public interface SupportsLag {

    /** Messages not yet delivered by partition, right even when nothing is consumed. Called from the polling thread, now and then. */
    Map<String, Long> lag();
}
