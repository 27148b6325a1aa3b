package io.cleandata.examples;

import io.cleandata.source.memory.MemorySource;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/** A small, seeded stream of payments as JSON, for the examples: what a producer would send. */
final class Payments {

    private final Random random = new Random(7);
    private int number;

    /** One payment; every third comes from the producer {@code eu-2}. */
    String next() {
        number++;
        double amount = Math.exp(3 + random.nextGaussian());
        boolean fraud = random.nextInt(20) == 0;
        return String.format(
                Locale.ROOT,
                "{\"features\": {\"amount\": %.2f, \"items\": %d, \"balance\": %.2f, \"distance\": %.3f, \"shop\": \"%s\"},"
                        + " \"label\": \"%s\", \"metadata\": {\"producer\": \"%s\", \"id\": \"p-%d\"}}",
                fraud ? amount * 20 : amount,
                1 + random.nextInt(8),
                5_000 * random.nextDouble(),
                80 * random.nextDouble(),
                new String[] {"fuel", "food", "books"}[random.nextInt(3)],
                fraud ? "fraud" : "sound",
                number % 3 == 0 ? "eu-2" : "eu-1",
                number);
    }

    /** So many payments. */
    static List<String> lines(int payments) {
        Payments stream = new Payments();
        return Stream.generate(stream::next).limit(payments).toList();
    }

    /** A source that has so many payments, then the last one {@code repeated} times more, and then ends. */
    static MemorySource source(int payments, int repeated) throws InterruptedException {
        MemorySource source = new MemorySource(payments + repeated + 1, true);
        Payments stream = new Payments();
        String last = "";
        for (int i = 0; i < payments; i++) {
            last = stream.next();
            source.send(last);
        }
        for (int i = 0; i < repeated; i++) {
            source.send(last);
        }
        source.end();
        return source;
    }
}
