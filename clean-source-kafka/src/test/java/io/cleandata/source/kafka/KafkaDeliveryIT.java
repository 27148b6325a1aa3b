package io.cleandata.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.model.Message;
import io.cleandata.model.Position;
import io.cleandata.spi.Batch;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.Source;
import io.cleandata.spi.SupportsPause;
import io.cleandata.testkit.Patience;
import io.cleandata.testkit.RecordingSourceContext;
import io.cleandata.testkit.SystemContext;
import io.cleandata.testkit.TestContext;
import io.cleandata.testkit.brokers.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is Kafka's own: where reading begins, markers, tombstones, eager rebalances, brokers that are away. */
class KafkaDeliveryIT {

    private static final Duration SHORT = Duration.ofMillis(200);

    private final KafkaHarness harness = new KafkaHarness(Map.of());
    private final RecordingSourceContext context = new RecordingSourceContext(new SystemContext());
    private final List<Source> opened = new ArrayList<>();

    @AfterEach
    void closeAll() {
        opened.forEach(Source::close);
        harness.close();
    }

    @Test
    void aBoundedReadOfCommittedMessagesEndsBehindTransactionMarkers() throws InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = harness.producer(Map.of("transactional.id", harness.topic))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record("kept"));
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(record("taken back"));
            producer.abortTransaction();
        }
        Source source = open(harness.builder()
                .client(Map.of("isolation.level", "read_committed"))
                .bounded(true)
                .build());
        List<Message> messages = toEnd(source);
        assertThat(messages).extracting(Message::text).containsExactly("kept");
        source.acknowledge(messages);
        source.flush();
        assertThat(harness.committed().get(0))
                .as("behind the marker at offset 1")
                .isGreaterThanOrEqualTo(2L);
    }

    @Test
    void countsTombstonesAndGoesOn() throws InterruptedException {
        harness.writeAt(0, 1_000, "before");
        harness.tombstone(0, "key");
        harness.writeAt(0, 2_000, "after");
        Source source = open(harness.builder().bounded(true).build());
        assertThat(toEnd(source)).extracting(Message::text).containsExactly("before", "after");
        assertThat(context.counted("tombstones")).isEqualTo(1);
    }

    @Test
    void beginsAtAMomentWhenTheGroupHasNoOffset() throws InterruptedException {
        harness.writeAt(0, 1_000_000, "old");
        harness.writeAt(0, 2_000_000, "new");
        Source source = open(harness.builder()
                .startTimestamp(Instant.ofEpochMilli(1_500_000))
                .bounded(true)
                .build());
        assertThat(toEnd(source)).extracting(Message::text).containsExactly("new");
    }

    @Test
    void latestKeepsItsFirstPositionThoughTheMemberDiesBeforeAnyMessage() throws InterruptedException {
        harness.writeAt(0, 1_000, "before the start");
        Source first = open(harness.builder().autoOffsetReset("latest").build());
        Patience patience = new Patience();
        while (harness.committed().size() < KafkaHarness.PARTITIONS && patience.lasts()) {
            first.poll(SHORT);
        }
        assertThat(harness.committed()).hasSize(KafkaHarness.PARTITIONS);
        first.close();
        harness.writeAt(0, 2_000, "while nobody reads");
        Source second = open(harness.builder().autoOffsetReset("latest").build());
        assertThat(read(second, 1)).extracting(Message::text).containsExactly("while nobody reads");
    }

    @Test
    void readsPartitionsAddedLaterFromTheirBeginning() throws Exception {
        Source source = open(harness.builder()
                .autoOffsetReset("latest")
                .client(Map.of("metadata.max.age.ms", "300"))
                .build());
        source.poll(SHORT);
        try (var admin = harness.admin()) {
            admin.createPartitions(Map.of(harness.topic, NewPartitions.increaseTo(3)))
                    .all()
                    .get();
        }
        harness.writeAt(2, 1_000, "first of the new partition");
        assertThat(read(source, 1)).extracting(Message::text).containsExactly("first of the new partition");
    }

    @Test
    void withoutAGroupTheStateDirectorySaysWhereToGoOn() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            harness.writeAt(1, 1_000, "m" + i);
        }
        context.analysed(harness.topic + "-1", Position.of(6));
        Source source = open(KafkaSource.builder()
                .bootstrapServers(EmbeddedKafka.shared().bootstrapServers())
                .partitions(List.of(harness.topic + ":1"))
                .bounded(true)
                .build());
        List<Message> messages = toEnd(source);
        source.acknowledge(messages);
        source.flush();
        assertThat(messages).extracting(Message::text).containsExactly("m7", "m8", "m9");
    }

    @Test
    void anEagerRebalanceCommitsWhatIsFinishedOfAllPartitions() throws InterruptedException {
        Map<String, String> eager =
                Map.of("partition.assignment.strategy", "org.apache.kafka.clients.consumer.RangeAssignor");
        for (int i = 0; i < 10; i++) {
            harness.writeAt(0, 1_000, "a" + i);
            harness.writeAt(1, 1_000, "b" + i);
        }
        Source first = open(harness.builder().client(eager).build());
        List<Message> delivered = read(first, 20);
        context.finishing(partitions -> delivered.stream()
                .filter(message -> message.positionFirst() < 7)
                .toList());
        RecordingSourceContext others = new RecordingSourceContext(new SystemContext());
        Source second = harness.builder().client(eager).build();
        second.open(others);
        opened.add(second);
        List<Message> again = new ArrayList<>();
        Patience patience = new Patience();
        while (again.size() < 6 && patience.lasts()) {
            again.addAll(first.poll(SHORT).messages());
            again.addAll(second.poll(SHORT).messages());
        }
        assertThat(context.revokedPartitions()).hasSize(2);
        assertThat(again).extracting(Message::text).containsExactlyInAnyOrder("a7", "a8", "a9", "b7", "b8", "b9");
    }

    @Test
    void aBoundedMemberWaitsForWhatOthersHaveToGiveUp() throws InterruptedException {
        waitsForWhatOthersHaveToGiveUp(Map.of());
    }

    @Test
    void aBoundedMemberWaitsForWhatOthersHaveToGiveUpByTheNewProtocol() throws InterruptedException {
        waitsForWhatOthersHaveToGiveUp(Map.of("group.protocol", "consumer"));
    }

    private void waitsForWhatOthersHaveToGiveUp(Map<String, String> client) throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            harness.writeAt(0, 1_000, "a" + i);
            harness.writeAt(1, 1_000, "b" + i);
        }
        Source first = open(harness.builder().client(client).build());
        assertThat(read(first, 6)).hasSize(6); // and acknowledges none
        Source second = harness.builder().client(client).bounded(true).build();
        second.open(new RecordingSourceContext(new SystemContext()));
        opened.add(second);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> living = CompletableFuture.runAsync(() -> polls(first, over));
        List<Message> given;
        try {
            given = toEnd(second, Duration.ofMillis(5));
        } finally {
            over.set(true);
            living.join();
        }
        assertThat(context.revokedPartitions()).hasSize(1);
        String partition = context.revokedPartitions().get(0);
        assertThat(given).hasSize(3).allMatch(message -> message.partition().equals(partition));
    }

    private static void polls(Source source, AtomicBoolean over) {
        try {
            while (!over.get()) {
                source.poll(SHORT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aBoundedMemberForWhomNothingIsLeftEndsWhenTheGroupIsDone() throws InterruptedException {
        harness.writeAt(0, 1_000, "a");
        harness.writeAt(1, 1_000, "b");
        List<Source> readers = List.of(open(harness.source()), open(harness.source()));
        Patience patience = new Patience();
        while ((context.assignedPartitions().size() < 3 || !harness.committed().equals(Map.of(0, 1L, 1, 1L)))
                && patience.lasts()) {
            for (Source reader : readers) {
                reader.acknowledge(reader.poll(SHORT).messages());
            }
        }
        try (TestContext still = new TestContext()) { // in which no time passes
            Source third = harness.builder().bounded(true).build();
            opened.add(third);
            third.open(new RecordingSourceContext(still));
            Batch batch = Batch.empty();
            patience = new Patience();
            while (!batch.ended() && patience.lasts()) {
                readers.get(0).poll(Duration.ofMillis(1));
                readers.get(1).poll(Duration.ofMillis(1));
                batch = third.poll(SHORT);
                assertThat(batch.messages()).isEmpty();
            }
            assertThat(batch.ended()).isTrue();
        }
    }

    @Test
    void aPartitionWhoseBeginningFailedIsBegunAgain() throws InterruptedException {
        harness.writeAt(0, 1_000, "a");
        RecordingSourceContext late = new RecordingSourceContext(new SystemContext()) {
            private boolean failed;

            @Override
            public void count(String what, long amount) {
                if (what.equals("rebalances") && !failed) {
                    failed = true;
                    throw new TimeoutException("the brokers did not answer while partitions were assigned");
                }
                super.count(what, amount);
            }
        };
        Source source = harness.builder().build();
        source.open(late);
        opened.add(source);

        assertThat(read(source, 1)).extracting(Message::text).containsExactly("a");
    }

    @Test
    void countsWhatTheBrokerDeletedUnreadWhileNobodyReads() throws Exception {
        numbered(0, 4);
        Source first = open(harness.source());
        first.acknowledge(read(first, 4));
        first.flush();
        first.close();
        numbered(4, 6);
        harness.deleteBefore(0, 7);
        Source second = open(
                harness.builder().client(Map.of("group.protocol", "consumer")).build());
        List<Message> rest = read(second, 3);
        assertThat(rest).extracting(Message::text).containsExactly("m7", "m8", "m9");
        assertThat(context.counted("trimmed")).isEqualTo(3);
        second.acknowledge(rest);
        second.flush();
        assertThat(harness.committed().get(0)).isEqualTo(10L);
    }

    @Test
    void countsWhatTheBrokerDeletedUnreadWhileTheSourceWaits() throws Exception {
        numbered(0, 3);
        Source source = open(harness.source());
        List<Message> before = read(source, 3);
        ((SupportsPause) source).pause();
        numbered(3, 5);
        harness.deleteBefore(0, 6);
        ((SupportsPause) source).resume();
        List<Message> after = new ArrayList<>();
        Patience patience = new Patience();
        while ((after.isEmpty() || !after.get(after.size() - 1).text().equals("m7")) && patience.lasts()) {
            after.addAll(read(source, 1));
        }
        assertThat(after).extracting(Message::text).endsWith("m6", "m7");
        assertThat(after.size() + context.counted("trimmed"))
                .as("a fetch that was on its way may have brought some")
                .isEqualTo(5);
        assertThat(context.counted("trimmed")).isPositive();
        source.flush();
        assertThat(harness.committed().get(0))
                .as("what came before the gap is not analysed")
                .isEqualTo(0L);
        source.acknowledge(before);
        source.acknowledge(after);
        source.flush();
        assertThat(harness.committed().get(0)).isEqualTo(8L);
    }

    @Test
    void anOffsetBehindTheEndIsSaidAndReadingBeginsAnew() throws Exception {
        numbered(0, 2);
        harness.commit(0, 1_000);
        Source source = open(harness.source());
        List<Message> messages = read(source, 2);
        assertThat(messages).extracting(Message::text).containsExactly("m0", "m1");
        assertThat(context.counted("resets")).isEqualTo(1);
        assertThat(context.counted("trimmed")).isZero();
        source.acknowledge(messages);
        source.flush();
        assertThat(harness.committed().get(0)).isEqualTo(2L);
    }

    @Test
    void aMemberThatItsGroupHasDroppedEndsInGoodOrder() throws Exception {
        numbered(0, 5);
        Source source = open(harness.source());
        List<Message> messages = read(source, 5);
        harness.dropMembers();
        source.acknowledge(messages);
        source.flush();
        assertThat(context.counted("failed-commits")).isPositive();
        source.close();
        Source next = open(harness.source());
        assertThat(read(next, 5)).extracting(Message::text).containsExactly("m0", "m1", "m2", "m3", "m4");
    }

    @Test
    void brokersThatDoNotAnswerAreNamedWithTheOption() {
        Source source = KafkaSource.builder()
                .bootstrapServers("127.0.0.1:1")
                .topic("t")
                .groupId("g")
                .connectTimeout(Duration.ofMillis(500))
                .build();
        assertThatThrownBy(() -> source.open(context))
                .isInstanceOf(CleanException.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageContaining("source.bootstrap-servers")
                .hasMessageContaining("500 ms");
    }

    @Test
    void survivesARestartOfTheBrokerAndSaysSo() throws InterruptedException {
        EmbeddedKafka kafka = EmbeddedKafka.shared();
        harness.writeAt(0, 1_000, "before");
        Source source = open(harness.builder().build());
        List<Message> first = read(source, 1);
        kafka.kill();
        Patience patience = new Patience();
        while (context.health().isEmpty() && patience.lasts()) {
            assertThat(source.poll(SHORT).messages()).isEmpty();
        }
        assertThat(context.health()).contains(kafka.bootstrapServers());
        source.acknowledge(first);
        kafka.restart();
        harness.writeAt(0, 2_000, "after");
        assertThat(read(source, 1)).extracting(Message::text).containsExactly("after");
        source.flush();
        assertThat(context.health()).isEmpty();
        assertThat(context.counted("reconnects")).isEqualTo(1);
        assertThat(harness.committed().get(0)).isEqualTo(1L);
    }

    private void numbered(int from, int count) {
        for (int i = from; i < from + count; i++) {
            harness.writeAt(0, 1_000, "m" + i);
        }
    }

    private Source open(Source source) {
        source.open(context);
        opened.add(source);
        return source;
    }

    private ProducerRecord<byte[], byte[]> record(String value) {
        return new ProducerRecord<>(harness.topic, 0, null, value.getBytes(StandardCharsets.UTF_8));
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
        return toEnd(source, SHORT);
    }

    private static List<Message> toEnd(Source source, Duration limit) throws InterruptedException {
        List<Message> messages = new ArrayList<>();
        Patience patience = new Patience();
        while (patience.lasts()) {
            Batch batch = source.poll(limit);
            messages.addAll(batch.messages());
            if (batch.ended()) {
                return messages;
            }
        }
        throw new AssertionError("no end");
    }
}
