package io.cleandata.generator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cleandata.generator.FaultyStream;
import io.cleandata.generator.GeneratedSample;
import io.cleandata.generator.Injection;
import io.cleandata.generator.SampleStream;
import io.cleandata.generator.Strength;
import io.cleandata.generator.stream.SoundStreams;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final int COUNT = 4000;

    @Test
    void flipsTheAnnouncedShareOfLabels() {
        var flipped = faulty(FaultKind.FLIPPED_LABELS, Strength.STRONG);

        assertThat(share(flipped, differsFromSound(flipped))).isCloseTo(0.3, within(0.03));
    }

    @Test
    void confusesOneClassOnly() {
        var confused = faulty(FaultKind.CONFUSED_CLASSES, Strength.STRONG);
        var sound = sound();

        for (int i = 0; i < COUNT; i++) {
            if (confused.get(i).fault() != null) {
                assertThat(sound.get(i).label()).isEqualTo("normal");
                assertThat(confused.get(i).label()).isEqualTo("worn");
            }
        }
    }

    @Test
    void repeatsMessagesExactlyInARetryStorm() {
        var seen = new HashSet<String>();
        for (var sample : faulty(FaultKind.RETRY_STORM, Strength.STRONG)) {
            assertThat(seen.add(features(sample))).isEqualTo(sample.fault() == null);
        }
    }

    @Test
    void repeatsMessagesNearlyInANearDuplicateStorm() {
        var storm = faulty(FaultKind.NEAR_DUPLICATES, Strength.STRONG);
        var seen = new HashSet<String>();

        assertThat(storm).allMatch(sample -> seen.add(features(sample)));
        assertThat(share(storm, sample -> sample.fault() != null)).isCloseTo(0.8 / 1.8, within(0.03));
    }

    @Test
    void movesTheMeanByTheSpreadInASuddenShift() {
        double moved = mean(faulty(FaultKind.SUDDEN_SHIFT, Strength.MEDIUM)) - mean(sound());

        assertThat(moved).isCloseTo(SoundStreams.sensors(1).profile().spread(), within(0.01));
    }

    @Test
    void movesTheMeanLittleByLittleInAGradualDrift() {
        var drift = faulty(FaultKind.GRADUAL_DRIFT, Strength.STRONG);
        var sound = sound();

        assertThat(temperature(drift.get(0)) - temperature(sound.get(0))).isCloseTo(0, within(0.01));
        assertThat(temperature(drift.get(COUNT - 1)) - temperature(sound.get(COUNT - 1)))
                .isCloseTo(2 * 9.5 * COUNT / 5000, within(0.01));
    }

    @Test
    void holdsAConstantSensorAtOneValue() {
        assertThat(faulty(FaultKind.CONSTANT_SENSOR, Strength.STRONG))
                .extracting(FaultsTest::temperature)
                .containsOnly(temperature(sound().get(0)));
    }

    @Test
    void tellsWhichFeatureIsAtFault() {
        var profile = SoundStreams.sensors(1).profile();

        assertThat(Faults.of(FaultKind.UNIT_CHANGE, profile, Strength.WEAK, 1).features())
                .containsExactly("temperature");
        assertThat(Faults.of(FaultKind.NEW_CATEGORY, profile, Strength.WEAK, 1).features())
                .containsExactly("site");
        assertThat(Faults.of(FaultKind.RETRY_STORM, profile, Strength.WEAK, 1).features())
                .isEmpty();
    }

    private static String features(GeneratedSample sample) {
        return sample.features().toString();
    }

    private static double temperature(GeneratedSample sample) {
        return ((Number) sample.features().get("temperature")).doubleValue();
    }

    private static double mean(List<GeneratedSample> samples) {
        ToDoubleFunction<GeneratedSample> temperature = FaultsTest::temperature;
        return samples.stream().mapToDouble(temperature).average().orElseThrow();
    }

    private static double share(List<GeneratedSample> samples, Predicate<GeneratedSample> condition) {
        return (double) samples.stream().filter(condition).count() / samples.size();
    }

    private static Predicate<GeneratedSample> differsFromSound(List<GeneratedSample> samples) {
        var sound = sound();
        return sample ->
                !sample.label().equals(sound.get(samples.indexOf(sample)).label());
    }

    private static List<GeneratedSample> sound() {
        return take(SoundStreams.sensors(1));
    }

    private static List<GeneratedSample> faulty(FaultKind kind, Strength strength) {
        var sound = SoundStreams.sensors(1);
        var fault = Faults.of(kind, sound.profile(), strength, 11);
        return take(new FaultyStream(sound, List.of(Injection.of(fault, 0, COUNT))));
    }

    private static List<GeneratedSample> take(SampleStream stream) {
        var samples = new ArrayList<GeneratedSample>();
        while (samples.size() < COUNT) {
            samples.add(stream.next());
        }
        return samples;
    }
}
