package io.cleandata.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.generator.fault.FaultKind;
import io.cleandata.generator.fault.Faults;
import io.cleandata.generator.stream.SoundStreams;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultyStreamTest {
    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void touchesOnlyTheAnnouncedPart(FaultKind kind) {
        var stream = faulty(kind, null);
        var samples = take(stream, 600);
        var sound = take(SoundStreams.sensors(1), 200);

        assertThat(samples.subList(0, 200)).allMatch(sample -> sample.fault() == null);
        assertThat(text(samples.subList(0, 200))).isEqualTo(text(sound));
        assertThat(samples.subList(200, 300)).anyMatch(sample -> sample.fault() != null);
        assertThat(samples.subList(500, 600)).allMatch(sample -> sample.fault() == null);
    }

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void sendsTheSameMessagesForTheSameSeed(FaultKind kind) {
        assertThat(text(take(faulty(kind, null), 500))).isEqualTo(text(take(faulty(kind, null), 500)));
    }

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void touchesOnlyTheOneProducer(FaultKind kind) {
        assertThat(take(faulty(kind, "beta"), 600))
                .filteredOn(sample -> sample.fault() != null)
                .isNotEmpty()
                .allMatch(sample -> "beta".equals(sample.metadata().get(StreamProfile.PRODUCER)));
    }

    @Test
    void letsLaterFaultsWorkOnWhatEarlierOnesPassOn() {
        var sound = SoundStreams.sensors(1);
        var flip = Faults.of(FaultKind.SIGN_FLIP, sound.profile(), Strength.STRONG, 3);
        var again = Faults.of(FaultKind.SIGN_FLIP, sound.profile(), Strength.STRONG, 4);
        var twice = new FaultyStream(sound, List.of(Injection.of(flip, 0, 50), Injection.of(again, 0, 50)));

        assertThat(text(take(twice, 50))).isEqualTo(text(take(SoundStreams.sensors(1), 50)));
    }

    @Test
    void refusesAnEmptyPart() {
        var fault = Faults.of(FaultKind.SIGN_FLIP, SoundStreams.sensors(1).profile(), Strength.WEAK, 3);

        assertThatThrownBy(() -> Injection.of(fault, 5, 5)).hasMessageContaining("5 to 5");
    }

    private static FaultyStream faulty(FaultKind kind, String producer) {
        var sound = SoundStreams.sensors(1);
        var fault = Faults.of(kind, sound.profile(), Strength.STRONG, 7);
        return new FaultyStream(sound, List.of(new Injection(fault, 200, 300, producer)));
    }

    static List<GeneratedSample> take(SampleStream stream, int count) {
        var samples = new ArrayList<GeneratedSample>();
        while (samples.size() < count) {
            samples.add(stream.next());
        }
        return samples;
    }

    static List<String> text(List<GeneratedSample> samples) {
        return samples.stream()
                .map(sample -> new String(sample.toBytes(), StandardCharsets.UTF_8))
                .toList();
    }
}
