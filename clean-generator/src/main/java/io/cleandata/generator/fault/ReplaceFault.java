package io.cleandata.generator.fault;

import io.cleandata.generator.GeneratedSample;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Puts something else where a feature's value was: a stand-in, a text, a new category. */
final class ReplaceFault extends SampleFault {
    private final String feature;
    private final UnaryOperator<@Nullable Object> replacement;

    ReplaceFault(String name, String feature, double share, long seed, UnaryOperator<@Nullable Object> replacement) {
        super(name, List.of(feature), share, seed);
        this.feature = feature;
        this.replacement = replacement;
    }

    @Override
    boolean change(GeneratedSample sample) {
        if (!sample.features().containsKey(feature)) {
            return false;
        }
        sample.feature(feature, replacement.apply(sample.features().get(feature)));
        return true;
    }
}
