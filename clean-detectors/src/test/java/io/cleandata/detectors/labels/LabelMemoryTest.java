package io.cleandata.detectors.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
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
}
