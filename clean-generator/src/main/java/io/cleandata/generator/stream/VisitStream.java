package io.cleandata.generator.stream;

import io.cleandata.generator.GeneratedSample;
import io.cleandata.generator.StreamProfile;
import java.util.List;

/** Visits to a shop on the web, some of which end with a purchase. */
final class VisitStream extends SyntheticStream {
    private static final List<String> CLASSES = List.of("left", "bought");
    private static final List<String> DEVICES = List.of("phone", "desktop", "tablet");
    private static final List<String> CAME_FROM = List.of("search", "direct", "newsletter", "social", "partner");

    VisitStream(long seed) {
        super(new StreamProfile("visits", "seconds", 269, "came_from", CLASSES, PRODUCERS), seed);
    }

    @Override
    void fill(GeneratedSample sample) {
        boolean bought = random.nextDouble() < 0.3;
        double interest = gauss(bought ? 1.4 : 0, 0.7);
        sample.feature("seconds", round(Math.exp(gauss(5 + 0.6 * interest, 0.6)), 1))
                .feature("pages", 1 + (int) Math.exp(gauss(1 + 0.6 * interest, 0.4)))
                .feature("scroll_depth", round(1 / (1 + Math.exp(-gauss(interest, 1))), 3))
                .feature("basket_value", round(Math.exp(gauss(2 + interest, 0.7)), 2))
                .feature("load_millis", round(Math.exp(gauss(6.3, 0.4)), 1))
                .feature("returning", random.nextDouble() < (bought ? 0.7 : 0.35))
                .feature("device", pick(DEVICES, bought ? 1.2 : 2.2))
                .feature("came_from", pick(CAME_FROM, 1.5))
                .label(bought ? "bought" : "left");
    }
}
