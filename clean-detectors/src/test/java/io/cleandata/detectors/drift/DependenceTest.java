package io.cleandata.detectors.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cleandata.detectors.drift.DriftSettings.Reference;
import io.cleandata.detectors.drift.Part.Aspect;
import io.cleandata.model.Window;
import io.cleandata.testkit.TestColumns;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class DependenceTest {

    private static final int ROWS = 5_000;

    private final Random random = new Random(3);

    @Test
    void independentRowsAreWorthOneEach() {
        for (int seed = 0; seed < 50; seed++) {
            var rows = new Random(seed);
            assertThat(worth(rows.doubles(ROWS).toArray())).isEqualTo(1);
            assertThat(worth(rows.doubles(ROWS).map(x -> Math.exp(8 * x)).toArray()))
                    .isEqualTo(1);
            assertThat(worth(rows.doubles(ROWS).map(x -> x < 0.01 ? 1 : 0).toArray()))
                    .isEqualTo(1);
        }
    }

    @Test
    void rowsOfSessionsAreWorthAsMuchAsTheVarianceOfTheirMeanSays() {
        // stays as it is with 6/7: (1 + 6/7) / (1 - 6/7) = 13
        assertThat(worth(sessions(ROWS))).isCloseTo(1 / 13.0, within(0.02));
    }

    @Test
    void rowsOfASlowNumberAreWorthAsMuchAsTheVarianceOfItsClassesSays() {
        // sum over lags of 2 / pi * asin(.9^lag), twice, and one: 13.2
        assertThat(worth(slow(20_000, 0.9))).isCloseTo(1 / 13.2, within(0.02));
        assertThat(worth(slow(20_000, 0.5))).isCloseTo(1 / 2.5, within(0.05));
    }

    @Test
    void rowsAreWorthATwentiethAtLeastAndOneWhenNothingIsKnown() {
        assertThat(worth(slow(ROWS, 0.999))).isEqualTo(0.05);
        assertThat(worth(new double[ROWS])).isEqualTo(1);
        assertThat(worth(new double[1])).isEqualTo(1);
        assertThat(worth()).isEqualTo(1);
        double[] inTurn = new double[ROWS];
        Arrays.setAll(inTurn, row -> row % 2);
        assertThat(worth(inTurn)).isEqualTo(1);
    }

    @Test
    void independentRowsDifferAsMuchAsWhenDependenceIsNotKnown() {
        double[] before = random.doubles(ROWS).toArray();
        double[] now = random.doubles(1000).map(x -> 1.1 * x).toArray();
        var unknown = new NumberSummary();
        Arrays.stream(before).forEach(unknown::add);
        var newer = new NumberSummary();
        Arrays.stream(now).forEach(newer::add);
        assertThat(numbers(before).compare(numbers(now))).isEqualTo(unknown.compare(newer));

        IntFunction<String> color = row -> "c" + random.nextInt(6);
        CountSummary known = counts(ROWS, color);
        CountSummary knownNow = counts(1000, row -> "c" + random.nextInt(7));
        assertThat(known.compare(knownNow)).isEqualTo(forgetful(known).compare(forgetful(knownNow)));
        assertThat(known.compare(knownNow).probability()).isLessThan(1e-9);
    }

    @Test
    void chanceIsRarelyImprobableAmongDependentRows() {
        int blind = 0;
        int categories = 0;
        int sessions = 0;
        int slow = 0;
        for (int trial = 0; trial < 200; trial++) {
            CountSummary before = counts(ROWS, inSessions(4));
            CountSummary now = counts(1000, inSessions(4));
            blind += forgetful(before).compare(forgetful(now)).probability() < 0.01 ? 1 : 0;
            categories += before.compare(now).probability() < 0.01 ? 1 : 0;
            sessions += improbable(sessions(ROWS), sessions(1000));
            slow += improbable(slow(ROWS, 0.9), slow(1000, 0.9));
        }
        // two of 200 are expected
        assertThat(blind).isGreaterThan(100);
        assertThat(categories).isLessThan(8);
        assertThat(sessions).isLessThan(8);
        assertThat(slow).isLessThan(8);
    }

    private static int improbable(double[] before, double[] now) {
        return numbers(before).compare(numbers(now)).probability() < 0.01 ? 1 : 0;
    }

    @Test
    void missingRowsNeitherBreakNorMakeDependence() {
        double[] values = sessions(ROWS);
        double[] gaps = new double[2 * ROWS];
        Arrays.setAll(gaps, row -> row % 2 == 0 ? values[row / 2] : Double.NaN);
        assertThat(profileDifference(gaps).probability())
                .isEqualTo(profileDifference(values).probability());
    }

    @Test
    void survivesMergingSavingAndCopying() throws IOException {
        double[] other = sessions(1000);
        NumberSummary first = numbers(sessions(1000));
        NumberSummary second = numbers(sessions(1000));
        Difference known = first.compare(numbers(other));
        assertThat(reread(first).compare(numbers(other))).isEqualTo(known);
        assertThat(first.copy().compare(numbers(other))).isEqualTo(known);
        assertThat(saved(reread(first))).isEqualTo(saved(first));

        // what was summed up without order is as dependent as what it is merged with
        var unordered = new NumberSummary();
        random.doubles(1000).forEach(unordered::add);
        double before =
                unordered.compare(numbers(random.doubles(1000).toArray())).probability();
        unordered.merge(second);
        assertThat(unordered.compare(numbers(other)).probability()).isNotEqualTo(before);

        CountSummary counts = counts(ROWS, inSessions(4));
        CountSummary now = counts(1000, inSessions(4));
        assertThat(reread(counts).compare(now)).isEqualTo(counts.compare(now));
        assertThat(counts.copy().compare(now)).isEqualTo(counts.compare(now));
        assertThat(saved(reread(counts))).isEqualTo(saved(counts));
    }

    @Test
    void readsSummariesThatWereSavedBeforeAsIndependent() throws IOException {
        double[] values = random.doubles(1000).toArray();
        var numbers = new NumberSummary();
        Arrays.stream(values).forEach(numbers::add);
        Summary read = Summary.read(in(formerNumbers(values)));
        double[] now = random.doubles(1000).map(x -> x + 0.1).toArray();
        assertThat(read.compare(numbers(now))).isEqualTo(numbers.compare(numbers(now)));

        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeByte(2);
        out.writeLong(500);
        out.writeLong(0);
        out.writeInt(1);
        Part.writeText(out, "red");
        out.writeLong(500);
        assertThat(Summary.read(in(bytes.toByteArray())).rows()).isEqualTo(500);
    }

    @Test
    void readsAStateOfTheFormerVersion() throws IOException {
        double[] values = random.doubles(5_000).toArray();
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        emptyFormerProfile(out);
        out.writeInt(0);
        out.writeBoolean(false);
        out.writeInt(1);
        new Part("level", Aspect.VALUE, 0).save(out);
        out.writeInt(0);
        out.writeBoolean(true);
        out.write(formerNumbers(values));
        out.writeBoolean(false);
        out.writeInt(3);
        for (int i = 0; i < 3; i++) {
            out.writeDouble(0.01);
        }
        out.writeBoolean(false);

        var detector = new DriftDetector(
                new DriftSettings(Reference.SLIDING, null, 10, 1e-4, 0.1, 0.01, false, 0.01, List.of()));
        detector.restore(new ByteArrayInputStream(bytes.toByteArray()), 1);
        assertThat(detector.analyze(window(random.doubles(1000).toArray())).issues())
                .isEmpty();
        assertThat(detector.analyze(
                                window(random.doubles(1000).map(x -> x + 0.5).toArray()))
                        .issues())
                .singleElement()
                .matches(issue -> issue.reason().startsWith("level drifted"));
        assertThatThrownBy(() -> detector.restore(new ByteArrayInputStream(bytes.toByteArray()), 3))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 3");
    }

    @Test
    void refusesWhatCannotBe() throws IOException {
        byte[] saved = saved(numbers(sessions(1000)));
        // more equal pairs than pairs
        ByteBuffer.wrap(saved).putDouble(9, 1e6);
        assertThatThrownBy(() -> Summary.read(in(saved)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("pairs");
    }

    @Test
    void saysNothingOfCategoriesMostOfWhichAreRare() {
        CountSummary ids = counts(ROWS, row -> row % 10 < 4 ? "common" : "i" + row);
        CountSummary others = counts(1000, row -> "j" + row % 20);
        Difference difference = ids.compare(others);
        assertThat(difference.probability()).isEqualTo(1);
        assertThat(difference.effect()).isZero();
        CountSummary mixed = counts(ROWS, row -> row % 10 < 6 ? "common" : "i" + row);
        assertThat(mixed.compare(others).probability()).isLessThan(1e-9);
    }

    private static byte[] formerNumbers(double[] values) throws IOException {
        var sketch = new QuantileSketch();
        Arrays.stream(values).forEach(sketch::add);
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeByte(1);
        sketch.save(out);
        return bytes.toByteArray();
    }

    private static void emptyFormerProfile(DataOutputStream out) throws IOException {
        out.writeInt(0x434C4E50);
        out.writeInt(2);
        out.writeLong(0);
        out.writeInt(0);
        out.writeBoolean(true);
        out.writeInt(0);
    }

    /** Of a shift of a number, by way of profiles. */
    private static Difference profileDifference(double[] values) {
        double[] shifted = Arrays.stream(values).map(x -> x + 0.1).toArray();
        var part = new Part("level", Aspect.VALUE, 0);
        return ProfileComparison.differences(
                        new ProfileBuilder().add(window(values)).build(),
                        new ProfileBuilder().add(window(shifted)).build())
                .get(part);
    }

    private static Window window(double[] values) {
        return Window.builder(values.length)
                .feature(TestColumns.numeric("level", values))
                .build();
    }

    private static double worth(double... values) {
        var dependence = new Dependence();
        dependence.add(values, values.length);
        return Dependence.worth(dependence, new Dependence());
    }

    private double[] sessions(int rows) {
        double[] values = new double[rows];
        double at = random.nextDouble();
        for (int row = 0; row < rows; row++) {
            at = random.nextInt(7) == 0 ? random.nextDouble() : at;
            values[row] = at;
        }
        return values;
    }

    private double[] slow(int rows, double correlation) {
        double[] values = new double[rows];
        double at = random.nextGaussian();
        for (int row = 0; row < rows; row++) {
            at = correlation * at + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            values[row] = at;
        }
        return values;
    }

    private IntFunction<String> inSessions(int kinds) {
        double[] values = sessions(ROWS);
        return row -> "k" + (int) (kinds * values[row]);
    }

    private static NumberSummary numbers(double[] values) {
        var summary = new NumberSummary();
        summary.add(values, values.length);
        return summary;
    }

    private static CountSummary counts(int rows, IntFunction<String> category) {
        String[] values = new String[rows];
        Arrays.setAll(values, category);
        Window window = Window.builder(rows)
                .feature(TestColumns.categorical("kind", values))
                .build();
        Summary summary = new ProfileBuilder().add(window).build().part(new Part("kind", Aspect.CATEGORY, 0));
        return (CountSummary) Objects.requireNonNull(summary);
    }

    /** The same counts as a former version saved them. */
    private static CountSummary forgetful(CountSummary summary) {
        try {
            byte[] saved = saved(summary);
            byte[] former = new byte[saved.length - 18 * Double.BYTES];
            former[0] = 2;
            System.arraycopy(saved, 1 + 18 * Double.BYTES, former, 1, former.length - 1);
            return (CountSummary) Summary.read(in(former));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Summary reread(Summary summary) throws IOException {
        return Summary.read(in(saved(summary)));
    }

    private static DataInputStream in(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }

    private static byte[] saved(Summary summary) throws IOException {
        var bytes = new ByteArrayOutputStream();
        summary.save(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
