package io.cleandata.source.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import redis.clients.jedis.Protocol.Command;

/**
 * How many entries of a stream the group has not been given yet.
 *
 * <p>Redis 7 knows. Older ones (and those that cannot tell, after deletions) are asked for the entries behind the last delivered one,
 * up to {@value #MOST}, which then means "at least".
 */
final class StreamLag {

    private static final int PAGE = 1000;
    private static final int MOST = 50_000;

    private StreamLag() {}

    static long of(RedisLink link, byte[] key, String group) {
        List<?> info = group(link, key, group);
        if (RedisReply.field(info, "lag") instanceof Long lag) {
            return lag;
        }
        return count(link, key, lastDelivered(info), "+", MOST);
    }

    /** The id up to which the group has been given entries. */
    static String lastDelivered(RedisLink link, byte[] key, String group) {
        return lastDelivered(group(link, key, group));
    }

    private static String lastDelivered(List<?> info) {
        String last = RedisReply.text(RedisReply.field(info, "last-delivered-id"));
        return last.isEmpty() ? "0-0" : last;
    }

    private static List<?> group(RedisLink link, byte[] key, String group) {
        for (Object entry : RedisReply.list(link.call(Command.XINFO, RedisLink.bytes("GROUPS"), key))) {
            List<?> info = RedisReply.list(entry);
            if (RedisReply.text(RedisReply.field(info, "name")).equals(group)) {
                return info;
            }
        }
        return List.of();
    }

    /** Entries behind one id, up to and including another, counted up to a limit. */
    static int count(RedisLink link, byte[] key, String behind, String to, int most) {
        String from = behind;
        int count = 0;
        while (count < most) {
            int page = Math.min(PAGE, most - count);
            List<?> entries = RedisReply.list(link.call(
                    Command.XRANGE,
                    key,
                    ("(" + from).getBytes(StandardCharsets.US_ASCII),
                    RedisLink.bytes(to),
                    RedisLink.bytes("COUNT"),
                    RedisLink.bytes(Integer.toString(page))));
            count += entries.size();
            if (entries.size() < page) {
                break;
            }
            from = RedisReply.text(
                    RedisReply.list(entries.get(entries.size() - 1)).get(0));
        }
        return count;
    }
}
