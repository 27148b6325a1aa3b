package io.cleandata.source.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.model.Message;
import io.cleandata.spi.CleanException;
import io.cleandata.testkit.brokers.EmbeddedRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;

/** What a look at a stream says of a user's rights, at a server whose access list may be changed. */
class RedisPeekIT {

    private final List<String> findings = new ArrayList<>();
    private EmbeddedRedis redis;
    private Jedis admin;

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.start();
        admin = RedisHarness.connect(redis);
        admin.xadd("s", StreamEntryID.NEW_ENTRY, Map.of("data", "1"));
    }

    @AfterEach
    void stop() {
        admin.close();
        redis.close();
    }

    @Test
    void namesTheRightsThatAreMissing() {
        admin.aclSetUser("watcher", "on", ">sesame", "~*", "+@all", "-xack", "-xclaim");

        assertThatThrownBy(this::peek)
                .isInstanceOfSatisfying(
                        CleanException.class, e -> assertThat(e.kind()).isEqualTo(CleanException.Kind.SETTINGS))
                .hasMessageContaining("run xack, xclaim on stream s")
                .hasMessageContaining("+xack +xclaim");
    }

    @Test
    void namesAStreamThatMayNotBeTouched() {
        admin.aclSetUser("watcher", "on", ">sesame", "~other", "+@all");

        assertThatThrownBy(this::peek)
                .hasMessageContaining("stream s cannot be read")
                .hasMessageContaining("NOPERM");
    }

    @Test
    void triesRightsWithoutMakingOrTakingAnything() {
        admin.aclSetUser("watcher", "on", ">sesame", "~s", "-@all", "+info", "+@stream");

        assertThat(peek()).extracting(Message::text).containsExactly("1");
        assertThat(findings).contains("xgroup, xreadgroup, xack, xclaim, xautoclaim are allowed on stream s");
        assertThat(admin.xinfoGroups("s")).isEmpty();

        admin.xgroupCreate("s", "g", new StreamEntryID("0-0"), false);
        peek();

        assertThat(admin.xinfoConsumers2("s", "g")).isEmpty();
        assertThat(admin.xinfoGroups("s").get(0).getLastDeliveredId()).isEqualTo(new StreamEntryID("0-0"));
    }

    private List<Message> peek() {
        return RedisSource.builder().url(redis.url()).stream("s")
                .consumerGroup("g")
                .user("watcher")
                .password("sesame")
                .build()
                .peek(5, findings::add);
    }
}
