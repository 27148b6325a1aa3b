package io.cleandata.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.column.StreamSchema;
import io.cleandata.model.Message;
import io.cleandata.settings.KeyedOptions;
import io.cleandata.settings.OptionsBinder;
import io.cleandata.spi.MessageParser;
import io.cleandata.spi.PluginContext;
import io.cleandata.window.CountWindowingProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Messages that are small, of a stream whose rows are wide: columns take their memory in full. */
class WideRowsTest {

    private static final int MESSAGES = 6000;
    private static final int WIDTH = 1000;
    /** What all messages need, if only their bytes are counted, and twice that. */
    private static final long LIMIT = 2L * MESSAGES * HoldLimits.OVERHEAD;

    private final Counters counters = new Counters("test", SystemTime.ticker());

    private static int partOfRow(Message message) {
        return (int) (message.positionFirst() % WIDTH);
    }

    private List<Integer> windows(MessageParser parser) throws InterruptedException {
        return windows(parser, null);
    }

    private List<Integer> windows(MessageParser parser, @Nullable KeyedOptions keyed) throws InterruptedException {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            messages.add(Message.builder("p").position(i, 0, 0).build());
        }
        return windows(parser, keyed, messages);
    }

    private List<Integer> windows(MessageParser parser, @Nullable KeyedOptions keyed, List<Message> messages)
            throws InterruptedException {
        Inbox inbox = new Inbox(Long.MAX_VALUE);
        LinkedBlockingQueue<Step> steps = new LinkedBlockingQueue<>();
        List<Throwable> failures = new ArrayList<>();
        PluginContext context = new EngineContext(
                "test",
                SystemTime.clock(),
                SystemTime.ticker(),
                new ForkExecutor(new WorkerPool("test", 1), null),
                1,
                1);
        CountWindowingProvider provider = new CountWindowingProvider();
        Assembler assembler = new Assembler(new Assembler.Parts(
                "test",
                inbox,
                steps,
                new Semaphore(Integer.MAX_VALUE),
                List.of(),
                parser,
                new StreamSchema(),
                () -> provider.create(OptionsBinder.bind(provider.settingsType(), Map.of("size", MESSAGES)), context),
                keyed,
                new HoldLimits(Duration.ofHours(1), 1_000_000, LIMIT),
                SystemTime.clock(),
                SystemTime.ticker(),
                Memory.none(),
                false,
                counters,
                failures::add));
        for (Message message : messages) {
            assertThat(inbox.offer(List.of(message), 0)).isTrue();
        }
        inbox.command(assembler::end);
        assembler.run();
        assertThat(failures).isEmpty();
        List<Integer> sizes = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof WindowTask task) {
                sizes.add(task.window().size());
            }
        }
        return sizes;
    }

    @Test
    void narrowRowsFillTheirWindow() throws InterruptedException {
        assertThat(windows((message, out) -> out.number("x", 1))).containsExactly(MESSAGES);
    }

    @Test
    void probabilitiesOfManyClassesCloseWindowsThatWouldHoldTooMuch() throws InterruptedException {
        assertThat(windows((message, out) -> {
                    out.number("x", 1);
                    out.probability("class " + partOfRow(message), 1);
                }))
                .hasSizeGreaterThan(3)
                .allMatch(size -> size <= 2048);
    }

    @Test
    void manyFeaturesOfWhichEachMessageHasOneDoSoToo() throws InterruptedException {
        assertThat(windows((message, out) -> out.number("x" + partOfRow(message), 1)))
                .hasSizeGreaterThan(3)
                .allMatch(size -> size <= 2048);
    }

    @Test
    void keysOfAFewSamplesEachCostTheRoomThatIsMadeForThem() throws InterruptedException {
        List<Integer> sizes = windows(
                (message, out) -> {
                    out.number("x", 1);
                    out.metadata("key", "k" + message.positionFirst() / 2);
                },
                new KeyedOptions("key", MESSAGES));
        assertThat(sizes).hasSize(MESSAGES / 2).containsOnly(2);
        assertThat(Counters.sums(counters.closedEarly)).containsOnlyKeys("memory");
    }

    @Test
    void aFewLargeMessagesCloseWindowsAtOnce() throws InterruptedException {
        byte[] large = new byte[(int) LIMIT / 20];
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            messages.add(Message.builder("p").position(i, 0, 0).value(large).build());
        }
        assertThat(windows((message, out) -> out.number("x", 1), null, messages))
                .hasSizeGreaterThan(8)
                .allMatch(size -> size <= 25);
    }
}
