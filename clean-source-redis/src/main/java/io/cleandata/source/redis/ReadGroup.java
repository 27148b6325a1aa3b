package io.cleandata.source.redis;

import java.util.List;

/** The arguments of {@code XREADGROUP} for entries that no member of the group has been given yet. */
final class ReadGroup {

    private static final int BEFORE_STREAMS = 8;

    private ReadGroup() {}

    /**
     * The arguments, in the order of the protocol.
     *
     * @param count most entries of each stream
     * @param blockMillis how long the server waits for a first one, above 0
     */
    static byte[][] arguments(String group, String consumer, int count, long blockMillis, List<GroupStream> streams) {
        byte[][] arguments = new byte[BEFORE_STREAMS + 2 * streams.size()][];
        int at = 0;
        arguments[at++] = RedisLink.bytes("GROUP");
        arguments[at++] = RedisLink.bytes(group);
        arguments[at++] = RedisLink.bytes(consumer);
        arguments[at++] = RedisLink.bytes("COUNT");
        arguments[at++] = RedisLink.bytes(Integer.toString(count));
        arguments[at++] = RedisLink.bytes("BLOCK");
        arguments[at++] = RedisLink.bytes(Long.toString(blockMillis));
        arguments[at++] = RedisLink.bytes("STREAMS");
        for (int i = 0; i < streams.size(); i++) {
            arguments[at + i] = streams.get(i).key;
            arguments[at + streams.size() + i] = RedisLink.bytes(">");
        }
        return arguments;
    }
}
