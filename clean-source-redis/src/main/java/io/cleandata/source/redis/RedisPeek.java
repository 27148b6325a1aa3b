package io.cleandata.source.redis;

import io.cleandata.model.Message;
import io.cleandata.source.TcpProbe;
import io.cleandata.spi.CleanException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Shows the newest entries by XREVRANGE, of which a consumer group never hears. */
final class RedisPeek {

    private RedisPeek() {}

    /** What is connected to, for how long at most. */
    static String place(RedisSourceSettings settings) {
        return "Redis at " + RedisLink.address(settings) + " (up to "
                + settings.connectTimeout().toMillis() + " ms)";
    }

    static List<Message> newest(RedisSourceSettings settings, int most, Consumer<String> findings) {
        TcpProbe.anyOf(
                "Redis",
                List.of(RedisLink.address(settings).toString()),
                settings.url() != null ? "source.url" : "source.host and source.port",
                settings.connectTimeout());
        RedisLink link = RedisLink.first(settings);
        try {
            findings.accept("Redis at " + RedisLink.address(settings) + " answers");
            EntryReader reader = new EntryReader(settings);
            List<String> streams = settings.allStreams();
            List<Message> messages = new ArrayList<>();
            for (String name : streams) {
                look(link, settings, name, findings);
                newest(link, reader, name, (most + streams.size() - 1) / streams.size(), messages);
            }
            return messages.size() <= most ? messages : new ArrayList<>(messages.subList(0, most));
        } catch (JedisException e) {
            throw new CleanException(
                    CleanException.Kind.EXTERNAL,
                    "reading from Redis at " + RedisLink.address(settings) + " failed: " + e.getMessage(),
                    e);
        } finally {
            link.close();
        }
    }

    private static void look(RedisLink link, RedisSourceSettings settings, String name, Consumer<String> findings) {
        byte[] key = RedisLink.bytes(name);
        Object length;
        List<?> groups;
        try {
            length = link.call(Command.XLEN, key);
            groups = RedisReply.list(link.call(Command.XINFO, RedisLink.bytes("GROUPS"), key));
        } catch (JedisDataException e) {
            String message = String.valueOf(e.getMessage());
            String cure = message.contains("no such key")
                    ? "stream " + name
                            + " does not exist yet: a pipeline would make it and wait. Check source.stream if it"
                            + " should be there"
                    : "stream " + name + " cannot be read: " + message
                            + (message.startsWith("WRONGTYPE")
                                    ? ". Check source.stream"
                                    : ". Check the access list of source.user");
            throw new CleanException(CleanException.Kind.SETTINGS, cure, e);
        }
        findings.accept("stream " + name + " may be read: " + length + " entries");
        boolean known = groups.stream()
                .anyMatch(group -> RedisReply.text(RedisReply.field(RedisReply.list(group), "name"))
                        .equals(settings.consumerGroup()));
        findings.accept("group " + settings.consumerGroup()
                + (known
                        ? " exists: " + StreamLag.of(link, key, settings.consumerGroup()) + " entries to read"
                        : " does not exist yet; a pipeline makes it and begins at " + settings.startId()));
        findings.accept(RedisRights.check(link, settings, name));
    }

    private static void newest(RedisLink link, EntryReader reader, String name, int most, List<Message> into) {
        List<?> entries = RedisReply.list(link.call(
                Command.XREVRANGE,
                RedisLink.bytes(name),
                RedisLink.bytes("+"),
                RedisLink.bytes("-"),
                RedisLink.bytes("COUNT"),
                RedisLink.bytes(Integer.toString(most))));
        for (int i = entries.size() - 1; i >= 0; i--) {
            List<?> entry = RedisReply.list(entries.get(i));
            byte[] id = RedisReply.bytes(entry.get(0));
            into.add(reader.message(
                    name, EntryId.milliseconds(id), EntryId.sequence(id), RedisReply.list(entry.get(1)), false));
        }
    }
}
