package io.cleandata.generator.fault;

import io.cleandata.generator.Fault;
import io.cleandata.generator.GeneratedSample;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.ObjDoubleConsumer;
import org.jspecify.annotations.Nullable;

/** Sends samples again, as they were or slightly changed, beside those that arrive. */
final class RepeatFault implements Fault {
    /** A client that retries repeats what it has just sent, so that copies fall into the window of their original. */
    private static final int RECENT = 200;

    private final String name;
    private final double perSample;
    private final SplittableRandom random;
    private final @Nullable ObjDoubleConsumer<GeneratedSample> change;
    private final List<GeneratedSample> recent = new ArrayList<>();
    private int oldest;

    /**
     * @param perSample how many copies are sent for each sample, on the mean; at most 1
     * @param change changes a copy, given a number from [0, 1); null for exact copies
     */
    RepeatFault(String name, double perSample, long seed, @Nullable ObjDoubleConsumer<GeneratedSample> change) {
        this.name = name;
        this.perSample = perSample;
        this.random = new SplittableRandom(seed);
        this.change = change;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> features() {
        return List.of();
    }

    @Override
    public void inject(GeneratedSample sample, Consumer<GeneratedSample> out) {
        remember(sample.copy());
        out.accept(sample);
        if (random.nextDouble() < perSample) {
            var again = recent.get(random.nextInt(recent.size())).copy().touchedBy(name);
            if (change != null) {
                change.accept(again, random.nextDouble());
            }
            out.accept(again);
        }
    }

    private void remember(GeneratedSample sample) {
        if (recent.size() < RECENT) {
            recent.add(sample);
        } else {
            recent.set(oldest, sample);
            oldest = (oldest + 1) % RECENT;
        }
    }
}
