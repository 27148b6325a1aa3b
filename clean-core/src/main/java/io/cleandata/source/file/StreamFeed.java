package io.cleandata.source.file;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.GZIPInputStream;

/** A file, plain or gzip, to its end or as it grows. */
final class StreamFeed implements ByteFeed {

    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(100);

    private final Counting counting;
    private final InputStream in;
    private final boolean follow;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private boolean closed;

    StreamFeed(Path path, boolean follow) throws IOException {
        this.follow = follow;
        this.counting = new Counting(Files.newInputStream(path));
        boolean gzip = FileFormat.gzip(path.toString());
        try {
            this.in = gzip ? new GZIPInputStream(new BufferedInputStream(counting, 1 << 16), 1 << 16) : counting;
        } catch (IOException e) {
            counting.close();
            throw e;
        }
    }

    @Override
    public int read(byte[] target, int offset, int length, long waitNanos) throws IOException, InterruptedException {
        int count = in.read(target, offset, length);
        if (count >= 0 || !follow) {
            return count;
        }
        lock.lock();
        try {
            // files tell nobody that they grew, so look again every now and then
            for (long left = waitNanos; left > 0 && !closed; left -= LOOK_AGAIN) {
                closing.awaitNanos(Math.min(left, LOOK_AGAIN));
                count = in.read(target, offset, length);
                if (count >= 0) {
                    return count;
                }
            }
            return closed ? -1 : 0;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long position() {
        return counting.count;
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
        in.close();
    }

    private static final class Counting extends FilterInputStream {

        private volatile long count;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            add(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            add(Math.max(0, read));
            return read;
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // written by the polling thread only
        private void add(int bytes) {
            count += bytes;
        }
    }
}
