package io.cleandata.engine;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The memory of schema and detectors as of one window. It travels with the window, and each detector fills in its part right after
 * that window and before the next: so all parts stand for the same moment without stopping anything.
 */
final class Checkpoint {

    private final byte[] schema;
    private final AtomicReferenceArray<byte @Nullable []> detectors;

    Checkpoint(byte[] schema, int detectors) {
        this.schema = schema;
        this.detectors = new AtomicReferenceArray<>(detectors);
    }

    byte[] schema() {
        return schema;
    }

    void detector(int index, byte[] memory) {
        detectors.set(index, memory);
    }

    byte @Nullable [] detector(int index) {
        return detectors.get(index);
    }
}
