package io.cleandata.detectors.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class LabelMemoryTest {

    @Test
    void keepsRareLabelsByQuotasAndTheMostRecentRowsOfFrequentOnes() {
        var memory = new LabelMemory(100, new boolean[1], false);
        int value = 0;
        for (int w = 0; w < 20; w++) {
            int n = 100;
            float[][] values = new float[1][n];
            int[] label = new int[n];
            boolean[] learnable = new boolean[n];
            Arrays.fill(learnable, true);
            for (int i = 0; i < n; i++) {
                values[0][i] = value++;
                label[i] = i < 2 ? 1 : 0;
            }
            var batch = new Batch(n, values, new String[0][], new int[0], label, learnable, new long[n]);
            for (int slot : memory.enter(batch)) {
                memory.keep(slot);
            }
            memory.trim(2, 12);
            assertThat(memory.size()).isLessThanOrEqualTo(100 + 256);
        }
        int rare = 0;
        float oldest = Float.MAX_VALUE;
        for (int i = 0; i < memory.size(); i++) {
            int slot = memory.slot(i);
            rare += memory.label(slot) == 1 ? 1 : 0;
            if (memory.label(slot) == 0) {
                oldest = Math.min(oldest, memory.values()[0][slot]);
            }
        }
        assertThat(rare).isGreaterThanOrEqualTo(34);
        assertThat(oldest).isGreaterThan(1500);
    }

    @Test
    void growsWhereLabelsAreManyUntilEachHasEnough() {
        assertThat(rowsByLabel(fill(20), 20)).containsOnly(12);
    }

    @Test
    void keepsAsManyLabelsAsItHasRoomForWhereTheyAreStillMore() {
        var memory = fill(100);
        assertThat(memory.size()).isLessThanOrEqualTo(400);
        int[] rows = rowsByLabel(memory, 100);
        assertThat(Arrays.stream(rows).filter(r -> r == 12).count()).isBetween(32L, 33L);
        assertThat(Arrays.stream(rows).filter(r -> r == 0).count()).isGreaterThanOrEqualTo(64);
    }

    @Test
    void makesRoomForNewLabelsWhereTheOldOnesComeNoMore() {
        var memory = fill(100);
        enter(memory, 10_000, i -> 100 + i % 20, 120);
        int[] rows = rowsByLabel(memory, 120);
        assertThat(Arrays.copyOfRange(rows, 100, 120)).containsOnly(12);
    }

    private static LabelMemory fill(int labels) {
        var memory = new LabelMemory(100, new boolean[1], false);
        enter(memory, 10_000, i -> i % labels, labels);
        return memory;
    }

    private static void enter(LabelMemory memory, int rows, IntUnaryOperator labelOf, int labels) {
        int n = 100;
        for (int w = 0; w < rows / n; w++) {
            int[] label = new int[n];
            boolean[] learnable = new boolean[n];
            Arrays.fill(learnable, true);
            for (int i = 0; i < n; i++) {
                label[i] = labelOf.applyAsInt(w * n + i);
            }
            var batch = new Batch(n, new float[1][n], new String[0][], new int[0], label, learnable, new long[n]);
            for (int slot : memory.enter(batch)) {
                memory.keep(slot);
            }
            memory.trim(labels, 12);
        }
    }

    private static int[] rowsByLabel(LabelMemory memory, int labels) {
        int[] rows = new int[labels];
        for (int i = 0; i < memory.size(); i++) {
            rows[memory.label(memory.slot(i))]++;
        }
        return rows;
    }
}
