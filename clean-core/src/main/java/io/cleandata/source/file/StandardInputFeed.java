package io.cleandata.source.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Standard input, read by a daemon thread of its own, since a read of it cannot be interrupted. */
final class StandardInputFeed implements ByteFeed {

    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> blocks = new ArrayBlockingQueue<>(4);
    private volatile @Nullable IOException failure;
    private volatile boolean closed;
    private byte[] current = END;
    private int at;
    private boolean ended;
    private volatile long position;

    StandardInputFeed(InputStream in) {
        Thread reader = new Thread(() -> pump(in), "clean-standard-input");
        reader.setDaemon(true);
        reader.start();
    }

    private void pump(InputStream in) {
        byte[] block = new byte[1 << 16];
        try {
            for (int n = in.read(block); n >= 0 && !closed; n = in.read(block)) {
                if (n > 0) {
                    blocks.put(Arrays.copyOf(block, n));
                }
            }
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            blocks.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int read(byte[] target, int offset, int length, long waitNanos) throws IOException, InterruptedException {
        if (at == current.length && !ended) {
            byte[] next = blocks.poll(waitNanos, TimeUnit.NANOSECONDS);
            if (next == null) {
                return closed ? -1 : 0;
            }
            ended = next == END;
            current = next;
            at = 0;
        }
        if (ended) {
            IOException e = failure;
            if (e != null) {
                throw e;
            }
            return -1;
        }
        int count = Math.min(length, current.length - at);
        System.arraycopy(current, at, target, offset, count);
        at += count;
        advance(count);
        return count;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written by the polling thread only
    private void advance(int bytes) {
        position += bytes;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void close() {
        closed = true;
        blocks.clear();
        blocks.offer(END);
    }
}
