package io.cleandata.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cleandata.model.Message;
import io.cleandata.source.SupportsPeek;
import io.cleandata.spi.Batch;
import io.cleandata.spi.Source;
import io.cleandata.spi.SupportsDeadLetter;
import io.cleandata.spi.SupportsLag;
import io.cleandata.spi.SupportsPause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every source must do, against the real system. Extend it and say how to reach yours:
 *
 * <pre>{@code
 * class MySourceIT extends SourceContract {
 *     @Override protected SourceHarness harness() { return new MyHarness(); }
 * }
 * }</pre>
 *
 * <p>Cases that need a capability (a bounded end, pause, lag, dead letters, shared partitions) are skipped where the source or the
 * harness has none.
 */
public abstract class SourceContract {

    /** Longest wait for something that must happen. */
    protected static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration SHORT = Duration.ofMillis(200);

    private final List<Source> opened = new ArrayList<>();
    private SourceHarness harness;
    private RecordingSourceContext context;

    /** Makes a harness with a topic of its own; called before each test. */
    protected abstract SourceHarness harness();

    @BeforeEach
    void prepare() {
        harness = harness();
        context = new RecordingSourceContext(new SystemContext());
    }

    @AfterEach
    void closeAll() {
        opened.forEach(Source::close);
        harness.close();
    }

    @Test
    void deliversEachPartitionInItsOrder() throws InterruptedException {
        for (int partition = 0; partition < harness.partitions(); partition++) {
            harness.write(partition, numbered(partition * 1000, 500));
        }
        Source source = open(harness.source());
        List<Message> messages = read(source, 500 * harness.partitions());
        assertThat(numbers(messages)).hasSize(500 * harness.partitions());
        Map<String, Message> last = new HashMap<>();
        for (Message message : messages) {
            Message before = last.put(message.partition(), message);
            if (before != null) {
                assertThat(message.comparePosition(before)).isPositive();
                assertThat(number(message)).isGreaterThan(number(before));
            }
        }
        assertThat(last).hasSize(harness.partitions());
    }

    @Test
    void goesOnBehindWhatWasAcknowledged() throws InterruptedException {
        harness.write(0, numbered(0, 100));
        Source first = open(harness.source());
        List<Message> messages = read(first, 100);
        first.acknowledge(messages.subList(0, 60));
        first.flush();
        first.close();
        Source second = open(harness.source());
        List<Message> rest = read(second, 40);
        assertThat(numbers(rest)).hasSize(40).allMatch(number -> number >= 60);
        assertThat(poll(second, 1)).isEmpty();
    }

    @Test
    void showsTheNewestToWhoPeeksAndTakesNothingFromWhoReads() throws InterruptedException {
        assumeTrue(harness.source() instanceof SupportsPeek, "the source cannot be peeked at");
        harness.write(0, numbered(0, 40));
        Source first = open(harness.source());
        List<Message> delivered = read(first, 40);
        first.acknowledge(delivered.subList(0, 10));
        first.flush();
        List<String> findings = new ArrayList<>();
        List<Message> seen = ((SupportsPeek) harness.source()).peek(harness.partitions() * 5, findings::add);
        assertThat(numbers(seen)).containsExactly(35, 36, 37, 38, 39);
        assertThat(seen.get(4).position()).isEqualTo(delivered.get(39).position());
        assertThat(findings).isNotEmpty();
        first.acknowledge(delivered.subList(10, 20));
        first.flush();
        first.close();
        Source second = open(harness.source());
        assertThat(numbers(read(second, 20))).hasSize(20).allMatch(number -> number >= 20);
    }

    @Test
    void deliversAgainWhatWasNotAcknowledged() throws InterruptedException {
        harness.write(0, numbered(0, 50));
        Source first = open(harness.source());
        List<Message> delivered = read(first, 50);
        first.close();
        Source second = open(harness.source());
        List<Message> again = read(second, 50);
        assertThat(numbers(again)).isEqualTo(numbers(delivered));
        assertThat(again.get(7).position()).isEqualTo(delivered.get(7).position());
        if (harness.marksRedeliveries()) {
            assertThat(again).allMatch(Message::redelivered);
        }
    }

    @Test
    void acknowledgesWhatIsDoneTwiceWithoutHarm() throws InterruptedException {
        harness.write(0, numbered(0, 20));
        Source first = open(harness.source());
        List<Message> messages = read(first, 20);
        first.acknowledge(messages);
        first.acknowledge(messages.subList(10, 20));
        first.flush();
        first.flush();
        harness.write(0, numbered(20, 5));
        assertThat(numbers(read(first, 5))).hasSize(5).allMatch(number -> number >= 20);
    }

    @Test
    void closeUnblocksPoll() throws InterruptedException, ExecutionException, TimeoutException {
        Source source = open(harness.source());
        CompletableFuture<Thread> poller = new CompletableFuture<>();
        CompletableFuture<Void> polling = CompletableFuture.runAsync(() -> {
            poller.complete(Thread.currentThread());
            try {
                source.poll(Duration.ofMinutes(5));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        awaitPoll(poller.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS), polling);
        source.close();
        source.close();
        polling.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(source.poll(Duration.ofMillis(10)).messages()).isEmpty();
    }

    @Test
    void anEmptyPollComesBackEmpty() throws InterruptedException {
        Source source = open(harness.source());
        Batch batch = source.poll(Duration.ofMillis(50));
        assertThat(batch.messages()).isEmpty();
        assertThat(batch.ended()).isFalse();
    }

    @Test
    void deliversBytesAsTheyCame() throws InterruptedException {
        byte[] broken = {(byte) 0xff, 0, (byte) 0xc3, '{', 13, 10};
        harness.write(0, List.of(broken, "{\"features\":".getBytes(StandardCharsets.UTF_8), new byte[] {' '}));
        List<Message> messages = read(open(harness.source()), 3);
        assertThat(messages.get(0).value()).isEqualTo(broken);
        assertThat(messages.get(1).text()).isEqualTo("{\"features\":");
        assertThat(messages.get(2).text()).isEqualTo(" ");
    }

    @Test
    void aBoundedSourceEndsAtWhatThereWas() throws InterruptedException {
        Source source = harness.bounded().orElse(null);
        assumeTrue(source != null, "no bounded source");
        for (int partition = 0; partition < harness.partitions(); partition++) {
            harness.write(partition, numbered(partition * 1000, 30));
        }
        open(source);
        harness.write(0, numbered(5000, 10));
        List<Message> messages = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        Batch batch;
        do {
            batch = source.poll(SHORT);
            messages.addAll(batch.messages());
        } while (!batch.ended() && System.nanoTime() < end);
        assertThat(batch.ended()).isTrue();
        assertThat(numbers(messages)).hasSize(30 * harness.partitions()).allMatch(number -> number < 5000);
    }

    @Test
    void aPausedSourceDeliversNothingUntilItIsResumed() throws InterruptedException {
        harness.write(0, numbered(0, 10));
        Source source = open(harness.source());
        assumeTrue(source instanceof SupportsPause, "no pause");
        Set<Integer> before = numbers(read(source, 10));
        ((SupportsPause) source).pause();
        harness.write(0, numbered(10, 10));
        for (int i = 0; i < 5; i++) {
            assertThat(source.poll(SHORT).messages()).isEmpty();
        }
        ((SupportsPause) source).resume();
        Set<Integer> after = numbers(read(source, 10));
        assertThat(before).hasSize(10).allMatch(number -> number < 10);
        assertThat(after).hasSize(10).allMatch(number -> number >= 10);
    }

    @Test
    void knowsItsLagEvenWhenItConsumesNothing() throws InterruptedException {
        harness.write(0, numbered(0, 10));
        Source source = open(harness.source());
        assumeTrue(source instanceof SupportsLag && source instanceof SupportsPause, "no lag");
        List<Message> messages = read(source, 10);
        source.acknowledge(messages);
        source.flush();
        ((SupportsPause) source).pause();
        harness.write(0, numbered(10, 25));
        source.poll(SHORT);
        Long lag = lag(source, messages.get(0).partition());
        if (harness.exactLag()) {
            assertThat(lag).isEqualTo(25);
        } else {
            assertThat(lag).isPositive();
        }
    }

    @Test
    void sendsMessagesAsTheyCameWithHeaders() throws InterruptedException {
        harness.write(0, List.of("no json".getBytes(StandardCharsets.UTF_8)));
        Source source = open(harness.source());
        assumeTrue(source instanceof SupportsDeadLetter, "no dead letters");
        Message bad = read(source, 1).get(0);
        String destination = "dead-" + System.nanoTime();
        SupportsDeadLetter letters = (SupportsDeadLetter) source;
        letters.send(destination, bad, Map.of("clean-reason", "not-json", "clean-pipeline", "test"));
        letters.flushSent();
        Message letter = harness.sent(destination, 1).get(0);
        assertThat(letter.text()).isEqualTo("no json");
        assertThat(letter.headers()).containsEntry("clean-reason", "not-json").containsEntry("clean-pipeline", "test");
    }

    @Test
    void reportsPartitionsThatAnotherMemberTakes() throws InterruptedException {
        assumeTrue(harness.sharesPartitions() && harness.partitions() > 1, "partitions are not shared");
        for (int partition = 0; partition < harness.partitions(); partition++) {
            harness.write(partition, numbered(partition * 1000, 10));
        }
        List<Message> delivered = new ArrayList<>();
        context.finishing(partitions -> delivered.stream()
                .filter(message -> partitions.contains(message.partition()) && number(message) % 1000 < 4)
                .toList());
        Source first = open(harness.source());
        delivered.addAll(read(first, 10 * harness.partitions()));
        RecordingSourceContext others = new RecordingSourceContext(new SystemContext());
        Source second = harness.source();
        second.open(others);
        opened.add(second);
        List<Message> taken = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while ((context.revokedPartitions().isEmpty() || taken.isEmpty()) && System.nanoTime() < end) {
            first.poll(Duration.ofMillis(50));
            taken.addAll(second.poll(Duration.ofMillis(50)).messages());
        }
        taken.addAll(poll(second, 1));
        List<String> lost = context.revokedPartitions();
        assertThat(lost).isNotEmpty();
        assertThat(taken).isNotEmpty().allMatch(message -> lost.contains(message.partition()));
        assertThat(taken).as("what was finished is acknowledged").allMatch(message -> number(message) % 1000 >= 4);
    }

    /** The lag as soon as the server says so. */
    private static @Nullable Long lag(Source source, String partition) throws InterruptedException {
        Patience patience = new Patience();
        Long lag = ((SupportsLag) source).lag().get(partition);
        while (lag == null && patience.lasts()) {
            source.poll(SHORT);
            lag = ((SupportsLag) source).lag().get(partition);
        }
        return lag;
    }

    private Source open(Source source) {
        source.open(context);
        opened.add(source);
        return source;
    }

    /** Polls until so many messages came, or patience ends. */
    protected static List<Message> read(Source source, int count) throws InterruptedException {
        List<Message> messages = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (messages.size() < count && System.nanoTime() < end) {
            messages.addAll(source.poll(SHORT).messages());
        }
        return messages;
    }

    private static List<Message> poll(Source source, int times) throws InterruptedException {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            messages.addAll(source.poll(SHORT).messages());
        }
        return messages;
    }

    /** Waits until the other thread is in its poll, or has come out of it. */
    private static void awaitPoll(Thread thread, CompletableFuture<Void> polling) {
        while (!polling.isDone()) {
            for (StackTraceElement frame : thread.getStackTrace()) {
                if (frame.getMethodName().equals("poll")
                        && !frame.getClassName().startsWith("java.")) {
                    return;
                }
            }
            Thread.onSpinWait();
        }
    }

    /** Messages that are their own number. */
    protected static List<byte[]> numbered(int from, int count) {
        List<byte[]> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(Integer.toString(from + i).getBytes(StandardCharsets.UTF_8));
        }
        return values;
    }

    private static int number(Message message) {
        return Integer.parseInt(message.text());
    }

    private static Set<Integer> numbers(List<Message> messages) {
        Set<Integer> numbers = new HashSet<>();
        for (Message message : messages) {
            assertThat(numbers.add(number(message)))
                    .as("delivered once: " + message)
                    .isTrue();
        }
        return numbers;
    }
}
