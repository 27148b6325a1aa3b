package io.cleandata.source.redis;

import io.cleandata.model.Message;
import io.cleandata.source.SupportsPeek;
import io.cleandata.spi.Batch;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.Source;
import io.cleandata.spi.SourceContext;
import io.cleandata.spi.SupportsDeadLetter;
import io.cleandata.spi.SupportsLag;
import io.cleandata.spi.SupportsPause;
import io.cleandata.spi.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Reads Redis Streams as a member of a consumer group.
 *
 * <pre>{@code
 * RedisSource.builder().host("localhost").port(6379).stream("ml:data:stream").consumerGroup("quality-monitors").build();
 * }</pre>
 *
 * <p>A partition is a stream; a position is an entry's id. What this member took before and never acknowledged is read first, marked
 * as redelivered; what other members left lying is claimed. Acknowledgements travel with the next read, many ids in one command.
 *
 * <p><b>Threading.</b> As {@link Source} says; {@link #close()} cuts the connection, which ends a waiting read.
 */
public final class RedisSource implements Source, SupportsPause, SupportsLag, SupportsDeadLetter, SupportsPeek {

    private static final Logger LOG = LoggerFactory.getLogger(RedisSource.class);
    private static final int FLUSH_ATTEMPTS = 20;

    private final RedisSourceSettings settings;
    private final Map<String, GroupStream> streams = new LinkedHashMap<>();
    private final Map<String, String> ends = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable SourceContext context;
    private @Nullable Backoff backoff;
    private volatile @Nullable RedisLink link;
    private volatile @Nullable RedisSender sender;
    private long nextCare;
    private boolean paused;

    /** A source that is not yet open. */
    public RedisSource(RedisSourceSettings settings) {
        this.settings = settings;
    }

    /** Starts a source in Java. */
    public static RedisSourceBuilder builder() {
        return new RedisSourceBuilder();
    }

    /** The options. */
    public RedisSourceSettings settings() {
        return settings;
    }

    @Override
    public void open(SourceContext opening) {
        if (settings.claimIdle().compareTo(opening.longestHold()) < 0) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "source.claim-idle " + settings.claimIdle().toSeconds() + "s is shorter than the "
                            + opening.longestHold().toSeconds()
                            + "s for which windows may stay open: if this process halted so long, another would claim what they hold. Give claim-idle at least that, or shorter windows");
        }
        RedisLink first = RedisLink.first(settings);
        try {
            for (String name : settings.allStreams()) {
                GroupStream stream = new GroupStream(name, settings, opening);
                streams.put(name, stream);
                stream.createGroup(first, settings.startId());
                if (settings.bounded()) {
                    ends.put(name, stream.lastId(first));
                }
            }
        } catch (JedisException e) {
            first.close();
            throw new CleanException(
                    CleanException.Kind.EXTERNAL,
                    "cannot make the consumer group " + settings.consumerGroup() + " at Redis "
                            + RedisLink.address(settings) + ": " + e.getMessage(),
                    e);
        }
        Ticker ticker = opening.plugin().ticker();
        context = opening;
        backoff = new Backoff(ticker);
        nextCare = ticker.read();
        sender = new RedisSender(settings);
        link = first;
        opening.assigned(settings.allStreams());
    }

    @Override
    public Batch poll(Duration limit) throws InterruptedException {
        SourceContext open = context;
        Backoff pauses = backoff;
        if (open == null || pauses == null || closed.getCount() == 0) {
            return Batch.end();
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before a read");
        }
        RedisLink current = link;
        List<Message> messages = new ArrayList<>();
        try {
            if (current == null) {
                if (pauses.untilNext() > 0) {
                    return closed.await(Math.min(limit.toNanos(), pauses.untilNext()), TimeUnit.NANOSECONDS)
                            ? Batch.end()
                            : Batch.empty();
                }
                current = reconnect(open);
            }
            return read(current, open, limit, messages);
        } catch (JedisException e) {
            if (closed.getCount() == 0) {
                return Batch.end();
            }
            connectionLost(open, pauses, e);
            return Batch.of(messages); // what came before the failure is held, so it must be delivered
        }
    }

    private Batch read(RedisLink current, SourceContext open, Duration limit, List<Message> messages)
            throws InterruptedException {
        care(current, open.plugin().ticker(), messages);
        if (paused) {
            acknowledgeNow(current);
            boolean over = closed.await(limit.toNanos(), TimeUnit.NANOSECONDS);
            return over ? Batch.end() : Batch.empty();
        }
        recover(current, messages);
        if (!messages.isEmpty()) {
            return Batch.of(messages);
        }
        int count = settings.count();
        if (settings.bounded()) {
            count = leftOfBounded(current, count);
            if (count == 0) {
                acknowledgeNow(current);
                return Batch.end();
            }
        }
        readNew(
                current,
                count,
                Math.max(1, Math.min(limit.toMillis(), settings.block().toMillis())),
                messages);
        return Batch.of(messages);
    }

    /** Reads what this member holds already, all of it before anything new: a new entry would be held too, and be read again. */
    private void recover(RedisLink current, List<Message> into) {
        for (GroupStream stream : streams.values()) {
            while (stream.recovering() && into.isEmpty()) {
                acknowledgeNow(current);
                stream.recover(current, settings.count(), into);
            }
        }
    }

    /** How many entries up to the end may be read at once: the group must not be given more than what is asked for. */
    private int leftOfBounded(RedisLink current, int most) {
        int least = Integer.MAX_VALUE;
        for (GroupStream stream : streams.values()) {
            String last = StreamLag.lastDelivered(current, stream.key, settings.consumerGroup());
            int left = StreamLag.count(current, stream.key, last, ends.getOrDefault(stream.name, "0-0"), most);
            stream.wanted = left > 0;
            if (left > 0) {
                least = Math.min(least, left);
            }
        }
        return least == Integer.MAX_VALUE ? 0 : least;
    }

    private void readNew(RedisLink current, int count, long blockMillis, List<Message> into) {
        List<GroupStream> acknowledging = sendDone(current);
        List<GroupStream> wanted = new ArrayList<>(streams.size());
        for (GroupStream stream : streams.values()) {
            if (stream.wanted) {
                wanted.add(stream);
            }
        }
        current.send(
                Command.XREADGROUP,
                ReadGroup.arguments(settings.consumerGroup(), settings.consumer(), count, blockMillis, wanted));
        receiveDone(current, acknowledging);
        for (Object pair : RedisReply.list(current.receive())) {
            List<?> parts = RedisReply.list(pair);
            GroupStream stream = streams.get(RedisReply.text(parts.get(0)));
            if (stream != null) {
                stream.take(RedisReply.list(parts.get(1)), into);
            }
        }
    }

    /** Now and then: keeps what is held young, and claims what others left lying; not its own, so not before it knows that. */
    private void care(RedisLink current, Ticker ticker, List<Message> into) {
        if (ticker.read() - nextCare < 0) {
            return;
        }
        acknowledgeNow(current);
        boolean more = false;
        for (GroupStream stream : streams.values()) {
            stream.renew(current);
            if (!paused && !stream.recovering()) {
                more |= stream.claim(current, settings.claimIdle().toMillis(), settings.count(), into);
            }
        }
        nextCare = ticker.read() + (more ? 0 : settings.claimIdle().toNanos() / 3);
    }

    private void acknowledgeNow(RedisLink current) {
        receiveDone(current, sendDone(current));
    }

    private List<GroupStream> sendDone(RedisLink current) {
        List<GroupStream> sent = List.of();
        for (GroupStream stream : streams.values()) {
            if (stream.sendDone(current)) {
                sent = sent.isEmpty() ? new ArrayList<>() : sent;
                sent.add(stream);
            }
        }
        return sent;
    }

    private static void receiveDone(RedisLink current, List<GroupStream> sent) {
        for (GroupStream stream : sent) {
            current.receive();
            stream.doneAnswered();
        }
    }

    private RedisLink reconnect(SourceContext open) {
        RedisLink fresh = RedisLink.connect(settings);
        link = fresh;
        if (closed.getCount() == 0) {
            fresh.close();
        }
        for (GroupStream stream : streams.values()) {
            stream.createGroup(fresh, "0"); // gone only if the server lost its data: then all is new
        }
        open.count("reconnects", 1);
        open.health("");
        LOG.info("connected again address={}", RedisLink.address(settings));
        return fresh;
    }

    private void connectionLost(SourceContext open, Backoff pauses, JedisException failure) {
        RedisLink lost = link;
        link = null;
        if (lost != null) {
            lost.close();
            streams.values().forEach(GroupStream::connectionLost);
            LOG.warn("connection lost address={}", RedisLink.address(settings), failure);
        }
        pauses.failed();
        open.health("no connection to Redis at " + RedisLink.address(settings) + " (source.host): "
                + failure.getMessage() + "; trying again");
    }

    @Override
    public void acknowledge(List<Message> done) {
        GroupStream stream = null;
        for (int i = 0; i < done.size(); i++) {
            Message message = done.get(i);
            if (stream == null || !stream.name.equals(message.partition())) {
                stream = streams.get(message.partition());
            }
            if (stream != null) {
                stream.finished(message);
            }
        }
    }

    @Override
    public void flush() {
        SourceContext open = context;
        Backoff pauses = backoff;
        if (open == null || pauses == null || closed.getCount() == 0) {
            return;
        }
        Duration pause = settings.connectTimeout().dividedBy(FLUSH_ATTEMPTS);
        for (int attempt = 1; ; attempt++) {
            try {
                RedisLink current = link;
                acknowledgeNow(current == null ? reconnect(open) : current);
                return;
            } catch (JedisException e) {
                connectionLost(open, pauses, e);
                if (attempt == FLUSH_ATTEMPTS || closedWithin(pause)) {
                    String at = "Redis at " + RedisLink.address(settings);
                    throw CleanException.retryable("acknowledging to " + at + " failed: " + e.getMessage(), e);
                }
            }
        }
    }

    private boolean closedWithin(Duration limit) {
        try {
            return closed.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true; // being given up, which is as good
        }
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public Map<String, Long> lag() {
        Map<String, Long> lag = new HashMap<>();
        RedisLink current = link;
        if (current != null) {
            try {
                for (GroupStream stream : streams.values()) {
                    lag.put(stream.name, StreamLag.of(current, stream.key, settings.consumerGroup()));
                }
            } catch (JedisException e) {
                LOG.debug("lag unknown", e);
                if (!(e instanceof JedisDataException)) { // that is an answer, such as that it must not be asked
                    current.cut(); // an answer may still be on its way: the next poll starts afresh
                }
            }
        }
        return lag;
    }

    @Override
    public void send(String destination, Message message, Map<String, String> headers) {
        sender().send(destination, message, headers);
    }

    @Override
    public void flushSent() {
        sender().flush();
    }

    @Override
    public List<Message> peek(int most, Consumer<String> findings) {
        return RedisPeek.newest(settings, most, findings);
    }

    @Override
    public String connectsTo() {
        return RedisPeek.place(settings);
    }

    private RedisSender sender() {
        RedisSender open = sender;
        if (open == null) {
            throw new IllegalStateException("the source is not open");
        }
        return open;
    }

    @Override
    public void close() {
        closed.countDown();
        RedisLink last = link;
        if (last != null) {
            last.close();
        }
        RedisSender open = sender;
        if (open != null) {
            open.close();
        }
    }
}
