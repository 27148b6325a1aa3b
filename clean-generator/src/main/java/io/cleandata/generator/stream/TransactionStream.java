package io.cleandata.generator.stream;

import io.cleandata.generator.GeneratedSample;
import io.cleandata.generator.StreamProfile;
import java.util.List;

/** Payments by card, few of them fraudulent. */
final class TransactionStream extends SyntheticStream {
    private static final List<String> CLASSES = List.of("sound", "fraud");
    private static final List<String> SHOPS =
            List.of("groceries", "fuel", "clothes", "travel", "electronics", "restaurant", "pharmacy", "gaming");
    private static final List<String> COUNTRIES = List.of("DE", "FR", "IT", "ES", "NL", "PL", "SE", "PT", "AT", "IE");
    private static final List<String> CHANNELS = List.of("terminal", "online", "telephone");

    TransactionStream(long seed) {
        super(new StreamProfile("transactions", "amount", 95, "shop", CLASSES, PRODUCERS), seed);
    }

    @Override
    void fill(GeneratedSample sample) {
        boolean fraud = random.nextDouble() < 0.08;
        sample.feature("amount", round(Math.exp(gauss(fraud ? 5 : 3.6, 0.9)), 2))
                .feature("balance", round(Math.exp(gauss(7.5, 0.6)), 2))
                .feature("age_of_account_days", random.nextInt(30, 4000))
                .feature("seconds_since_last", round(Math.exp(gauss(fraud ? 5 : 9.5, 1)), 1))
                .feature("distance_km", round(Math.exp(gauss(fraud ? 4.5 : 1.5, 1.1)), 2))
                .feature("shop", fraud ? pick(SHOPS.subList(3, 8), 1.2) : pick(SHOPS, 1.3))
                .feature("country", pick(COUNTRIES, fraud ? 1.1 : 1.6))
                .feature("channel", fraud ? pick(CHANNELS.subList(1, 3), 4) : pick(CHANNELS, 2))
                .label(fraud ? "fraud" : "sound");
    }
}
