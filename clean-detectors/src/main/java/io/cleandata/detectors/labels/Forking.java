package io.cleandata.detectors.labels;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * Runs numbered, independent pieces of work on the caller and on whatever workers are free.
 *
 * <p>The caller takes pieces itself and waits only for pieces that a worker has begun, so that a pool whose threads are all busy slows
 * nothing down and cannot deadlock. Which thread runs which piece is left open; pieces must write to places of their own, and the caller
 * reduces them in their order.
 */
final class Forking {

    private final Executor workers;
    private final int parallelism;

    Forking(Executor workers, int parallelism) {
        this.workers = workers;
        this.parallelism = parallelism;
    }

    static Forking none() {
        return new Forking(Runnable::run, 1);
    }

    int parallelism() {
        return parallelism;
    }

    void run(int pieces, IntConsumer work) {
        int helpers = Math.min(parallelism, pieces) - 1;
        if (helpers <= 0) {
            for (int i = 0; i < pieces; i++) {
                work.accept(i);
            }
            return;
        }
        var state = new Pieces(pieces, work);
        for (int h = 0; h < helpers; h++) {
            try {
                workers.execute(state);
            } catch (RejectedExecutionException full) {
                break; // the caller does the rest
            }
        }
        state.run();
        state.join();
    }

    private static final class Pieces implements Runnable {
        private final int pieces;
        private final IntConsumer work;
        private final AtomicInteger next = new AtomicInteger();
        private final CountDownLatch done;
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        Pieces(int pieces, IntConsumer work) {
            this.pieces = pieces;
            this.work = work;
            this.done = new CountDownLatch(pieces);
        }

        @Override
        public void run() {
            for (int i = next.getAndIncrement(); i < pieces; i = next.getAndIncrement()) {
                try {
                    work.accept(i);
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                } finally {
                    done.countDown();
                }
            }
        }

        void join() {
            boolean interrupted = false;
            while (true) {
                try {
                    done.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            Throwable thrown = failure.get();
            if (thrown instanceof Error error) {
                throw error;
            }
            if (thrown != null) {
                throw (RuntimeException) thrown;
            }
        }
    }
}
