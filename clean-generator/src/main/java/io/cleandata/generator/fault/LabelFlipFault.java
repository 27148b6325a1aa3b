package io.cleandata.generator.fault;

import io.cleandata.generator.GeneratedSample;
import java.util.List;

/** Gives samples another class as their label, each other class as likely as the next. */
final class LabelFlipFault extends SampleFault {
    private final List<String> classes;

    LabelFlipFault(List<String> classes, double share, long seed) {
        super("flipped labels", List.of(), share, seed);
        this.classes = classes;
    }

    @Override
    boolean change(GeneratedSample sample) {
        int was = classes.indexOf(sample.label());
        if (was < 0 || classes.size() < 2) {
            return false;
        }
        int other = random.nextInt(classes.size() - 1);
        sample.label(classes.get(other < was ? other : other + 1));
        return true;
    }
}
