package io.cleandata.source.pulsar;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Message;
import io.cleandata.spi.Batch;
import io.cleandata.spi.Source;
import io.cleandata.spi.SupportsLag;
import io.cleandata.spi.SupportsPause;
import io.cleandata.testkit.Patience;
import io.cleandata.testkit.RecordingSourceContext;
import io.cleandata.testkit.SystemContext;
import io.cleandata.testkit.TestContext;
import io.cleandata.testkit.brokers.EmbeddedPulsar;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes twice, what comes late, and when a bounded read is over. */
class PulsarDeliveryIT {

    private static final Duration SHORT = Duration.ofMillis(100);

    private final TestContext services = new TestContext();
    private final RecordingSourceContext still = new RecordingSourceContext(services);
    private final RecordingSourceContext context = new RecordingSourceContext(new SystemContext());
    private final List<Source> opened = new ArrayList<>();

    @AfterEach
    void closeAll() {
        opened.forEach(Source::close);
        services.close();
    }

    @Test
    void aBoundedReadThatWaitsForThePipelineIsNotOver() throws InterruptedException {
        PulsarHarness pulsar = new PulsarHarness(SubscriptionKind.EXCLUSIVE, false);
        pulsar.write(0, numbered(0, 6));
        Source source = open(pulsar.builder().bounded(true).batchSize(2).build(), still);
        List<Message> messages = new ArrayList<>(read(source, 2));
        ((SupportsPause) source).pause();
        for (int i = 0; i < 5; i++) {
            services.manualTicker().advance(Duration.ofSeconds(2));
            assertThat(source.poll(Duration.ofMillis(1)).ended()).isFalse();
        }
        ((SupportsPause) source).resume();
        services.manualTicker().advance(Duration.ofSeconds(2));
        messages.addAll(toEnd(source));
        assertThat(messages).extracting(Message::text).containsExactly("0", "1", "2", "3", "4", "5");
    }

    @Test
    void aBoundedReadIsNotOverBecauseTheProcessStoodStill() throws InterruptedException {
        PulsarHarness pulsar = new PulsarHarness(SubscriptionKind.FAILOVER, false);
        pulsar.write(0, numbered(0, 6));
        List<String> topic = pulsar.topics.subList(0, 1);
        Source active = open(
                pulsar.builder()
                        .topics(topic)
                        .client(Map.of("consumer.priorityLevel", "0"))
                        .build(),
                context);
        assertThat(read(active, 6)).hasSize(6);
        Source standby = open( // is sent nothing for now
                pulsar.builder()
                        .topics(topic)
                        .bounded(true)
                        .client(Map.of("consumer.priorityLevel", "1"))
                        .build(),
                still);
        for (int i = 0; i < 5; i++) {
            services.manualTicker().advance(Duration.ofMinutes(1));
            assertThat(standby.poll(Duration.ofMillis(1)).ended()).isFalse();
        }
        active.close();
        assertThat(toEnd(standby)).extracting(Message::text).containsExactly("0", "1", "2", "3", "4", "5");
    }

    @Test
    void aBoundedReadEndsAtAMessageWithoutAValue() throws Exception {
        PulsarHarness pulsar = new PulsarHarness(SubscriptionKind.EXCLUSIVE, false);
        pulsar.write(0, numbered(0, 2));
        pulsar.writeNothing(0);
        Source source = open(pulsar.builder().bounded(true).build(), still);
        assertThat(toEnd(source)).extracting(Message::text).containsExactly("0", "1");
        Map<String, Long> lag = ((SupportsLag) source).lag();
        Patience patience = new Patience();
        while (lag.isEmpty() && patience.lasts()) { // the broker was too slow to say
            lag = ((SupportsLag) source).lag();
        }
        assertThat(lag).containsEntry(pulsar.topics.get(0), 0L);
    }

    @Test
    void whatASharedSubscriptionHasAcknowledgedDoesNotComeAgainAfterACrashOfTheBroker() throws Exception {
        PulsarHarness plain = new PulsarHarness(SubscriptionKind.SHARED, false);
        PulsarHarness batches = new PulsarHarness(SubscriptionKind.SHARED, true);
        List<Source> sources = new ArrayList<>();
        List<List<Message>> delivered = new ArrayList<>();
        for (PulsarHarness pulsar : List.of(plain, batches)) {
            pulsar.write(0, numbered(0, 20));
            Source source =
                    open(pulsar.builder().connectTimeout(Duration.ofMinutes(2)).build(), context);
            sources.add(source);
            delivered.add(read(source, 20));
            source.acknowledge(delivered.get(delivered.size() - 1).subList(0, 10));
            source.flush();
        }
        EmbeddedPulsar server = EmbeddedPulsar.shared();
        server.kill();
        Thread restart = new Thread(server::restart);
        restart.start();
        try {
            sources.get(0).acknowledge(delivered.get(0).subList(10, 13));
            sources.get(0).flush(); // waits for the broker, whose client forgets what is on its way
        } finally {
            restart.join();
        }
        for (PulsarHarness pulsar : List.of(plain, batches)) {
            pulsar.write(0, numbered(20, 2));
        }
        for (Source source : sources) {
            List<Message> after = read(source, 2);
            for (int i = 0; i < 10; i++) {
                after.addAll(source.poll(SHORT).messages());
            }
            assertThat(texts(after)).containsExactlyInAnyOrder("20", "21");
        }
        assertThat(context.counted("repeats")).isPositive();
    }

    @Test
    void whatWasFetchedBeforeATakeoverIsNotDeliveredWhenTheTopicComesBack() throws InterruptedException {
        PulsarHarness pulsar = new PulsarHarness(SubscriptionKind.FAILOVER, false);
        pulsar.write(0, numbered(0, 20));
        Source first = open(
                pulsar.builder()
                        .topics(pulsar.topics.subList(0, 1))
                        .batchSize(5)
                        .client(Map.of("consumer.priorityLevel", "1"))
                        .build(),
                context);
        List<Message> before = read(first, 5); // a batch may be smaller, so that up to nine come
        first.poll(Duration.ofMillis(1));
        first.acknowledge(before);
        first.flush();
        ((SupportsPause) first).pause();
        Source second = open(
                pulsar.builder()
                        .topics(pulsar.topics.subList(0, 1))
                        .client(Map.of("consumer.priorityLevel", "0"))
                        .build(),
                new RecordingSourceContext(new SystemContext()));
        List<Message> taken = new ArrayList<>();
        Patience patience = new Patience();
        while (taken.size() < 10 && patience.lasts()) {
            taken.addAll(second.poll(SHORT).messages());
            first.poll(Duration.ofMillis(1));
        }
        second.acknowledge(taken.subList(0, 10));
        second.flush();
        second.close();
        patience = new Patience();
        while (context.assignedPartitions().size() < 2 && patience.lasts()) {
            first.poll(SHORT);
        }
        ((SupportsPause) first).resume();
        List<Message> finished = new ArrayList<>(before);
        finished.addAll(taken.subList(0, 10));
        finished.addAll(read(first, 20 - finished.size()));
        finished.addAll(first.poll(SHORT).messages());
        assertThat(texts(finished))
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(Integer::toString).toList());
    }

    private Source open(Source source, RecordingSourceContext with) {
        opened.add(source);
        source.open(with);
        return source;
    }

    private static List<String> texts(List<Message> messages) {
        return messages.stream().map(Message::text).toList();
    }

    private static List<byte[]> numbered(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(n -> Integer.toString(n).getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static List<Message> read(Source source, int count) throws InterruptedException {
        List<Message> messages = new ArrayList<>();
        Patience patience = new Patience();
        while (messages.size() < count && patience.lasts()) {
            messages.addAll(source.poll(SHORT).messages());
        }
        return messages;
    }

    private static List<Message> toEnd(Source source) throws InterruptedException {
        List<Message> messages = new ArrayList<>();
        Patience patience = new Patience();
        while (patience.lasts()) {
            Batch batch = source.poll(SHORT);
            messages.addAll(batch.messages());
            if (batch.ended()) {
                return messages;
            }
        }
        throw new AssertionError("no end after " + messages);
    }
}
