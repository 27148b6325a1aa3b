package io.cleandata.testkit;

import io.cleandata.model.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded samples of every kind of feature, sound and faulty, for tests. */
public final class TestSamples {

    private static final String[] COLOURS = {"red", "green", "blue", "black", "white"};
    private static final String[] WORDS = {
        "fast", "late", "parcel", "refund", "blue", "shirt", "large", "small", "broken", "happy", "again", "never",
        "invoice", "address", "street", "number"
    };

    private TestSamples() {}

    /**
     * Samples of a table: numbers {@code x}, {@code y} (about twice x), {@code price} (skewed), {@code count}, a boolean
     * {@code member}, a category {@code colour}, a text {@code comment}, event times, metadata {@code producer}, and a label that
     * depends on x and colour. About one in thirty each: a label that is wrong, a missing y, a price a thousand times too high, a copy of an
     * earlier sample.
     */
    public static List<Sample> mixed(int n, long seed) {
        Random random = new Random(seed);
        List<Sample> samples = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            if (i > 5 && random.nextInt(30) == 0) {
                samples.add(samples.get(random.nextInt(i)));
                continue;
            }
            double x = random.nextGaussian();
            int colour = random.nextInt(COLOURS.length);
            boolean yes = (x + (colour - 2) * 0.3 > 0) != (random.nextInt(30) == 0);
            StringBuilder comment = new StringBuilder();
            for (int w = 0; w < 6; w++) {
                comment.append(w == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
            }
            double price = Math.exp(3 + 0.5 * random.nextGaussian()) * (random.nextInt(30) == 0 ? 1000 : 1);
            samples.add(Sample.builder()
                    .feature("x", x)
                    .feature("y", random.nextInt(30) == 0 ? null : 2 * x + 0.1 * random.nextGaussian())
                    .feature("price", price)
                    .feature("count", random.nextInt(20))
                    .feature("member", random.nextBoolean())
                    .feature("colour", COLOURS[colour])
                    .feature("comment", comment + " " + i)
                    .label(yes ? "yes" : "no")
                    .timestamp(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(i))
                    .metadata("producer", "p" + random.nextInt(3))
                    .build());
        }
        return samples;
    }
}
