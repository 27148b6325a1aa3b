package io.cleandata.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing is lost: numbered messages are produced while the process that reads them is killed at random moments and started again, and the
 * server is killed and started once. Every message is analysed; what comes twice is marked; totals count each once.
 *
 * <p>System properties: {@code clean.kill.messages} (200,000), {@code clean.kill.kills} (10), {@code clean.kill.seed}.
 */
public abstract class SourceKillContract {

    /** Messages to be analysed. */
    private static final int MESSAGES = Integer.getInteger("clean.kill.messages", 200_000);

    /** How often the reading process is killed. */
    private static final int KILLS = Integer.getInteger("clean.kill.kills", 10);

    /** Seed of the moments. */
    private static final long SEED = Long.getLong("clean.kill.seed", 20_260_924);

    private static final int CHANGES = 6;
    private static final int CHUNK = 500;
    private static final int AHEAD = 30_000;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path directory;

    private PipelineHarness harness;
    private final List<ChildPipeline> children = new ArrayList<>();
    private int produced;

    /** Makes a harness with a topic of its own; called before each test. */
    protected abstract PipelineHarness harness();

    @BeforeEach
    void prepare() {
        harness = harness();
    }

    @AfterEach
    void closeAll() {
        children.forEach(ChildPipeline::close);
        harness.close();
    }

    @Test
    void losesNothingThoughProcessAndServerAreKilled() throws Exception {
        Random random = new Random(SEED);
        Path file = pipelineFile("one", harness.soonMissed());
        int[] killAt = moments(random, KILLS);
        int restartAt = MESSAGES / 4 + random.nextInt(MESSAGES / 4);
        ToldSamples samples = new ToldSamples();
        ChildPipeline child = start(file);
        int kills = 0;
        while (samples.told() < MESSAGES) {
            produce(samples.told());
            String line = child.next(PATIENCE.toMillis());
            if (line == null) {
                throw new AssertionError("nothing told within " + PATIENCE + ", after " + samples.told() + " of "
                        + MESSAGES + " samples and " + kills + " kills");
            }
            samples.take(line);
            child.goOn();
            if (samples.told() >= restartAt) {
                restartAt = Integer.MAX_VALUE;
                harness.restartServer();
            }
            while (kills < KILLS && samples.told() >= killAt[kills]) {
                // The kill meets it anywhere in its work, or while it starts.
                assertLives(child, Duration.ofNanos(1000L * random.nextInt(20_000)));
                child.kill().forEach(samples::take);
                kills++;
                samples.run();
                child = start(file);
                if (kills < KILLS && random.nextInt(4) == 0) {
                    assertLives(child, Duration.ofMillis(random.nextInt(3_000)));
                    killAt[kills] = 0;
                }
            }
        }
        child.stop().forEach(samples::take);
        System.err.printf(
                "%s: %d messages, %d kills, %d told again and marked%n",
                getClass().getSimpleName(), MESSAGES, kills, samples.redelivered());
        assertThat(kills).isEqualTo(KILLS);
        assertThat(samples.counted().nextClearBit(0)).as("first not counted").isEqualTo(MESSAGES);
        assertThat(SourcePipelineContract.read(harness.settings()))
                .as("left to read")
                .isEmpty();
    }

    private static void assertLives(ChildPipeline child, Duration until) throws InterruptedException {
        assertThat(child.livesUntil(until))
                .as("the child lives until it is killed")
                .isTrue();
    }

    @Test
    void losesNothingThoughMembersJoinAndLeave() throws Exception {
        assumeTrue(harness.sharesPartitions());
        Random random = new Random(SEED + 1);
        int[] changeAt = moments(random, CHANGES);
        List<Member> members = List.of(
                new Member(pipelineFile("a", harness.endless())), new Member(pipelineFile("b", harness.endless())));
        BitSet analysed = new BitSet();
        int changes = 0;
        long patience = System.nanoTime() + PATIENCE.toNanos();
        members.get(0).join();
        while (members.stream().anyMatch(Member::running)) {
            produce(analysed.cardinality());
            assertThat(System.nanoTime() - patience)
                    .as("patience, after %s of %s samples and %s changes", analysed.cardinality(), MESSAGES, changes)
                    .isNegative();
            for (Member member : members) {
                if (member.hear(analysed)) {
                    patience = System.nanoTime() + PATIENCE.toNanos();
                }
            }
            if (members.stream().anyMatch(member -> member.leaving)) {
                continue;
            }
            if (changes < CHANGES && analysed.cardinality() >= changeAt[changes]) {
                changes++;
                if (members.stream().allMatch(Member::running)) {
                    members.get(random.nextInt(2)).leave();
                } else {
                    members.get(members.get(0).running() ? 1 : 0).join();
                }
            } else if (analysed.cardinality() >= MESSAGES) {
                members.forEach(Member::leave);
            }
        }
        assertThat(changes).isEqualTo(CHANGES);
        assertThat(analysed.nextClearBit(0)).as("first not counted").isEqualTo(MESSAGES);
        BitSet both = (BitSet) members.get(0).samples.counted().clone();
        both.and(members.get(1).samples.counted());
        System.err.printf(
                "%s: %d messages, %d changes of members, %d counted by both%n",
                getClass().getSimpleName(), MESSAGES, changes, both.cardinality());
        assertThat(both.cardinality()).as("counted by both members").isZero();
        assertThat(SourcePipelineContract.read(harness.settings()))
                .as("left to read")
                .isEmpty();
    }

    /** A process that comes and goes. */
    private final class Member {
        final ToldSamples samples = new ToldSamples();
        private final Path file;
        private @Nullable ChildPipeline child;
        boolean leaving;

        Member(Path file) {
            this.file = file;
        }

        boolean running() {
            return child != null;
        }

        void join() {
            samples.run();
            child = start(file);
        }

        void leave() {
            if (child != null) {
                child.leave();
                leaving = true;
            }
        }

        /** Takes what it tells, if it tells something now. */
        boolean hear(BitSet analysed) throws InterruptedException {
            String line = child == null ? null : child.next(20);
            if (child == null || line == null) {
                return false;
            }
            samples.take(line);
            child.goOn();
            analysed.or(samples.counted());
            if (line.startsWith("end ")) {
                child = null;
                leaving = false;
            }
            return true;
        }
    }

    /** Random numbers of samples, in order. */
    private static int[] moments(Random random, int count) {
        int[] moments = random.ints(count, 1, MESSAGES * 9 / 10).toArray();
        Arrays.sort(moments);
        return moments;
    }

    /** Writes numbered samples, but not too far ahead of what is analysed, so that writing goes on all the time. */
    private void produce(int analysed) {
        while (produced < MESSAGES && produced < analysed + AHEAD) {
            for (int partition = 0; partition < harness.partitions() && produced < MESSAGES; partition++) {
                List<byte[]> values = new ArrayList<>(CHUNK);
                for (int i = 0; i < CHUNK && produced < MESSAGES; i++) {
                    values.add(("{\"features\": {\"n\": " + produced++ + "}}").getBytes(StandardCharsets.UTF_8));
                }
                harness.write(partition, values);
            }
        }
    }

    /** Starts a process for a pipeline. */
    private ChildPipeline start(Path file) {
        ChildPipeline child = new ChildPipeline(file);
        children.add(child);
        return child;
    }

    /** A pipeline's file, with a state directory of its own. */
    private Path pipelineFile(String name, String source) throws IOException {
        return Files.writeString(
                directory.resolve(name + ".yaml"),
                "pipeline: {name: " + name + ", state-dir: \"" + directory.resolve(name)
                        + "\", shutdown-timeout: 60s}\n"
                        + "source: " + source + "\n"
                        + "window: {type: count, size: 1000, timeout: 1s}\n"
                        + "detectors: []\n");
    }
}
