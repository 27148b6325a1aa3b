package io.cleandata.source.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the nested lists that Redis answers with. */
final class RedisReply {

    private RedisReply() {}

    static List<?> list(@Nullable Object reply) {
        return reply instanceof List<?> list ? list : List.of();
    }

    static byte[] bytes(@Nullable Object reply) {
        return reply instanceof byte[] bytes ? bytes : new byte[0];
    }

    static String text(@Nullable Object reply) {
        return new String(bytes(reply), StandardCharsets.UTF_8);
    }

    /** The value behind a name in a flat list of names and values; null when absent. */
    static @Nullable Object field(List<?> flat, String name) {
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            if (text(flat.get(i)).equals(name)) {
                return flat.get(i + 1);
            }
        }
        return null;
    }
}
