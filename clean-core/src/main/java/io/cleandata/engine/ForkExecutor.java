package io.cleandata.engine;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Where one detector forks its work. Whoever waits for a task runs it if nobody has begun it, so a pool whose threads all wait never
 * stands still. The processor time of forked work is added to the detector's account. What a detector that is given up has forked and nobody has begun is cancelled.
 */
final class ForkExecutor extends AbstractExecutorService {

    private final WorkerPool pool;
    private final @Nullable DetectorRunner account;

    ForkExecutor(WorkerPool pool, @Nullable DetectorRunner account) {
        this.pool = pool;
        this.account = account;
    }

    private final class HelpingTask<V extends @Nullable Object> extends FutureTask<V> {

        HelpingTask(Callable<V> work) {
            super(work);
        }

        @Override
        public void run() {
            if (isDone()) {
                return;
            }
            DetectorRunner payer = account;
            if (payer == null
                    || !(Thread.currentThread() instanceof WorkerPool.Worker worker)
                    || worker.account == payer) {
                runUnlessGivenUp(payer); // the time is already being measured, or nobody asks for it
                return;
            }
            DetectorRunner before = worker.account;
            worker.account = payer;
            long begin = CpuClock.read();
            try {
                runUnlessGivenUp(payer);
            } finally {
                payer.addForkedCpu(CpuClock.read() - begin);
                worker.account = before;
            }
        }

        /** Asks after the account is set, so that either this thread sees that the detector is given up, or is given up with it. */
        private void runUnlessGivenUp(@Nullable DetectorRunner payer) {
            if (payer != null && payer.stuck()) {
                cancel(false);
            } else {
                super.run();
            }
        }

        @Override
        public V get() throws InterruptedException, ExecutionException {
            run(); // does nothing when somebody else has begun it
            return super.get();
        }

        @Override
        public V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
            run();
            return super.get(timeout, unit);
        }
    }

    @Override
    protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Callable<T> callable) {
        return new HelpingTask<>(callable);
    }

    @Override
    protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Runnable runnable, T value) {
        return new HelpingTask<>(() -> {
            runnable.run();
            return value;
        });
    }

    @Override
    public void execute(Runnable task) {
        if (task instanceof HelpingTask<?>) {
            pool.executeFirst(task);
        } else {
            task.run(); // nobody could help with it
        }
    }

    @Override
    public void shutdown() {
        // the pool is the pipeline's
    }

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }
}
