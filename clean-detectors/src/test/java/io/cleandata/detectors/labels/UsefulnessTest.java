package io.cleandata.detectors.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UsefulnessTest {

    private static final int ROWS = 500;
    private final int[] given = new SplittableRandom(5).ints(ROWS, 0, 2).toArray();
    private final boolean[] all = new boolean[ROWS];
    private final Usefulness use = new Usefulness();

    UsefulnessTest() {
        Arrays.fill(all, true);
    }

    @Test
    void anExpertThatTellsSomethingTakesPartInEveryFit() {
        for (int fit = 0; fit < 10; fit++) {
            assertThat(use.takesPart()).isTrue();
            use.told(opinions(0.6f), given, all, 2);
        }
    }

    @Test
    void anExpertThatTellsNothingIsTriedAtEveryFourthFit() {
        StringBuilder took = new StringBuilder();
        for (int fit = 0; fit < 12; fit++) {
            boolean part = use.takesPart();
            took.append(part ? 'x' : '-');
            if (part) {
                use.told(opinions(0.5f), given, all, 2);
            }
        }
        assertThat(took).hasToString("xxx---x---x-");
    }

    @Test
    void oneTrialThatTellsSomethingBringsItBack() {
        for (int fit = 0; fit < 3; fit++) {
            use.takesPart();
            use.told(opinions(0.5f), given, all, 2);
        }
        while (!use.takesPart()) {
            assertThat(use.resting()).isTrue();
        }
        use.told(opinions(0.7f), given, all, 2);
        assertThat(use.takesPart()).isTrue();
        assertThat(use.takesPart()).isTrue();
    }

    @Test
    void opinionsNeedNotSumToOne() {
        use.takesPart();
        float[] scaled = opinions(0.7f);
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= 3;
        }
        for (int fit = 0; fit < 3; fit++) {
            use.told(scaled, given, all, 2);
        }
        assertThat(use.takesPart()).isTrue();
    }

    /** Opinions that give the right class this probability. */
    private float[] opinions(float right) {
        float[] opinions = new float[2 * ROWS];
        for (int i = 0; i < ROWS; i++) {
            opinions[2 * i + given[i]] = right;
            opinions[2 * i + 1 - given[i]] = 1 - right;
        }
        return opinions;
    }
}
