package io.cleandata.detectors.outliers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TailTestTest {

    @Test
    void findsTheGapComputedByHand() {
        // Points (x, rank): (1,1) (2,2) (9,3) (10,4). The majorant of (0,0) and these runs (0,0)-(2,2) and
        // (2,2)-(10,4), slope 1/4.
        // Before 9 the empirical count is 2 and the majorant 2 + 7/4: a gap of 1.75 over sqrt(4).
        double[] values = {1, 2, 9, 10};
        TailTest.Gap gap = TailTest.largestGap(values, 0, 4, 0);
        assertThat(gap.statistic()).isCloseTo(1.75 / 2, within(1e-12));
        assertThat(gap.from()).isEqualTo(9);
    }

    @Test
    void keepsItsLevelOnExponentialTails() {
        Random random = new Random(5);
        int alarms = 0;
        for (int trial = 0; trial < 2000; trial++) {
            double[] values =
                    random.doubles(120).map(u -> -Math.log1p(-u)).sorted().toArray();
            alarms += TailTest.largestGap(values, 0, values.length, 0).statistic() > TailTest.LEVEL ? 1 : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(20);
    }

    @Test
    void findsAHumpAndWhereItBegins() {
        Random random = new Random(6);
        double[] values = new double[200];
        for (int i = 0; i < 200; i++) {
            values[i] = i < 140 ? -Math.log1p(-random.nextDouble()) * 0.5 : 5 + 0.3 * random.nextGaussian();
        }
        Arrays.sort(values);
        TailTest.Gap gap = TailTest.largestGap(values, 0, 200, 0);
        assertThat(gap.statistic()).isGreaterThan(TailTest.LEVEL);
        assertThat(gap.from()).isBetween(3.5, 5.2);
    }
}
