package io.cleandata.generator.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cleandata.generator.SampleStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SoundStreamsTest {
    static List<SampleStream> streams() {
        return SoundStreams.endless(5);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void hasTheFieldsAndClassesOfItsProfile(SampleStream stream) {
        var profile = stream.profile();
        var classes = new HashSet<String>();
        var producers = new HashSet<String>();
        for (int i = 0; i < 2000; i++) {
            var sample = stream.next();
            assertThat(sample.features()).containsKeys(profile.numeric(), profile.categorical());
            classes.add(sample.label());
            producers.add(sample.metadata().get("producer"));
        }
        assertThat(classes).containsExactlyInAnyOrderElementsOf(profile.classes());
        assertThat(producers).containsExactlyInAnyOrderElementsOf(profile.producers());
    }

    @ParameterizedTest
    @MethodSource("streams")
    void knowsTheSpreadOfItsNumber(SampleStream stream) {
        double sum = 0;
        double squares = 0;
        int count = 50_000;
        for (int i = 0; i < count; i++) {
            double value =
                    ((Number) stream.next().features().get(stream.profile().numeric())).doubleValue();
            sum += value;
            squares += value * value;
        }
        double spread = Math.sqrt(squares / count - (sum / count) * (sum / count));
        assertThat(stream.profile().spread()).isCloseTo(spread, within(0.2 * spread));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void repeatsNoSample(SampleStream stream) {
        var seen = new HashSet<String>();
        for (int i = 0; i < 20_000; i++) {
            seen.add(stream.next().features().toString());
        }
        assertThat(seen.size()).isGreaterThan(19_990);
    }

    @Test
    void readsAllDiamonds() {
        var stream = SoundStreams.diamonds();
        var first = stream.next();
        int count = 1;
        while (stream.next() != null) {
            count++;
        }
        assertThat(count).isEqualTo(53_940);
        assertThat(new String(first.toBytes(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"features\":{\"carat\":2.11,\"color\":\"I\",\"clarity\":\"SI1\",\"depth\":67.2,\"table\":60,"
                                + "\"price\":15282,\"x\":7.86,\"y\":7.8,\"z\":5.26},\"label\":\"Fair\"}");
    }
}
