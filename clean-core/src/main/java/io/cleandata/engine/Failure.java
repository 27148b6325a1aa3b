package io.cleandata.engine;

/** Where any thread of a pipeline tells that it cannot go on; the first cause counts. */
@FunctionalInterface
interface Failure {

    void fail(Throwable cause);
}
