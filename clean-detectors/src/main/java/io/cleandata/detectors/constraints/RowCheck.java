package io.cleandata.detectors.constraints;

import org.jspecify.annotations.Nullable;

/** One condition on a row. */
interface RowCheck {

    /** What is wrong with the row; empty when nothing is, null when the row is not judged. */
    @Nullable
    String violation(RowValues row);

    /** Told of a row that may enter memory, after it was judged. */
    default void learn(RowValues row) {}
}
