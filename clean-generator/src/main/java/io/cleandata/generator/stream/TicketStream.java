package io.cleandata.generator.stream;

import io.cleandata.generator.GeneratedSample;
import io.cleandata.generator.StreamProfile;
import java.util.List;

/** Requests for help: a text whose words depend on the topic, which is the label. */
final class TicketStream extends SyntheticStream {
    private static final List<String> CLASSES = List.of("billing", "login", "delivery", "product");
    private static final List<List<String>> WORDS = List.of(
            List.of("invoice", "charged", "refund", "card", "payment", "twice", "amount", "receipt", "tax", "credit"),
            List.of("password", "reset", "locked", "account", "email", "code", "sign", "browser", "link", "expired"),
            List.of("parcel", "late", "courier", "address", "tracking", "arrived", "door", "lost", "shipment", "date"),
            List.of("broken", "screen", "battery", "size", "colour", "manual", "noise", "warranty", "part", "button"));
    private static final List<String> COMMON = List.of(
            "the",
            "my",
            "please",
            "help",
            "since",
            "yesterday",
            "order",
            "still",
            "not",
            "again",
            "why",
            "with",
            "for",
            "and",
            "it",
            "is",
            "was",
            "have",
            "can",
            "you",
            "today",
            "number",
            "your",
            "support",
            "thanks");
    private static final List<String> PLANS = List.of("free", "basic", "business", "enterprise");
    private static final List<String> LANGUAGES = List.of("en", "en-GB", "en-IN");

    TicketStream(long seed) {
        super(new StreamProfile("tickets", "waiting_hours", 9.5, "plan", CLASSES, PRODUCERS), seed);
    }

    @Override
    void fill(GeneratedSample sample) {
        int topic = random.nextInt(CLASSES.size());
        sample.feature("text", text(topic))
                .feature("waiting_hours", round(Math.exp(gauss(2, 0.8)), 2))
                .feature("open_orders", random.nextInt(topic == 2 ? 6 : 3))
                .feature("customer_since_days", random.nextInt(5000))
                .feature("plan", pick(PLANS, 1.8))
                .feature("language", pick(LANGUAGES, 3))
                .label(CLASSES.get(topic));
    }

    private String text(int topic) {
        var text = new StringBuilder();
        int words = random.nextInt(9, 26);
        for (int i = 0; i < words; i++) {
            boolean telling = random.nextDouble() < 0.4;
            text.append(i == 0 ? "" : " ").append(telling ? pick(WORDS.get(topic), 1.15) : pick(COMMON, 1.05));
        }
        return text.append(" #").append(random.nextInt(10_000, 100_000)).toString();
    }
}
