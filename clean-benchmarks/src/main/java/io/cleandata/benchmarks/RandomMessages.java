package io.cleandata.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;

/** Messages of about 175 bytes with 10 features and a label, for measurements of speed. */
public final class RandomMessages {

    private RandomMessages() {}

    /** So many different ones; the same each time. */
    public static byte[][] values(int distinct) {
        Random random = new Random(1);
        byte[][] values = new byte[distinct][];
        String[] cities = {"Berlin", "Paris", "Rome", "Madrid", "Vienna", "Prague"};
        for (int i = 0; i < distinct; i++) {
            values[i] = String.format(
                            Locale.ROOT,
                            "{\"features\":{\"age\":%d,\"income\":%.2f,\"score\":%.4f,\"city\":\"%s\",\"active\":%b,\"visits\":%d,"
                                    + "\"ratio\":%.3f,\"device\":\"%s\",\"lat\":%.5f,\"lon\":%.5f},\"label\":\"%s\"}",
                            random.nextInt(90),
                            random.nextDouble() * 90_000,
                            random.nextGaussian(),
                            cities[random.nextInt(cities.length)],
                            random.nextBoolean(),
                            random.nextInt(1000),
                            random.nextDouble(),
                            random.nextBoolean() ? "mobile" : "desktop",
                            random.nextDouble() * 90,
                            random.nextDouble() * 180,
                            random.nextBoolean() ? "yes" : "no")
                    .getBytes(StandardCharsets.UTF_8);
        }
        return values;
    }
}
