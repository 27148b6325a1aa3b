package io.cleandata.generator.stream;

import io.cleandata.generator.SampleStream;
import java.util.List;

/** The streams without faults that this module knows. */
public final class SoundStreams {
    private SoundStreams() {}

    /**
     * 53,940 diamonds with their prices and measures, in the order of the file; the label is the quality of the cut.
     *
     * <p>Real data (see {@code diamonds.txt} beside it): it holds 146 exact duplicates and a few wrong measures of its
     * own. Ends after the last diamond.
     */
    public static SampleStream diamonds() {
        return new DiamondStream();
    }

    /** Readings of machines that wear out: correlated numbers, two categories, three classes. Endless. */
    public static SampleStream sensors(long seed) {
        return new SensorStream(seed);
    }

    /** Payments: skewed amounts, categories with many values, a rare class. Endless. */
    public static SampleStream transactions(long seed) {
        return new TransactionStream(seed);
    }

    /** Requests for help: a text each, a few numbers and categories, four classes. Endless. */
    public static SampleStream tickets(long seed) {
        return new TicketStream(seed);
    }

    /** Visits to a shop: counts and durations, categories, two classes. Endless. */
    public static SampleStream visits(long seed) {
        return new VisitStream(seed);
    }

    /** Weather of six stations, with its seasons of a day. Endless. */
    public static SampleStream weather(long seed) {
        return new WeatherStream(seed);
    }

    /** All endless streams, each with its own seed made of the one given. */
    public static List<SampleStream> endless(long seed) {
        return List.of(sensors(seed), transactions(seed + 1), tickets(seed + 2), visits(seed + 3), weather(seed + 4));
    }
}
