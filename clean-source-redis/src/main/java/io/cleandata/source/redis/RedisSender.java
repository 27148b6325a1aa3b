package io.cleandata.source.redis;

import io.cleandata.model.Message;
import io.cleandata.spi.CleanException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Appends messages to streams: dead letters, quarantined samples, samples passed on. The payload goes into the payload's field, headers
 * become fields of their own, so that this source can read the stream again. Commands are sent in batches; what has no answer when the
 * connection breaks is sent again by the next {@link #flush} (and may then be there twice). Any thread.
 */
final class RedisSender implements AutoCloseable {

    private static final int BATCH = 500;

    private final RedisSourceSettings settings;
    private final Object lock = new Object();
    private final ArrayDeque<byte[][]> waiting = new ArrayDeque<>();
    private volatile @Nullable RedisLink link;
    private int sent;
    private boolean failing;
    private volatile boolean closed;

    RedisSender(RedisSourceSettings settings) {
        this.settings = settings;
    }

    void send(String stream, Message message, Map<String, String> headers) {
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(RedisLink.bytes(stream));
        arguments.add(RedisLink.bytes("*"));
        arguments.add(RedisLink.bytes(settings.payloadField()));
        arguments.add(message.value());
        message.headers().forEach((name, value) -> {
            if (!headers.containsKey(name)) {
                field(arguments, name, value);
            }
        });
        headers.forEach((name, value) -> field(arguments, name, value));
        synchronized (lock) {
            waiting.add(arguments.toArray(new byte[0][]));
            if (waiting.size() % BATCH == 0 && !failing) {
                try {
                    exchange();
                } catch (CleanException e) {
                    failing = true; // taken all the same; the flush tries again, and says so
                }
            }
        }
    }

    private void field(List<byte[]> arguments, String name, String value) {
        if (!name.equals(settings.payloadField())) {
            arguments.add(RedisLink.bytes(name));
            arguments.add(RedisLink.bytes(value));
        }
    }

    void flush() {
        synchronized (lock) {
            failing = false;
            exchange();
        }
    }

    private void exchange() {
        if (waiting.isEmpty()) {
            return;
        }
        if (closed) {
            throw new IllegalStateException("the source is closed");
        }
        try {
            RedisLink open = link;
            if (open == null) {
                open = RedisLink.connect(settings);
                link = open;
            }
            for (byte[][] command : waiting) {
                open.send(Command.XADD, command);
                sent++;
            }
            while (sent > 0) {
                open.receive();
                waiting.removeFirst();
                sent--;
            }
        } catch (JedisException e) {
            RedisLink lost = link;
            link = null;
            sent = 0;
            if (lost != null) {
                lost.close();
            }
            throw CleanException.retryable(
                    waiting.size() + " messages could not be written to Redis at " + RedisLink.address(settings) + ": "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        closed = true;
        RedisLink open = link;
        if (open != null) {
            open.close();
        }
    }
}
