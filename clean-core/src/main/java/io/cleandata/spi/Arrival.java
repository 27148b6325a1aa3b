package io.cleandata.spi;

/** The sample that is being placed. One instance is used again for each sample; do not keep it. */
public interface Arrival {

    /** Event time in milliseconds since the epoch, or {@link io.cleandata.model.Window#NO_TIMESTAMP}. */
    long timestamp();

    /** The partition that it came from. */
    String partition();
}
