package io.cleandata.engine;

import io.cleandata.model.Message;
import io.cleandata.spi.Batch;
import io.cleandata.spi.Source;
import io.cleandata.spi.SourceContext;
import io.cleandata.spi.SupportsPause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Has a batch of 1,000 samples whenever it is polled and not paused; can be told to fail. */
final class EndlessSource implements Source, SupportsPause {

    static final int BATCH = 1_000;

    final AtomicLong polled = new AtomicLong();
    final AtomicLong acknowledged = new AtomicLong();
    final CountDownLatch pausedOnce = new CountDownLatch(1);
    final CountDownLatch closed = new CountDownLatch(1);
    volatile @Nullable RuntimeException failOpen;
    volatile @Nullable RuntimeException failPoll;
    private boolean paused;

    @Override
    public void open(SourceContext context) {
        if (failOpen != null) {
            throw failOpen;
        }
    }

    @Override
    public Batch poll(Duration limit) {
        if (failPoll != null) {
            throw failPoll;
        }
        if (paused) {
            return Batch.empty();
        }
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            messages.add(Message.builder("p")
                    .position(polled.incrementAndGet(), 0, 0)
                    .value("{\"features\": {\"x\": 1}}")
                    .build());
        }
        return Batch.of(messages);
    }

    @Override
    public void acknowledge(List<Message> done) {
        for (Message message : done) {
            if (message.positionFirst() != acknowledged.incrementAndGet()) {
                throw new IllegalStateException("acknowledged " + message + " out of order");
            }
        }
    }

    @Override
    public void pause() {
        paused = true;
        pausedOnce.countDown();
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
