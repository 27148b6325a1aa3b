package io.cleandata.source.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.model.Message;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.Source;
import io.cleandata.testkit.ManualTicker;
import io.cleandata.testkit.Patience;
import io.cleandata.testkit.RecordingSourceContext;
import io.cleandata.testkit.SourceContract;
import io.cleandata.testkit.SourceHarness;
import io.cleandata.testkit.TestContext;
import io.cleandata.testkit.brokers.EmbeddedRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XClaimParams;
import redis.clients.jedis.params.XPendingParams;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.params.XTrimParams;
import redis.clients.jedis.resps.StreamPendingEntry;

class RedisSourceIT extends SourceContract {

    private static final Duration HOUR = Duration.ofHours(1);

    private final TestContext services = new TestContext();
    private final RecordingSourceContext context = new RecordingSourceContext(services);
    private RedisHarness redis;

    @Override
    protected SourceHarness harness() {
        redis = new RedisHarness();
        return redis;
    }

    @Test
    void claimsWhatAnotherMemberLeftLyingAndCountsWhatWasTrimmed() throws InterruptedException {
        redis.write(0, numbered(0, 6));
        redis.jedis.xgroupCreate(redis.streams.get(0), "g", new StreamEntryID("0-0"), false);
        redis.jedis.xreadGroup(
                "g",
                "crashed",
                XReadGroupParams.xReadGroupParams().count(6),
                Map.of(redis.streams.get(0), StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
        redis.jedis.xtrim(
                redis.streams.get(0), XTrimParams.xTrimParams().maxLen(4).exactTrimming());
        redis.jedis.xgroupCreateConsumer(redis.streams.get(0), "g", "clean");
        try (Source source = redis.builder().claimIdle(Duration.ofMillis(100)).build()) {
            source.open(context);
            List<Message> claimed = new ArrayList<>();
            Patience patience = new Patience();
            while (claimed.size() < 4 && patience.lasts()) {
                claimed.addAll(source.poll(Duration.ofMillis(50)).messages());
                services.manualTicker().advance(Duration.ofMillis(50));
            }
            assertThat(claimed).extracting(Message::text).containsExactly("2", "3", "4", "5");
            assertThat(claimed).allMatch(Message::redelivered);
            assertThat(context.counted("claimed")).isEqualTo(4);
            assertThat(context.counted("trimmed")).isEqualTo(2);
            source.acknowledge(claimed);
            source.flush();
        }
    }

    @Test
    void renewsWhatItHoldsSoThatNobodyClaimsIt() throws InterruptedException {
        redis.write(0, numbered(0, 3));
        ManualTicker ticker = services.manualTicker();
        try (Source source = redis.builder().claimIdle(Duration.ofSeconds(30)).build()) {
            source.open(context);
            read(source, 3);
            letLieForAnHour();
            ticker.advance(Duration.ofSeconds(11));
            source.poll(Duration.ofMillis(1));
            assertThat(pending()).hasSize(3).allMatch(entry -> entry.getIdleTime() < HOUR.toMillis());
        }
    }

    @Test
    void doesNotClaimFromItselfWhatGrewOldWhileTheProcessStoodStill() {
        redis.write(0, numbered(0, 3));
        RedisSourceSettings settings = redis.builder().build().settings();
        redis.jedis.xgroupCreate(redis.streams.get(0), "g", new StreamEntryID("0-0"), false);
        for (String member : List.of(settings.consumer(), "crashed")) {
            redis.jedis.xreadGroup(
                    "g",
                    member,
                    XReadGroupParams.xReadGroupParams().count(2),
                    Map.of(redis.streams.get(0), StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
        }
        GroupStream stream = new GroupStream(redis.streams.get(0), settings, context);
        try (RedisLink link = RedisLink.connect(settings)) {
            List<Message> messages = new ArrayList<>();
            stream.recover(link, 10, messages);
            stream.claim(link, 0, 10, messages);
            assertThat(messages).extracting(Message::text).containsExactly("0", "1", "2");
            assertThat(context.counted("claimed")).isEqualTo(1);
        }
    }

    private List<StreamPendingEntry> pending() {
        return redis.jedis.xpending(redis.streams.get(0), "g", new XPendingParams("-", "+", 10));
    }

    /** Has the server say of all that is pending that whoever holds it has held it for an hour. */
    private void letLieForAnHour() {
        for (StreamPendingEntry entry : pending()) {
            redis.jedis.xclaimJustId(
                    redis.streams.get(0),
                    "g",
                    entry.getConsumerName(),
                    0,
                    XClaimParams.xClaimParams().idle(HOUR.toMillis()),
                    entry.getID());
        }
        assertThat(pending()).isNotEmpty().allMatch(entry -> entry.getIdleTime() >= HOUR.toMillis());
    }

    @Test
    void readsEntriesWhoseFieldsAreTheFeatures() throws InterruptedException {
        redis.writeFields(Map.of("age", "42"));
        redis.writeFields(Map.of("name", "a \"b\"", "label", "cat"));
        try (Source source = redis.source()) {
            source.open(context);
            List<Message> messages = read(source, 2);
            assertThat(messages.get(0).text()).isEqualTo("{\"features\":{\"age\":42}}");
            assertThat(messages.get(1).text()).isEqualTo("{\"features\":{\"name\":\"a \\\"b\\\"\"},\"label\":\"cat\"}");
        }
    }

    @Test
    void survivesARestartOfTheServerWithoutLosingOrRepeating() throws InterruptedException {
        redis.write(0, numbered(0, 10));
        try (Source source = redis.source()) {
            source.open(context);
            List<Message> first = read(source, 10);
            redis.redis.kill();
            source.acknowledge(first.subList(0, 5));
            assertThat(source.poll(Duration.ofMillis(50)).messages()).isEmpty();
            assertThat(context.health()).contains("127.0.0.1:" + redis.redis.port());
            redis.redis.restart();
            redis.connectAgain();
            redis.write(0, numbered(10, 5));
            services.manualTicker().advance(Duration.ofSeconds(6));
            List<Message> second = read(source, 5);
            assertThat(second).extracting(Message::text).containsExactly("10", "11", "12", "13", "14");
            assertThat(context.health()).isEmpty();
            assertThat(context.counted("reconnects")).isEqualTo(1);
            source.acknowledge(first.subList(5, 10));
            source.acknowledge(second);
            source.flush();
            assertThat(redis.jedis.xpending(redis.streams.get(0), "g").getTotal())
                    .isZero();
        }
    }

    @Test
    void drainingWaitsForAServerThatIsAway() throws InterruptedException {
        redis.write(0, numbered(0, 5));
        try (Source source =
                redis.builder().connectTimeout(Duration.ofSeconds(30)).build()) {
            source.open(context);
            List<Message> messages = read(source, 5);
            redis.redis.kill();
            source.acknowledge(messages);
            Thread restart = new Thread(() -> {
                Patience patience = new Patience();
                while (context.health().isEmpty() && patience.lasts()) { // until it was asked and was away
                    Thread.onSpinWait();
                }
                redis.redis.restart();
            });
            restart.start();
            try {
                source.flush();
            } finally {
                restart.join();
            }
            redis.connectAgain();
            assertThat(redis.jedis.xpending(redis.streams.get(0), "g").getTotal())
                    .isZero();
            assertThat(context.health()).isEmpty();
        }
    }

    @Test
    void afterARestartOfTheServerNothingNewIsReadBeforeAllThatIsHeldIsKnown() throws InterruptedException {
        redis.write(0, numbered(0, 10));
        try (Source source = redis.builder().count(2).build()) {
            source.open(context);
            List<Message> held = read(source, 10);
            redis.redis.restart();
            redis.connectAgain();
            redis.write(0, numbered(10, 4));
            List<Message> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.addAll(source.poll(Duration.ofMillis(5)).messages());
                services.manualTicker().advance(Duration.ofSeconds(6));
            }
            assertThat(all).extracting(Message::text).containsExactly("10", "11", "12", "13");
            source.acknowledge(held);
            source.acknowledge(all);
            source.flush();
        }
    }

    @Test
    void whatItHeldForLongBeforeItsOwnEndIsReadOnce() throws InterruptedException {
        redis.write(0, numbered(0, 6));
        redis.jedis.xgroupCreate(redis.streams.get(0), "g", new StreamEntryID("0-0"), false);
        redis.jedis.xreadGroup(
                "g",
                redis.builder().build().settings().consumer(),
                XReadGroupParams.xReadGroupParams().count(6),
                Map.of(redis.streams.get(0), StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
        letLieForAnHour();
        try (Source source =
                redis.builder().claimIdle(Duration.ofSeconds(30)).count(2).build()) {
            source.open(context);
            List<Message> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.addAll(source.poll(Duration.ofMillis(5)).messages());
                services.manualTicker().advance(Duration.ofSeconds(11)); // claims with each poll
            }
            assertThat(all).extracting(Message::text).containsExactly("0", "1", "2", "3", "4", "5");
            assertThat(context.counted("claimed")).isZero();
            source.acknowledge(all);
            source.flush();
        }
    }

    @Test
    void aServerThatIsAwayIsNamedWithTheOption() {
        Source source = RedisSource.builder().port(1).host("127.0.0.1").stream("s")
                .consumerGroup("g")
                .build();
        assertThatThrownBy(() -> source.open(context))
                .isInstanceOf(CleanException.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageContaining("source.host");
    }

    @Test
    void aMissingPasswordIsSaidClearly() {
        try (EmbeddedRedis locked = EmbeddedRedis.start(Map.of("requirepass", "sesame"))) {
            RedisSourceBuilder builder =
                    RedisSource.builder().url(locked.url()).stream("s").consumerGroup("g");
            assertThatThrownBy(() -> builder.build().open(context))
                    .hasMessageContaining("NOAUTH")
                    .hasMessageContaining("source.password");
            assertThatThrownBy(() -> builder.password("wrong").build().open(context))
                    .hasMessageContaining("source.password")
                    .hasMessageNotContaining("wrong ");
            try (Source source = builder.password("sesame").build()) {
                source.open(context);
            }
        }
    }

    @Test
    void aClusterIsRefused() {
        try (EmbeddedRedis cluster = EmbeddedRedis.start(Map.of("cluster-enabled", "yes"))) {
            Source source = RedisSource.builder().url(cluster.url()).stream("s")
                    .consumerGroup("g")
                    .build();
            assertThatThrownBy(() -> source.open(context)).hasMessageContaining("runs as cluster");
        }
    }

    @Test
    void aSentinelIsRefused() {
        try (EmbeddedRedis sentinel = EmbeddedRedis.startSentinel()) {
            Source source = RedisSource.builder().url(sentinel.url()).stream("s")
                    .consumerGroup("g")
                    .build();
            assertThatThrownBy(() -> source.open(context))
                    .isInstanceOf(CleanException.class)
                    .hasMessageContaining("127.0.0.1:" + sentinel.port())
                    .hasMessageContaining("runs as sentinel")
                    .hasMessageContaining("name the address of the server that the sentinels watch");
        }
    }
}
