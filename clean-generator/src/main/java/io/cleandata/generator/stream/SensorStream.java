package io.cleandata.generator.stream;

import io.cleandata.generator.GeneratedSample;
import io.cleandata.generator.StreamProfile;
import java.util.List;

/** Machines whose wear shows in temperature, vibration and current. */
final class SensorStream extends SyntheticStream {
    private static final List<String> CLASSES = List.of("normal", "worn", "failing");
    private static final List<String> SITES = List.of("hamburg", "lyon", "porto", "turin");
    private static final List<String> MODELS = List.of("m-100", "m-200", "m-300");

    SensorStream(long seed) {
        super(new StreamProfile("sensors", "temperature", 9.5, "site", CLASSES, PRODUCERS), seed);
    }

    @Override
    void fill(GeneratedSample sample) {
        int wear = CLASSES.indexOf(pick(CLASSES, 2));
        double load = random.nextDouble();
        String model = pick(MODELS, 1.5);
        double size = 1 + MODELS.indexOf(model);
        sample.feature("temperature", round(gauss(55 + 10 * wear + 8 * load, 4), 3))
                .feature("vibration", round(Math.exp(gauss(-1 + 0.7 * wear, 0.35)), 4))
                .feature("current", round(gauss(4 * size + 6 * load + wear, 0.5), 3))
                .feature("speed", round(gauss(1500 - 60 * load, 6), 1))
                .feature("pressure", round(gauss(5.5 - 0.4 * wear, 0.2), 3))
                .feature("site", pick(SITES, 1.4))
                .feature("model", model)
                .label(CLASSES.get(wear));
    }
}
