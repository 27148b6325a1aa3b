package io.cleandata.cli.demo;

import io.cleandata.generator.FaultyStream;
import io.cleandata.generator.Injection;
import io.cleandata.generator.StreamProfile;
import io.cleandata.generator.Strength;
import io.cleandata.generator.fault.FaultKind;
import io.cleandata.generator.fault.Faults;
import io.cleandata.generator.stream.SoundStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What happens in the demo, and when.
 *
 * <p>The first 10,000 diamonds are left alone, for detectors to learn what is usual; each fault lasts for 3,000 and is
 * followed by 5,000 sound ones, for alerts to recover.
 */
final class DemoScript {
    /**
     * One fault.
     *
     * @param name as it stands in messages and tables
     * @param detectors the detectors any of which is right to report it; empty for a fault of whole messages
     */
    record Scene(String name, Set<String> detectors, String feature) {}

    private static final long SEED = 20261101;
    private static final long FIRST = 10_000;
    private static final long LENGTH = 3_000;
    private static final long DISTANCE = 8_000;

    private final List<Scene> scenes = new ArrayList<>();
    private final FaultyStream stream;

    DemoScript() {
        var sound = SoundStreams.diamonds();
        var profile = sound.profile();
        var injections = new ArrayList<Injection>();
        add(injections, FaultKind.RETRY_STORM, profile, Strength.STRONG);
        add(injections, FaultKind.MISSING_FEATURE, profile.withNumeric("price", 3989), Strength.STRONG);
        add(injections, FaultKind.MALFORMED_MESSAGES, profile, Strength.STRONG);
        add(injections, FaultKind.UNIT_CHANGE, profile.withNumeric("y", 1.14), Strength.STRONG);
        add(injections, FaultKind.FLIPPED_LABELS, profile, Strength.STRONG);
        stream = new FaultyStream(sound, injections);
    }

    private void add(List<Injection> injections, FaultKind kind, StreamProfile profile, Strength strength) {
        long from = FIRST + scenes.size() * DISTANCE;
        var fault = Faults.of(kind, profile, strength, SEED + scenes.size());
        injections.add(Injection.of(fault, from, from + LENGTH));
        scenes.add(new Scene(fault.name(), kind.detectors(), String.join(", ", fault.features())));
    }

    /** The faults in the order in which they begin; no two at a time. */
    List<Scene> scenes() {
        return List.copyOf(scenes);
    }

    /** The stream; there is only one, to be read once. */
    FaultyStream stream() {
        return stream;
    }
}
