package io.cleandata.detectors.schema;

import static io.cleandata.detectors.schema.SchemaWindows.CITIES;
import static io.cleandata.detectors.schema.SchemaWindows.N;
import static io.cleandata.detectors.schema.SchemaWindows.cells;
import static io.cleandata.detectors.schema.SchemaWindows.fill;
import static io.cleandata.detectors.schema.SchemaWindows.nan;
import static io.cleandata.detectors.schema.SchemaWindows.numbers;
import static io.cleandata.detectors.schema.SchemaWindows.overall;
import static io.cleandata.detectors.schema.SchemaWindows.state;
import static io.cleandata.detectors.schema.SchemaWindows.texts;
import static io.cleandata.detectors.schema.SchemaWindows.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.model.CellState;
import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.EmbeddingColumn;
import io.cleandata.model.Issue;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.Window;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SchemaDetectorTest {

    private final SchemaDetector detector = new SchemaDetector(SchemaSettings.defaults());
    private final SplittableRandom random = new SplittableRandom(8);

    @Test
    void staysSilentOnSoundData() {
        for (int w = 0; w < 5; w++) {
            assertThat(detector.analyze(sound()).issues()).isEmpty();
        }
    }

    @Test
    void reportsATypeThatChanges() {
        detector.analyze(window(numbers("ounces", row -> row % 40 + 0.5)));
        DetectorResult result = detector.analyze(window(
                numbers("ounces", row -> row % 3 == 0 ? row % 40 + " oz" : (Object) (row % 40 + 0.5))));
        assertThat(cells(result)).hasSize(334);
        assertThat(cells(result).get(0).features()).containsExactly("ounces");
        assertThat(cells(result).get(0).reason()).isEqualTo("ounces is '0 oz', which is no number");
        assertThat(overall(result))
                .singleElement()
                .satisfies(issue -> assertThat(issue.reason())
                        .isEqualTo(
                                "ounces became something else than a number in 33 % of the samples, such as '39 oz'"));
    }

    @Test
    void tellsWhichLengthAVectorShouldHave() {
        byte[] states = new byte[N];
        states[7] = (byte) CellState.MISMATCH.ordinal();
        Column vectors = new EmbeddingColumn("e", new float[2 * N], 2, states, N, Map.of(7, "[3 numbers: 1, 2, 3]"));
        assertThat(cells(detector.analyze(window(vectors))).get(0).reason())
                .isEqualTo("e is '[3 numbers: 1, 2, 3]', which is no vector of 2 numbers");
    }

    @Test
    void reportsNumbersOutsideTheirRange() {
        detector.analyze(window(numbers("price", row -> 10.0 + row * 37 % 90)));
        assertThat(detector.analyze(window(numbers("price", row -> 5.0 + row * 37 % 100)))
                        .issues())
                .isEmpty();
        DetectorResult tenfold =
                detector.analyze(window(numbers("price", row -> (10.0 + row * 37 % 90) * (row % 4 == 0 ? 10 : 1))));
        assertThat(overall(tenfold)).singleElement().satisfies(issue -> {
            assertThat(issue.features()).containsExactly("price");
            assertThat(issue.reason()).contains("outside its range of 5 to 104");
        });
        assertThat(cells(tenfold)).hasSizeBetween(200, 250);
        DetectorResult negative = detector.analyze(window(numbers("price", row -> row == 9 ? -3.0 : 50.0)));
        assertThat(negative.issues())
                .singleElement()
                .satisfies(issue -> assertThat(issue.row()).isEqualTo(9));
    }

    @Test
    void skewedNumbersReachFartherThanAThousandOfThemShow() {
        for (int w = 0; w < 10; w++) {
            DetectorResult result = detector.analyze(window(
                    numbers("wage", row -> Math.exp(6 + 0.7 * random.nextGaussian())),
                    numbers("loss", row -> -Math.exp(2 + 0.9 * random.nextGaussian())),
                    numbers("wait", row -> -9 * Math.log(random.nextDouble()))));
            assertThat(result.issues()).as("window %s", w).isEmpty();
        }
        assertThat(cells(detector.analyze(window(
                        numbers("wage", row -> row == 4 ? 90_000.0 : 400.0),
                        numbers("wait", row -> row == 5 ? 999.0 : row == 6 ? -1.0 : 9.0)))))
                .extracting(Issue::row)
                .containsExactly(4, 5, 6);
    }

    @Test
    void aSeasonThatGoesOnIsNotOutsideTheRangeOfItsBeginning() {
        for (int w = 0; w < 9; w++) {
            int from = 1000 * w;
            DetectorResult result = detector.analyze(window(numbers(
                    "temperature",
                    row -> 10 - 8 * Math.cos((from + row) * 2 * Math.PI / 9000) + row * 37 % 10 / 10.0)));
            assertThat(result.issues()).as("window %s", w).isEmpty();
        }
    }

    @Test
    void reportsNewValuesOfAClosedSetOnly() {
        for (int w = 0; w < 4; w++) {
            int window = w;
            assertThat(detector.analyze(window(
                                    texts("grade", row -> "abcd".substring(row % 4, row % 4 + 1)),
                                    texts("ticket", row -> "t" + (window * N + row) / 3)))
                            .issues())
                    .isEmpty();
        }
        DetectorResult result = detector.analyze(window(
                texts("grade", row -> row % 20 == 0 ? "unheard-of" : "abcd".substring(row % 4, row % 4 + 1)),
                texts("ticket", row -> "t" + (9 * N + row) / 3)));
        assertThat(cells(result)).hasSize(50);
        assertThat(overall(result))
                .singleElement()
                .satisfies(issue -> assertThat(issue.reason())
                        .isEqualTo("grade has new values in 5 % of the samples, such as 'unheard-of'"));
    }

    @Test
    void knowsWhichFieldsDetermineOthers() {
        DetectorResult result = detector.analyze(window(
                texts("zip", row -> "Z-" + row % 40),
                texts("city", row -> row == 100 ? CITIES[5] : row == 101 ? null : city(row % 40)),
                texts("county", row -> "county of " + city(row % 40))));
        assertThat(result.issues()).hasSize(2);
        assertThat(result.issues().get(0).features()).containsExactly("city");
        assertThat(result.issues().get(0).reason())
                .startsWith("city is 'Bologna', but '")
                .contains("samples with zip 'Z-20'");
        assertThat(result.issues().get(1).row()).isEqualTo(101);
        assertThat(result.issues().get(1).reason()).startsWith("city is missing, but ");
    }

    @Test
    void aRuleThatSomeKeysDoNotKeepIsNone() {
        String[] walls = "brick wood metal vinyl plaster stone board block glass shingle".split(" ");
        String[] others = "tile slate clay cork straw paper lime steel".split(" ");
        DetectorResult result = detector.analyze(window(
                texts("first", row -> walls[row % 10]),
                texts("second", row -> row % 10 < 2 && row / 10 % 6 == 0 ? others[row / 60 % 8] : walls[row % 10])));
        assertThat(result.issues()).isEmpty();
    }

    @Test
    void seesDependenciesWhereverChanceSuffices() {
        // A weak association of two coarse fields is no dependency.
        DetectorResult result = detector.analyze(window(
                texts("city", row -> CITIES[random.nextInt(8)]),
                texts("mood", row -> random.nextInt(10) < 9 ? "good" : "bad")));
        assertThat(result.issues()).isEmpty();
    }

    @Test
    void reportsFieldsThatComeAndGo() {
        for (int w = 0; w < 2; w++) {
            detector.analyze(window(numbers("a", row -> 1.0 + row), numbers("b", row -> 1.0 + row)));
        }
        NumericColumn gone = new NumericColumn("b", ColumnKind.NUMERIC, nan(), fill(CellState.ABSENT), N, Map.of());
        DetectorResult result =
                detector.analyze(window(numbers("a", row -> 1.0 + row), gone, numbers("c", row -> 1.0)));
        assertThat(overall(result))
                .extracting(Issue::reason)
                .containsExactlyInAnyOrder("b is no longer sent", "c is a new field, in 100 % of the samples");
    }

    @Test
    void newFieldsWeighByTheSamplesThatHaveThemAndTogetherAsOne() {
        for (int w = 0; w < 2; w++) {
            detector.analyze(window(numbers("a", row -> 1.0 + row)));
        }
        Column[] columns = new Column[101];
        columns[0] = numbers("a", row -> 1.0 + row);
        for (int c = 1; c < columns.length; c++) {
            double[] values = nan();
            byte[] states = fill(CellState.ABSENT);
            values[c] = 1;
            states[c] = (byte) CellState.PRESENT.ordinal();
            columns[c] = new NumericColumn("new" + c, ColumnKind.NUMERIC, values, states, N, Map.of());
        }
        List<Issue> rare = overall(detector.analyze(window(columns)));
        assertThat(rare)
                .hasSize(100)
                .allSatisfy(issue -> assertThat(issue.severity()).isLessThanOrEqualTo(0.2 / 100 / N + 1e-12));
    }

    @Test
    void learnsNoRowTwice() {
        detector.analyze(sound());
        byte[] before = state(detector);
        BitSet all = new BitSet();
        all.set(0, N);
        detector.analyze(Window.builder(N)
                .feature(texts("city", row -> CITIES[row % 8]))
                .redelivered(all)
                .build());
        assertThat(state(detector)).isEqualTo(before);
    }

    @Test
    void continuesExactlyAfterARestore() throws IOException {
        for (int w = 0; w < 3; w++) {
            detector.analyze(sound());
        }
        SchemaDetector restored = new SchemaDetector(SchemaSettings.defaults());
        restored.restore(new ByteArrayInputStream(state(detector)), restored.stateVersion());
        for (int w = 0; w < 3; w++) {
            Window next = window(
                    texts("city", row -> row % 30 == 0 ? "Hambxrg" : row % 31 == 0 ? "Rome" : CITIES[row % 8]),
                    texts("country", row -> "country " + row % 7),
                    numbers("price", row -> row % 25 == 0 ? -9.0 : row * 1.5),
                    numbers("code", row -> row % 19 == 0 ? "x" + row : (Object) (double) (row % 11)));
            assertThat(restored.analyze(next).issues().toString())
                    .isEqualTo(detector.analyze(next).issues().toString());
        }
        assertThat(state(restored)).isEqualTo(state(detector));
        assertThatThrownBy(() -> restored.restore(new ByteArrayInputStream(new byte[20]), 1))
                .isInstanceOf(IOException.class);
    }

    @Test
    void survivesDegenerateWindows() {
        NumericColumn missing = new NumericColumn("m", ColumnKind.NUMERIC, nan(), fill(CellState.NULL), N, Map.of());
        assertThat(detector.analyze(window(missing)).issues()).isEmpty();
        assertThat(new SchemaDetector(SchemaSettings.defaults())
                        .analyze(window(texts("t", row -> "same")))
                        .issues())
                .isEmpty();
        Window.Builder wide = Window.builder(2);
        for (int f = 0; f < 2500; f++) {
            wide.feature(new NumericColumn(
                    "f" + f, ColumnKind.NUMERIC, new double[] {f, Double.NaN}, new byte[] {0, 2}, 2, Map.of()));
        }
        assertThat(detector.analyze(wide.build()).scores()).hasSize(2);
    }

    private static String city(int zip) {
        return CITIES[zip % 8] + (zip / 8 > 0 ? " " + (char) ('A' + zip / 8) : "");
    }

    private Window sound() {
        return window(
                texts("city", row -> CITIES[random.nextInt(8)]),
                texts("country", row -> "country " + random.nextInt(7)),
                texts("note", row -> "note " + random.nextInt(1_000_000) + " by " + random.nextInt(99)),
                numbers("price", row -> random.nextDouble() * 1000),
                numbers("code", row -> (double) random.nextInt(11)));
    }
}
