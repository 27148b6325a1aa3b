package io.cleandata.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.spi.Windowing;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every windowing must do, whatever its rule. Extend it and make yours. */
public abstract class WindowingContract {

    private static final int SAMPLES = 2000;

    /** A windowing that holds no sample. */
    protected abstract Windowing windowing();

    @Test
    void everySampleIsShownOrReportedLate() {
        for (long seed = 1; seed <= 5; seed++) {
            TestPanes panes = run(seed, false);
            Set<Long> seen = new HashSet<>(panes.lateSamples());
            panes.windows().forEach(w -> seen.addAll(w.samples()));

            assertThat(seen).as("samples in windows or late, seed %s", seed).hasSize(SAMPLES);
        }
    }

    @Test
    void windowsAreNeverWithoutAFreshSampleAndKeepTheOrderOfArrival() {
        for (TestPanes.Emitted window : run(7, false).windows()) {
            assertThat(window.fresh()).isPositive();
            assertThat(window.samples()).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void theSameArrivalsMakeTheSameWindows() {
        assertThat(run(3, false).windows()).isEqualTo(run(3, false).windows());
    }

    @Test
    void nothingIsHeldAfterTheEnd() {
        Windowing windowing = windowing();
        assertThat(windowing.idle()).as("a new windowing is idle").isTrue();
        TestPanes panes = new TestPanes(windowing);
        panes.arrive("a", panes.wallClock());
        panes.end();

        assertThat(panes.waiting()).isZero();
        assertThat(windowing.idle()).as("after the end").isTrue();
    }

    @Test
    void samplesOfALostPartitionLeaveAndTheOthersStay() {
        TestPanes panes = run(11, true);
        Set<Long> seen = new HashSet<>(panes.lateSamples());
        panes.windows().forEach(w -> seen.addAll(w.samples()));

        // Arrivals alternate over the partitions a, b and c; only c is lost, after half of the samples.
        for (long number = 0; number < SAMPLES; number++) {
            if (number % 3 != 2) {
                assertThat(seen).contains(number);
            }
        }
    }

    @Test
    void deadlinesLieAheadAndAreKept() {
        Windowing windowing = windowing();
        TestPanes panes = new TestPanes(windowing);
        panes.arrive("a", panes.wallClock());
        panes.advance(Duration.ofHours(1));

        assertThat(windowing.nextDeadline()).isGreaterThan(panes.now() - 1);
    }

    @Test
    void aTickWithoutNeedDoesNoHarm() {
        Windowing windowing = windowing();
        TestPanes panes = new TestPanes(windowing);
        windowing.tick(panes);
        panes.arrive("a", panes.wallClock());
        List<TestPanes.Emitted> before = panes.windows();
        windowing.tick(panes);
        windowing.tick(panes);

        assertThat(panes.windows()).isEqualTo(before);
    }

    /** Seeded arrivals with bursts, gaps and event times somewhat out of order. */
    private TestPanes run(long seed, boolean losePartition) {
        Random random = new Random(seed);
        TestPanes panes = new TestPanes(windowing());
        for (int i = 0; i < SAMPLES; i++) {
            String partition = i % 3 == 0 ? "a" : i % 3 == 1 ? "b" : "c";
            panes.arrive(partition, panes.wallClock() - random.nextInt(2000));
            if (random.nextInt(3) == 0) {
                panes.advance(Duration.ofMillis(random.nextInt(200)));
            }
            if (random.nextInt(300) == 0) {
                panes.advance(Duration.ofSeconds(random.nextInt(120)));
            }
            if (losePartition && i == SAMPLES / 2) {
                panes.lose("c");
            }
        }
        panes.end();
        return panes;
    }
}
