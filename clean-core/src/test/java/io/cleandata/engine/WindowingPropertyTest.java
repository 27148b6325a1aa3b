package io.cleandata.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.column.StreamSchema;
import io.cleandata.engine.WindowRules.Item;
import io.cleandata.engine.WindowRules.Rule;
import io.cleandata.engine.WindowRules.Shown;
import io.cleandata.model.Message;
import io.cleandata.model.Window;
import io.cleandata.settings.OptionsBinder;
import io.cleandata.spi.Windowing;
import io.cleandata.spi.WindowingProvider;
import io.cleandata.window.CountWindowingProvider;
import io.cleandata.window.EventTimeWindowingProvider;
import io.cleandata.window.SlidingTimeWindowingProvider;
import io.cleandata.window.SlidingWindowingProvider;
import io.cleandata.window.TimeWindowingProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random arrivals through the real assembler: windows as the plain rules say, every sample acknowledged once and in order. */
@Timeout(120)
class WindowingPropertyTest {

    private static final int RUNS = 60;
    private static final int EVENTS = 400;

    @Test
    void countWindowsFollowTheirRule() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            int size = 1 + random.nextInt(20);
            int timeout = 50 + random.nextInt(200);
            check(
                    seed,
                    windowing(new CountWindowingProvider(), Map.of("size", size, "timeout", timeout + "ms")),
                    WindowRules.count(size, size, timeout),
                    random,
                    true);
        }
    }

    @Test
    void slidingWindowsFollowTheirRule() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(1000 + seed);
            int size = 1 + random.nextInt(20);
            int slide = 1 + random.nextInt(size);
            int timeout = 50 + random.nextInt(200);
            check(
                    seed,
                    windowing(
                            new SlidingWindowingProvider(),
                            Map.of("size", size, "slide", slide, "timeout", timeout + "ms")),
                    WindowRules.count(size, slide, timeout),
                    random,
                    true);
        }
    }

    @Test
    void timeWindowsFollowTheirRule() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(2000 + seed);
            int duration = 20 + random.nextInt(200);
            int minSize = 1 + random.nextInt(10);
            int maxWait = duration + random.nextInt(300);
            check(
                    seed,
                    windowing(
                            new TimeWindowingProvider(),
                            Map.of("duration", duration + "ms", "min-size", minSize, "max-wait", maxWait + "ms")),
                    WindowRules.time(duration, minSize, maxWait),
                    random,
                    true);
        }
    }

    @Test
    void slidingTimeWindowsFollowTheirRule() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(3000 + seed);
            int duration = 20 + random.nextInt(200);
            int slide = 1 + random.nextInt(duration);
            check(
                    seed,
                    windowing(
                            new SlidingTimeWindowingProvider(),
                            Map.of("duration", duration + "ms", "slide", slide + "ms")),
                    WindowRules.slidingTime(duration, slide),
                    random,
                    true);
        }
    }

    @Test
    void eventTimeWindowsFollowTheirRule() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(4000 + seed);
            int duration = 20 + random.nextInt(200);
            int slide = random.nextBoolean() ? duration : 1 + random.nextInt(duration);
            int lateness = random.nextInt(50);
            check(
                    seed,
                    windowing(
                            new EventTimeWindowingProvider(),
                            Map.of(
                                    "duration",
                                    duration + "ms",
                                    "slide",
                                    slide + "ms",
                                    "allowed-lateness",
                                    lateness + "ms",
                                    "idle-timeout",
                                    "1h",
                                    "max-future",
                                    "1h")),
                    WindowRules.eventTime(duration, slide, lateness),
                    random,
                    false);
        }
    }

    private static <C extends Record> Windowing windowing(WindowingProvider<C> provider, Map<String, ?> options) {
        return provider.create(OptionsBinder.bind(provider.settingsType(), options), contextOf());
    }

    private static EngineContext contextOf() {
        return new EngineContext(
                "test",
                SystemTime.clock(),
                SystemTime.ticker(),
                new ForkExecutor(new WorkerPool("test", 1), null),
                1,
                1);
    }

    private static void check(int seed, Windowing windowing, Rule rule, Random random, boolean losing) {
        AtomicLong now = new AtomicLong(1_000_000);
        Inbox inbox = new Inbox(Integer.MAX_VALUE);
        LinkedBlockingQueue<Step> steps = new LinkedBlockingQueue<>();
        List<Throwable> failures = new ArrayList<>();
        Assembler assembler = new Assembler(new Assembler.Parts(
                "test",
                inbox,
                steps,
                new Semaphore(Integer.MAX_VALUE),
                List.of(),
                (message, out) -> {
                    out.number("x", 1);
                    out.timestamp(Long.parseLong(message.headers().get("time")));
                },
                new StreamSchema(),
                () -> windowing,
                null,
                new HoldLimits(Duration.ofHours(1), 1_000_000, Long.MAX_VALUE),
                () -> Instant.ofEpochMilli(now.get()),
                () -> now.get() * 1_000_000,
                Memory.none(),
                false,
                new Counters("test", SystemTime.ticker()),
                failures::add));
        Set<Long> lost = new HashSet<>();
        Map<String, List<Long>> open = new java.util.HashMap<>();
        long id = 0;
        long time = now.get();
        for (int i = 0; i < EVENTS; i++) {
            time += switch (random.nextInt(20)) {
                case 0 -> random.nextInt(1000); // a stop
                case 1, 2, 3 -> random.nextInt(60);
                default -> random.nextInt(5);
            };
            long moment = time;
            inbox.command(() -> now.set(moment));
            inbox.command(() -> {}); // the clock is read before each item
            rule.time(moment);
            if (losing && random.nextInt(60) == 0) {
                Set<String> partitions = Set.of("p" + random.nextInt(3));
                CompletableFuture<List<Message>> answer = new CompletableFuture<>();
                inbox.command(() -> assembler.revoke(new Step.Revoked(partitions, answer)));
                rule.lose(partitions);
            } else if (random.nextInt(10) > 0) {
                String partition = "p" + random.nextInt(3);
                long eventTime = time - random.nextInt(80);
                Message message = Message.builder(partition)
                        .position(++id, 0, 0)
                        .headers(Map.of("time", Long.toString(eventTime)))
                        .build();
                offer(inbox, message);
                rule.sample(new Item(id, partition, eventTime, time));
                open.computeIfAbsent(partition, p -> new ArrayList<>()).add(id);
            }
        }
        inbox.command(assembler::end);
        rule.end();
        assembler.run();
        assertThat(failures).isEmpty();

        List<Shown> shown = new ArrayList<>();
        List<Long> acknowledged = new ArrayList<>();
        AckRing ring = new AckRing();
        Set<Long> news = new HashSet<>();
        for (Step step : steps) {
            if (step instanceof Step.Placed placed) {
                for (int i = 0; i < placed.size(); i++) {
                    ring.place(placed.message(i), placed.holds(i), Counters.PLAIN);
                }
            } else if (step instanceof WindowTask task) {
                shown.add(shown(task.window(), news));
                ring.release(task.released());
            } else if (step instanceof Step.Released released) {
                ring.release(released.sequences());
            } else if (step instanceof Step.Revoked revoked) {
                ring.lose(revoked.partitions()).finished().forEach(m -> acknowledged.add(m.positionFirst()));
            }
            ring.takeFinished().forEach(m -> acknowledged.add(m.positionFirst()));
        }
        for (int i = 0; i < Math.min(shown.size(), rule.windows().size()); i++) {
            assertThat(shown.get(i))
                    .as("window %s of seed %s", i, seed)
                    .isEqualTo(rule.windows().get(i));
        }
        assertThat(shown).as("windows of seed %s", seed).hasSameSizeAs(rule.windows());
        assertThat(ring.size()).as("unacknowledged of seed %s", seed).isZero();
        assertThat(acknowledged).as("acknowledged of seed %s", seed).doesNotHaveDuplicates();
        if (losing) {
            assertThat(acknowledged)
                    .containsAll(news.stream().filter(acknowledged::contains).toList());
        } else {
            assertThat(acknowledged).hasSize((int) id).isSorted();
        }
        assertThat(lost).isEmpty();
    }

    private static void offer(Inbox inbox, Message message) {
        try {
            inbox.offer(List.of(message), 0);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Shown shown(Window window, Set<Long> news) {
        List<Long> ids = new ArrayList<>();
        for (int row = 0; row < window.size(); row++) {
            long id = window.message(row).positionFirst();
            ids.add(id);
            if (row >= window.firstNew()) {
                assertThat(news.add(id)).as("sample %s is new only once", id).isTrue();
            }
        }
        return new Shown(ids, window.firstNew(), window.partial());
    }
}
