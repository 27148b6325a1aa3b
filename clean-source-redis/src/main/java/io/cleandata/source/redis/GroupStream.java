package io.cleandata.source.redis;

import io.cleandata.model.Message;
import io.cleandata.model.Position;
import io.cleandata.spi.SourceContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * One stream as this member of the group sees it: what it holds, what it is to acknowledge, and what it must read again because an
 * answer of the server may have been lost. Confined to the polling thread.
 */
final class GroupStream {

    private static final Logger LOG = LoggerFactory.getLogger(GroupStream.class);
    static final byte[] ZERO = RedisLink.bytes("0-0");
    private static final byte[] JUSTID = RedisLink.bytes("JUSTID");
    private static final byte[] COUNT = RedisLink.bytes("COUNT");
    private static final int CHUNK = 1000;

    final String name;
    final byte[] key;
    private final byte[] group;
    private final byte[] consumer;
    private final EntryReader reader;
    private final SourceContext context;
    private final HeldIds held = new HeldIds();
    private List<byte[]> done = new ArrayList<>();
    private List<byte[]> onItsWay = List.of();
    private byte @Nullable [] recovery = ZERO;
    /** Whether what is recovered may have been analysed, by an earlier run of this member. */
    private boolean ofEarlierRun = true;

    private Set<Position> known = Set.of();
    private byte[] claimCursor = ZERO;
    /** Whether a bounded source still wants entries of it. */
    boolean wanted = true;

    GroupStream(String name, RedisSourceSettings settings, SourceContext context) {
        this.name = name;
        this.key = RedisLink.bytes(name);
        this.group = RedisLink.bytes(settings.consumerGroup());
        this.consumer = RedisLink.bytes(settings.consumer());
        this.reader = new EntryReader(settings);
        this.context = context;
    }

    /** Makes the group, and the stream, where they are not there. */
    void createGroup(RedisLink to, String start) {
        try {
            to.call(
                    Command.XGROUP,
                    RedisLink.bytes("CREATE"),
                    key,
                    group,
                    RedisLink.bytes(start),
                    RedisLink.bytes("MKSTREAM"));
            LOG.info("consumer group made stream={} start={}", name, start);
        } catch (JedisDataException e) {
            if (!String.valueOf(e.getMessage()).startsWith("BUSYGROUP")) { // it exists
                throw e;
            }
        }
    }

    /** The id of the newest entry that the stream has had. */
    String lastId(RedisLink from) {
        List<?> info = RedisReply.list(from.call(Command.XINFO, RedisLink.bytes("STREAM"), key));
        return RedisReply.text(RedisReply.field(info, "last-generated-id"));
    }

    /** Takes note of a finished message; one that is not held is acknowledged again, which does no harm. */
    void finished(Message message) {
        Position position = message.position();
        held.remove(position.first(), position.second());
        done.add(EntryId.bytes(position.first(), position.second()));
    }

    /** Puts the acknowledgement of all that is finished into the outgoing buffer: one command. False when there is none. */
    boolean sendDone(RedisLink link) {
        if (done.isEmpty()) {
            return false;
        }
        byte[][] arguments = new byte[done.size() + 2][];
        arguments[0] = key;
        arguments[1] = group;
        for (int i = 0; i < done.size(); i++) {
            arguments[i + 2] = done.get(i);
        }
        onItsWay = done;
        done = new ArrayList<>();
        link.send(Command.XACK, arguments);
        return true;
    }

    /** The server has answered to what {@link #sendDone} sent. */
    void doneAnswered() {
        onItsWay = List.of();
    }

    /** The connection is gone: acknowledgements without an answer are sent again, entries without a reader are read again. */
    void connectionLost() {
        if (!onItsWay.isEmpty()) {
            done.addAll(0, onItsWay);
            onItsWay = List.of();
        }
        ofEarlierRun &=
                recovery != null; // later, what is not known was in answers that were lost: it was never delivered
        recovery = ZERO;
        known = allHeld();
    }

    private Set<Position> allHeld() {
        Set<Position> all = new HashSet<>();
        for (int i = 0; i < held.size(); i++) {
            all.add(Position.of(held.milliseconds(i), held.sequence(i)));
        }
        return all;
    }

    boolean recovering() {
        return recovery != null;
    }

    /** Reads some of what the server says this member holds; what it knows of is left out. Called until {@link #recovering} ends. */
    void recover(RedisLink link, int count, List<Message> into) {
        byte[] behind = recovery;
        if (behind == null) {
            return;
        }
        Object reply = link.call(
                Command.XREADGROUP,
                RedisLink.bytes("GROUP"),
                group,
                consumer,
                COUNT,
                RedisLink.bytes(Integer.toString(count)),
                RedisLink.bytes("STREAMS"),
                key,
                behind);
        List<?> streams = RedisReply.list(reply);
        List<?> entries = streams.isEmpty()
                ? List.of()
                : RedisReply.list(RedisReply.list(streams.get(0)).get(1));
        if (entries.isEmpty()) {
            recovery = null;
            known = Set.of();
            return;
        }
        for (Object entry : entries) {
            byte[] id = RedisReply.bytes(RedisReply.list(entry).get(0));
            recovery = id;
            if (known.isEmpty() || !known.contains(position(id))) {
                take(RedisReply.list(entry), ofEarlierRun && !context.remembers(), into);
            }
        }
    }

    /** Takes entries that the server has just delivered. */
    void take(List<?> entries, List<Message> into) {
        for (int i = 0; i < entries.size(); i++) {
            take(RedisReply.list(entries.get(i)), false, into);
        }
    }

    private void take(List<?> entry, boolean again, List<Message> into) {
        byte[] id = RedisReply.bytes(entry.get(0));
        if (!(entry.get(1) instanceof List<?> fields)) { // still pending, but trimmed off the stream
            done.add(id);
            context.count("trimmed", 1);
            return;
        }
        long milliseconds = EntryId.milliseconds(id);
        long sequence = EntryId.sequence(id);
        held.add(milliseconds, sequence);
        into.add(reader.message(name, milliseconds, sequence, fields, again));
    }

    /** Makes what this member holds young again, so that nobody claims it while its window is open. */
    void renew(RedisLink link) {
        for (int from = 0; from < held.size(); from += CHUNK) {
            int to = Math.min(held.size(), from + CHUNK);
            byte[][] arguments = new byte[to - from + 5][];
            arguments[0] = key;
            arguments[1] = group;
            arguments[2] = consumer;
            arguments[3] = RedisLink.bytes("0");
            for (int i = from; i < to; i++) {
                arguments[4 + i - from] = EntryId.bytes(held.milliseconds(i), held.sequence(i));
            }
            arguments[arguments.length - 1] = JUSTID;
            link.call(Command.XCLAIM, arguments);
        }
    }

    private static Position position(byte[] id) {
        return Position.of(EntryId.milliseconds(id), EntryId.sequence(id));
    }

    /**
     * Takes over what other members have held for too long. True when there may be more. The server also gives what this member holds itself, when
     * the process stood still since it was renewed.
     */
    boolean claim(RedisLink link, long idleMillis, int count, List<Message> into) {
        List<?> reply = RedisReply.list(link.call(
                Command.XAUTOCLAIM,
                key,
                group,
                consumer,
                RedisLink.bytes(Long.toString(idleMillis)),
                claimCursor,
                COUNT,
                RedisLink.bytes(Integer.toString(count))));
        claimCursor = RedisReply.bytes(reply.get(0));
        List<?> entries = RedisReply.list(reply.get(1));
        List<?> deleted = reply.size() > 2 ? RedisReply.list(reply.get(2)) : List.of();
        Set<Position> own = entries.isEmpty() && deleted.isEmpty() ? Set.of() : allHeld();
        int before = into.size();
        int trimmed = 0;
        for (Object entry : entries) {
            if (!(entry instanceof List<?> parts)) {
                trimmed++; // Redis 6.2 says so with nothing in the entry's place
            } else if (!own.contains(position(RedisReply.bytes(parts.get(0))))) {
                take(parts, true, into);
            }
        }
        for (Object id : deleted) {
            if (!own.contains(position(RedisReply.bytes(id)))) {
                trimmed++;
            }
        }
        if (into.size() > before) {
            context.count("claimed", into.size() - before);
        }
        if (trimmed > 0) {
            context.count("trimmed", trimmed);
        }
        return !RedisReply.text(claimCursor).equals("0-0");
    }
}
