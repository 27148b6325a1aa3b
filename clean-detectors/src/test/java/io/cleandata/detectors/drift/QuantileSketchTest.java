package io.cleandata.detectors.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuantileSketchTest {

    @Test
    void keepsRanksOfAMillionValuesWithinItsBound() {
        for (int order = 0; order < 3; order++) {
            QuantileSketch sketch = new QuantileSketch();
            Random random = new Random(order);
            int n = 300_000;
            for (int i = 0; i < n; i++) {
                sketch.add(order == 0 ? i : order == 1 ? n - 1 - i : random.nextInt(n));
            }
            assertThat(largestError(sketch, n)).isLessThan(QuantileSketch.RANK_ERROR);
            assertThat(sketch.steps().values().length).isLessThan(3000);
            assertThat(sketch.steps().total()).isEqualTo(n);
        }
    }

    @Test
    void mergesPartsAsIfTheyWereOne() {
        QuantileSketch all = new QuantileSketch();
        for (int part = 0; part < 40; part++) {
            QuantileSketch sketch = new QuantileSketch();
            for (int i = part; i < 200_000; i += 40) {
                sketch.add(i);
            }
            all.merge(sketch);
        }
        assertThat(all.count()).isEqualTo(200_000);
        assertThat(largestError(all, 200_000)).isLessThan(QuantileSketch.RANK_ERROR);
    }

    @Test
    void goesOnExactlyAfterARestore() throws IOException {
        QuantileSketch one = new QuantileSketch();
        for (int i = 0; i < 12_345; i++) {
            one.add(Math.sin(i));
        }
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        one.save(new DataOutputStream(saved));
        QuantileSketch other = QuantileSketch.read(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
        for (int i = 0; i < 5000; i++) {
            one.add(Math.cos(i));
            other.add(Math.cos(i));
        }
        assertThat(other.steps().values()).containsExactly(one.steps().values());
    }

    /** For values 0 to n - 1, each about once. */
    private static double largestError(QuantileSketch sketch, int n) {
        Steps steps = sketch.steps();
        double largest = 0;
        for (int i = 0; i < steps.values().length; i++) {
            double before = i == 0 ? 0 : steps.cumulative()[i - 1];
            double middle = (before + steps.cumulative()[i]) / 2;
            largest = Math.max(largest, Math.abs(middle - steps.values()[i]) / n);
        }
        return largest;
    }
}
