package io.cleandata.detectors.outliers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cleandata.model.Sample;
import io.cleandata.model.Window;
import io.cleandata.testkit.TestStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CombinationsTest {

    private final TestStream stream = new TestStream();
    private final Combinations combinations = new Combinations();

    @Test
    void isTheLogarithmOfHowMuchRarerTwoValuesAreTogether() {
        // 50 of the 100 are a, 40 of them x; x is 41 times, so that the one b x among them would be 50 * 41 / 100.
        double[] lack = encode(combinations, table());
        assertThat(lack[99]).isCloseTo(Math.log((50 * 41 / 100.0 + 0.5) / (0 + 0.5)), within(1e-12));
        assertThat(lack[0]).isZero(); // a x is seen more often than chance would have it
        Combinations.Combination rarest = combinations.of(99);
        assertThat(rarest).isNotNull();
        assertThat(rarest.others()).isZero();
        assertThat(rarest.expected()).isCloseTo(20.5, within(1e-12));
        assertThat(combinations.of(0)).isNull();
    }

    @Test
    void remembersEarlierWindowsAndDoesNotCountTheRowItself() {
        encode(combinations, table());
        double[] lack = encode(combinations, List.of(sample("b", "x")));
        // 101 samples, 51 of them b, 42 x; one other is b x.
        assertThat(lack[0]).isCloseTo(Math.log((51 * 42 / 101.0 + 0.5) / (1 + 0.5)), within(1e-12));
    }

    @Test
    void sameAfterARestore() throws IOException {
        encode(combinations, table());
        var bytes = new ByteArrayOutputStream();
        combinations.save(new DataOutputStream(bytes));
        var restored = new Combinations();
        restored.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        Window window = stream.window(table());
        assertThat(encode(restored, window)).containsExactly(encode(combinations, window));
    }

    @Test
    void saysNothingOfOneFeatureAlone() {
        Window window = stream.window(table());
        combinations.begin(window);
        combinations.take(window.features().get(0), 0, window.size());
        assertThat(combinations.lack(window)).isNull();
    }

    private double[] encode(Combinations to, List<Sample> samples) {
        return encode(to, stream.window(samples));
    }

    private static double[] encode(Combinations to, Window window) {
        to.begin(window);
        for (int f = 0; f < window.features().size(); f++) {
            assertThat(Combinations.fits(window.features().get(f))).isTrue();
            to.take(window.features().get(f), f, window.size());
        }
        double[] lack = to.lack(window);
        assertThat(lack).isNotNull();
        return lack;
    }

    private static List<Sample> table() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            samples.add(i < 50 ? sample("a", i < 40 ? "x" : "y") : sample("b", i < 99 ? "y" : "x"));
        }
        return samples;
    }

    private static Sample sample(String first, String second) {
        return Sample.builder()
                .feature("first", first)
                .feature("second", second)
                .build();
    }
}
