package io.cleandata.benchmarks;

import io.cleandata.model.Window;

/** Kinds of made-up streams. */
public enum StreamKind {
    /** Correlated numbers with a few wild rows. */
    NUMERIC {
        @Override
        Window[] make(int windows, int rows, int features) {
            return NumericWindows.make(windows, rows, features);
        }
    },
    /** Numbers, categories, flags and texts. */
    MIXED {
        @Override
        Window[] make(int windows, int rows, int features) {
            return MixedWindows.make(windows, rows, features);
        }
    };

    abstract Window[] make(int windows, int rows, int features);
}
