package io.cleandata.detectors.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Window;
import io.cleandata.testkit.TestColumns;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ProfileComparisonTest {

    private static final int ROWS = 8_000;

    private final Random random = new Random(17);

    @Test
    void seesFewExtremeValuesAtEitherEndOrBothAndThatTheyAreGone() {
        for (double share : new double[] {0.02, 0.05}) {
            Profile sound = profile(x -> x);
            Profile above = profile(x -> random.nextDouble() < share ? x + 40 : x);
            Profile below = profile(x -> random.nextDouble() < share ? x - 40 : x);
            Profile both = profile(x -> random.nextDouble() < share ? x * 40 : x);

            assertThat(drifted(sound, above)).startsWith("values above ");
            assertThat(drifted(sound, below)).startsWith("values below ");
            assertThat(drifted(sound, both)).contains(" went from 0.");
            assertThat(drifted(above, sound)).startsWith("values above ");
            assertThat(drifted(below, sound)).startsWith("values below ").contains(" % to 0.");
        }
    }

    @Test
    void seesThatAFeatureGoesMissingOrComesBack() {
        Profile sound = profile(x -> x);
        Profile missing = profile(x -> random.nextDouble() < 0.2 ? Double.NaN : x);
        Profile few = profile(x -> random.nextDouble() < 0.02 ? Double.NaN : x);

        assertThat(drifted(sound, missing)).startsWith("missing values went from 0 % to ");
        assertThat(drifted(missing, sound)).endsWith(" to 0 %");
        assertThat(drifted(sound, few)).startsWith("missing values went from 0 % to ");
    }

    @Test
    void raisesNothingBetweenHalvesOfSoundData() {
        int raised = 0;
        for (int seed = 0; seed < 100; seed++) {
            Random rows = new Random(seed);
            Profile[] halves = {new Profile(), new Profile()};
            for (Profile half : halves) {
                half.merge(profile(
                        2_000,
                        row -> Math.exp(2 * rows.nextGaussian()),
                        row -> rows.nextInt(40) == 0 ? Double.NaN : Math.tan(Math.PI * (rows.nextDouble() - 0.5)),
                        row -> rows.nextInt(5),
                        row -> rows.nextInt(300) == 0 ? 99_999 : Math.rint(10 * rows.nextGaussian())));
            }
            raised += ProfileComparison.of(halves[0], halves[1]).features().stream()
                            .anyMatch(ProfileComparison.Feature::drifted)
                    ? 1
                    : 0;
        }
        assertThat(raised).isLessThanOrEqualTo(1);
    }

    @Test
    void keepsExtremesThroughMergingAndSaving() throws IOException {
        Profile parts = new Profile();
        Profile whole;
        double[] values = random.doubles(5_000).toArray();
        for (int part = 0; part < 5; part++) {
            int from = part * 1000;
            parts.merge(profile(1000, row -> values[from + (int) row]));
        }
        whole = profile(5_000, row -> values[(int) row]);

        var bytes = new ByteArrayOutputStream();
        parts.save(bytes);
        Profile read = Profile.read(new ByteArrayInputStream(bytes.toByteArray()));

        Part part = new Part("f0", Part.Aspect.EXTREMES, 0);
        assertThat(saved(read.part(part))).isEqualTo(saved(whole.part(part)));
        assertThat(read.present()).isEqualTo(whole.present()).containsEntry("f0", 5_000L);
    }

    @Test
    void readsProfilesOfTheFirstVersionAndComparesWhatTheyHold() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeInt(0x434C4E50);
        out.writeInt(1);
        out.writeLong(ROWS);
        out.writeInt(1);
        new Part("f0", Part.Aspect.VALUE, 0).save(out);
        var numbers = new NumberSummary();
        random.doubles(ROWS).forEach(numbers::add);
        numbers.save(out);

        Profile old = Profile.read(new ByteArrayInputStream(bytes.toByteArray()));
        Profile now = profile(x -> Double.NaN, x -> random.nextDouble() < 0.5 ? Double.NaN : random.nextDouble());

        assertThat(old.knowsMissing()).isFalse();
        assertThat(now.knowsMissing()).isTrue();
        assertThat(ProfileComparison.of(old, profile(x -> random.nextDouble())).features())
                .singleElement()
                .matches(feature -> !feature.drifted());
        now.merge(old);
        assertThat(now.knowsMissing()).isFalse();
    }

    /** What has drifted of the only feature. */
    private static String drifted(Profile before, Profile now) {
        var feature = ProfileComparison.of(before, now).features().get(0);
        assertThat(feature.drifted()).as(feature.toString()).isTrue();
        return feature.words();
    }

    /** A profile of a standard normal feature with something done to it. */
    private Profile profile(DoubleUnaryOperator... changed) {
        DoubleUnaryOperator[] made = Arrays.stream(changed)
                .map(change -> (DoubleUnaryOperator) row -> change.applyAsDouble(random.nextGaussian()))
                .toArray(DoubleUnaryOperator[]::new);
        return profile(ROWS, made);
    }

    private static Profile profile(int rows, DoubleUnaryOperator... features) {
        var window = Window.builder(rows);
        for (int f = 0; f < features.length; f++) {
            double[] values = new double[rows];
            DoubleUnaryOperator feature = features[f];
            Arrays.setAll(values, feature::applyAsDouble);
            window.feature(TestColumns.numeric("f" + f, values));
        }
        return new ProfileBuilder().add(window.build()).build();
    }

    private static byte[] saved(Summary summary) throws IOException {
        var bytes = new ByteArrayOutputStream();
        summary.save(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
