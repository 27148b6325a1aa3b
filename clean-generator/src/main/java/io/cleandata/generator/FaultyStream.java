package io.cleandata.generator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream with faults in it, at the moments its injections announce.
 *
 * <p>Where injections overlap, each works on what the ones before it in the list have passed on. A fault may add
 * samples, so that this stream is longer than the sound one; {@link GeneratedSample#fault()} tells which were touched.
 */
public final class FaultyStream implements SampleStream {
    private final SampleStream sound;
    private final List<Injection> injections;
    private final ArrayDeque<GeneratedSample> ready = new ArrayDeque<>();
    private long number;

    /** Puts the faults into the sound stream, which nobody else may read from then on. */
    public FaultyStream(SampleStream sound, List<Injection> injections) {
        this.sound = sound;
        this.injections = List.copyOf(injections);
    }

    @Override
    public StreamProfile profile() {
        return sound.profile();
    }

    /** How many samples of the sound stream have been read. */
    public long soundSamples() {
        return number;
    }

    @Override
    public @Nullable GeneratedSample next() {
        while (ready.isEmpty()) {
            var sample = sound.next();
            if (sample == null) {
                return null;
            }
            pass(sample);
            number++;
        }
        return ready.poll();
    }

    private void pass(GeneratedSample sample) {
        List<GeneratedSample> now = List.of(sample);
        for (var injection : injections) {
            var then = new ArrayList<GeneratedSample>(now.size() + 1);
            for (var each : now) {
                if (injection.touches(number, each)) {
                    injection.fault().inject(each, then::add);
                } else {
                    injection.fault().observe(each);
                    then.add(each);
                }
            }
            now = then;
        }
        ready.addAll(now);
    }
}
