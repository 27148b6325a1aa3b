package io.cleandata.generator.fault;

import io.cleandata.generator.Fault;
import io.cleandata.generator.GeneratedSample;
import io.cleandata.generator.StreamProfile;
import io.cleandata.generator.Strength;
import java.util.List;

/**
 * Makes faults that fit a stream.
 *
 * <p>What a strength means is fixed here for each kind, in one place: the share of the samples that are touched, or how
 * far they are moved.
 */
public final class Faults {
    private static final long DRIFT_RAMP = 5000;

    private Faults() {}

    /**
     * Makes a fault for a stream.
     *
     * @param profile names the fields to touch
     * @param seed fixes which samples are touched
     */
    public static Fault of(FaultKind kind, StreamProfile profile, Strength strength, long seed) {
        String number = profile.numeric();
        List<String> classes = profile.classes();
        return switch (kind) {
            case FLIPPED_LABELS -> new LabelFlipFault(classes, strength.of(0.05, 0.15, 0.3), seed);
            case CONFUSED_CLASSES ->
                new ClassConfusionFault(classes.get(0), classes.get(1), strength.of(0.15, 0.4, 0.8), seed);
            case RETRY_STORM -> new RepeatFault("retry storm", strength.of(0.05, 0.25, 0.8), seed, null);
            case NEAR_DUPLICATES ->
                new RepeatFault("near duplicates", strength.of(0.05, 0.25, 0.8), seed, Faults::changeSlightly);
            case UNIT_CHANGE -> new NumberFault("unit change", number, strength.of(0.05, 0.3, 1), seed, x -> x * 10);
            case SIGN_FLIP -> new NumberFault("sign flip", number, strength.of(0.05, 0.3, 1), seed, x -> -x);
            case CONSTANT_SENSOR -> new StuckFault(number, strength.of(0.2, 0.6, 1), seed);
            case MISSING_FEATURE -> new MissingFault(number, strength.of(0.05, 0.3, 1), seed);
            case STAND_INS -> new ReplaceFault("stand-in values", number, strength.of(0.02, 0.1, 0.4), seed, x -> -999);
            case TYPE_CHANGE ->
                new ReplaceFault("type change", number, strength.of(0.05, 0.3, 1), seed, x -> x + " units");
            case NEW_CATEGORY ->
                new ReplaceFault(
                        "new category", profile.categorical(), strength.of(0.02, 0.1, 0.4), seed, x -> "unheard-of");
            case GRADUAL_DRIFT ->
                new ShiftFault("gradual drift", number, profile.spread() * strength.of(0.5, 1, 2), DRIFT_RAMP, seed);
            case SUDDEN_SHIFT ->
                new ShiftFault("sudden shift", number, profile.spread() * strength.of(0.5, 1, 2), 0, seed);
            case STALE_TIMESTAMPS -> new StaleFault(86_400_000L, strength.of(0.02, 0.1, 0.5), seed);
            case MALFORMED_MESSAGES -> new MalformedFault(strength.of(0.02, 0.1, 0.4), seed);
        };
    }

    /** Moves the sample's first number that is not whole, by up to 0.1 %: enough to be no exact copy. */
    private static void changeSlightly(GeneratedSample sample, double random) {
        for (var field : sample.features().entrySet()) {
            if (field.getValue() instanceof Double number && number != 0) {
                double noise = (random < 0.5 ? -1 : 1) * (0.0002 + 0.0008 * random);
                field.setValue(number * (1 + noise));
                return;
            }
        }
        for (var field : sample.features().entrySet()) {
            if (field.getValue() instanceof String text && text.length() > 8) {
                int at = 1 + (int) (random * (text.length() - 3));
                field.setValue(text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2));
                return;
            }
        }
    }
}
