package io.cleandata.source.redis;

import io.cleandata.spi.CleanException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * What the server's access list lets this user do with a group. Each command is sent with an argument that the server must refuse, which it does behind its
 * access list: nothing is read, acknowledged or made.
 */
final class RedisRights {

    private static final String WRONG = "none"; // neither an id nor a number

    private RedisRights() {}

    /** Throws when a command that a pipeline runs is not allowed; says which are else. */
    static String check(RedisLink link, RedisSourceSettings settings, String stream) {
        String group = settings.consumerGroup();
        String consumer = settings.consumer();
        List<String> asked = new ArrayList<>();
        List<String> denied = new ArrayList<>();
        ask(link, asked, denied, Command.XGROUP, "CREATE", stream, group, WRONG);
        ask(link, asked, denied, Command.XREADGROUP, "GROUP", group, consumer, "STREAMS", stream, WRONG);
        ask(link, asked, denied, Command.XACK, stream, group, WRONG);
        ask(link, asked, denied, Command.XCLAIM, stream, group, consumer, WRONG, "0-0");
        ask(link, asked, denied, Command.XAUTOCLAIM, stream, group, consumer, WRONG, "0-0");
        if (!denied.isEmpty()) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "the access list does not let this user run " + String.join(", ", denied) + " on stream " + stream
                            + ": ACL SETUSER, with +" + String.join(" +", denied) + " and ~" + stream
                            + ", or check source.user");
        }
        return String.join(", ", asked) + " are allowed on stream " + stream;
    }

    private static void ask(
            RedisLink link, List<String> asked, List<String> denied, Command command, String... arguments) {
        byte[][] bytes = new byte[arguments.length][];
        for (int i = 0; i < arguments.length; i++) {
            bytes[i] = RedisLink.bytes(arguments[i]);
        }
        String name = command.name().toLowerCase(Locale.ROOT);
        asked.add(name);
        try {
            link.call(command, bytes);
        } catch (JedisDataException e) {
            if (String.valueOf(e.getMessage()).startsWith("NOPERM")) {
                denied.add(name);
            }
        }
    }
}
