package io.cleandata.detectors.missing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cleandata.detectors.stats.BetaBinomial;
import io.cleandata.model.CellState;
import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class MissingDetectorTest {

    private static final int N = 1000;
    private static final IntPredicate NEVER = row -> false;

    private final MissingDetector detector = new MissingDetector(MissingSettings.defaults());

    @Test
    void staysSilentWhereNothingIsMissing() {
        DetectorResult result = detector.analyze(window(numbers("price", NEVER), numbers("depth", NEVER)));
        assertThat(result.issues()).isEmpty();
        assertThat(result.scores()).hasSize(N).containsOnly(0);
    }

    @Test
    void catchesAVanishedFeatureInItsFirstWindow() {
        detector.analyze(window(numbers("price", NEVER), numbers("depth", NEVER)));
        Issue absent = only(detector.analyze(window(numbers("price", row -> true), numbers("depth", NEVER))));
        assertThat(absent.features()).containsExactly("price");
        assertThat(absent.reason()).isEqualTo("price has vanished: it is missing in all 1000 samples, before in none");
        assertThat(absent.severity()).isEqualTo(1, within(0.01));

        Issue noColumn = only(detector.analyze(window(numbers("depth", NEVER))));
        assertThat(noColumn.features()).containsExactly("price");
    }

    @Test
    void flagsSamplesWithAnUnusualGapAndSaysWhatStandsThere() {
        detector.analyze(window(numbers("price", NEVER), numbers("depth", NEVER)));
        DetectorResult result = detector.analyze(window(numbers("price", row -> row == 7), numbers("depth", NEVER)));
        assertThat(result.issues()).singleElement().satisfies(issue -> {
            assertThat(issue.row()).isEqualTo(7);
            assertThat(issue.features()).containsExactly("price");
            assertThat(issue.reason()).isEqualTo("price is null, which is the case in none of earlier samples");
        });
        assertThat(result.scores()[7]).isGreaterThan(0.4f);
    }

    @Test
    void takesAnOptionalFeatureAsItIs() {
        SplittableRandom random = new SplittableRandom(3);
        for (int w = 0; w < 20; w++) {
            Window window = window(numbers("note", row -> random.nextDouble() < 0.4), numbers("depth", NEVER));
            assertThat(detector.analyze(window).issues()).isEmpty();
        }
        Issue more = only(detector.analyze(
                window(numbers("note", row -> random.nextDouble() < 0.75), numbers("depth", NEVER))));
        assertThat(more.reason()).startsWith("note is missing in 7").contains("before in 4");
    }

    @Test
    void reportsFeaturesThatAreMissingTogetherOnce() {
        detector.analyze(window(numbers("x", NEVER), numbers("y", NEVER), numbers("z", NEVER)));
        IntPredicate third = row -> row % 3 == 0;
        DetectorResult result =
                detector.analyze(window(numbers("x", third), numbers("y", third), numbers("z", row -> row % 3 == 1)));
        List<Issue> overall = result.issues().stream().filter(i -> i.row() < 0).toList();
        assertThat(overall).hasSize(2);
        assertThat(overall).anySatisfy(issue -> {
            assertThat(issue.features()).containsExactly("x", "y");
            assertThat(issue.reason()).contains("in the same samples: y");
        });
    }

    @Test
    void knowsStandInTexts() {
        detector.analyze(window(texts("city", row -> false, "N/A"), numbers("depth", NEVER)));
        DetectorResult result =
                detector.analyze(window(texts("city", row -> row % 4 == 0, " n/a "), numbers("depth", NEVER)));
        assertThat(result.issues()).hasSize(251);
        assertThat(result.issues().get(0).reason()).contains("the stand-in ' n/a '");
        assertThat(result.statistics()).containsEntry("missing_share.city", 0.25);

        MissingSettings declared = new MissingSettings(List.of("Berlin"), false, false, List.of(), 0.02, 0.0001);
        MissingDetector other = new MissingDetector(declared);
        other.analyze(window(texts("city", row -> false, "")));
        assertThat(other.analyze(window(texts("city", row -> row < 100, "berlin")))
                        .issues())
                .hasSize(101);
    }

    @Test
    void learnsAStandInNumberThatStandsApart() {
        detector.analyze(window(replaced("price", NEVER, 0)));
        DetectorResult result = detector.analyze(window(replaced("price", row -> row % 10 == 0, -999)));
        assertThat(result.issues()).hasSize(101);
        assertThat(result.issues().get(0).reason()).contains("the stand-in '-999'");
        // Ordinary extremes, repeated or not, are no stand-ins.
        assertThat(new MissingDetector(MissingSettings.defaults())
                        .analyze(window(replaced("price", row -> row < 5, 101), replaced("tax", row -> row == 3, -999)))
                        .issues())
                .isEmpty();
    }

    @Test
    void whatPassesForAValueIsNoPartOfAFeatureAtTwoInAHundred() {
        SplittableRandom random = new SplittableRandom(3);
        String[] spellings = {"N/A", "-", "unknown", "?"};
        for (int w = 0; w < 3; w++) {
            String[] colours = new String[N];
            String[] kinds = new String[N];
            double[] months = new double[N];
            double[] prices = new double[N];
            double[] optional = new double[N];
            byte[] gaps = new byte[N];
            for (int row = 0; row < N; row++) {
                boolean fault = row % 50 == 7;
                colours[row] = fault ? spellings[row / 50 % 4] : "red";
                kinds[row] = fault ? "unknown" : row % 50 == 8 ? "none" : "oak";
                months[row] = fault ? 9999 : 1 + row % 12;
                prices[row] = fault ? 9999 : row % 9 == 0 ? 500 + row % 5 : 300 + random.nextInt(18_000);
                optional[row] = fault ? Double.NaN : row;
                gaps[row] = (byte) (fault ? CellState.NULL : CellState.PRESENT).ordinal();
            }
            DetectorResult result = detector.analyze(window(
                    StringColumn.text("colour", colours, new byte[N], N),
                    StringColumn.text("kind", kinds, new byte[N], N),
                    new NumericColumn("month", ColumnKind.NUMERIC, months, new byte[N], N, Map.of()),
                    new NumericColumn("price", ColumnKind.NUMERIC, prices, new byte[N], N, Map.of()),
                    new NumericColumn("optional", ColumnKind.NUMERIC, optional, gaps, N, Map.of())));
            assertThat(result.issues()).as("window %s", w).hasSize(20).allSatisfy(issue -> {
                assertThat(issue.row() % 50).isEqualTo(7);
                assertThat(issue.features()).containsExactly("colour", "month", "price");
            });
        }
    }

    @Test
    void aDeclaredStandInIsAsGoodAsANull() {
        MissingDetector declared = new MissingDetector(
                new MissingSettings(List.of("9999", "?", "-", "n/a"), true, true, List.of(), 0.02, 0.0001));
        double[] months = new double[N];
        String[] colours = new String[N];
        for (int row = 0; row < N; row++) {
            months[row] = row % 50 == 7 ? 9999 : 1 + row % 12;
            colours[row] = row % 50 == 7 ? new String[] {"?", "-", "N/A"}[row / 50 % 3] : "red";
        }
        assertThat(declared.analyze(window(
                                StringColumn.text("colour", colours, new byte[N], N),
                                new NumericColumn("month", ColumnKind.NUMERIC, months, new byte[N], N, Map.of())))
                        .issues())
                .isEmpty();
    }

    @Test
    void aFavouritePriceIsNoStandIn() {
        double[] prices = new double[N];
        for (int row = 0; row < N; row++) {
            prices[row] = row % 20 == 0 ? 9999 : row % 50 == 1 ? 7999 : 100 + row;
        }
        assertThat(detector.analyze(window(
                                new NumericColumn("price", ColumnKind.NUMERIC, prices, new byte[N], N, Map.of())))
                        .issues())
                .isEmpty();
    }

    @Test
    void doesNotSoonTakeAFaultForUsual() {
        detector.analyze(window(numbers("price", NEVER)));
        for (int w = 0; w < 5; w++) {
            assertThat(detector.analyze(window(numbers("price", row -> row % 5 == 0)))
                            .issues())
                    .anyMatch(issue -> issue.row() < 0);
        }
    }

    @Test
    void doesNotCallAFeatureMissingThatIsNew() {
        detector.analyze(window(numbers("price", NEVER)));
        assertThat(detector.analyze(window(numbers("price", NEVER), numbers("new", row -> row % 2 == 0)))
                        .issues())
                .isEmpty();
    }

    @Test
    void judgesTheFirstWindowByItself() {
        DetectorResult result =
                detector.analyze(window(numbers("price", row -> row == 5), numbers("note", row -> row % 2 == 0)));
        assertThat(result.issues()).extracting(Issue::row).containsExactly(5);
    }

    @Test
    void learnsNoRowTwice() {
        Window first = window(numbers("price", NEVER));
        detector.analyze(first);
        byte[] before = state(detector);
        BitSet all = new BitSet();
        all.set(0, N);
        detector.analyze(Window.builder(N)
                .feature(numbers("price", NEVER))
                .redelivered(all)
                .build());
        detector.analyze(
                Window.builder(N).feature(numbers("price", NEVER)).firstNew(N).build());
        assertThat(state(detector)).isEqualTo(before);
    }

    @Test
    void continuesExactlyAfterARestore() throws IOException {
        detector.analyze(window(replaced("price", row -> row % 10 == 0, -999), numbers("note", row -> row % 3 == 0)));
        MissingDetector restored = new MissingDetector(MissingSettings.defaults());
        restored.restore(new ByteArrayInputStream(state(detector)), restored.stateVersion());
        Window next = window(replaced("price", row -> row % 4 == 0, -999), numbers("note", row -> row % 3 != 0));
        assertThat(restored.analyze(next).issues().toString())
                .isEqualTo(detector.analyze(next).issues().toString());
        assertThat(state(restored)).isEqualTo(state(detector));
        assertThatThrownBy(() -> restored.restore(new ByteArrayInputStream(new byte[8]), 7))
                .isInstanceOf(IOException.class);
    }

    @Test
    void computesTheTailOfTheBetaBinomial() {
        // Uniform share (Beta(1, 1), that is half a sample of each): K is uniform on 0..n.
        assertThat(BetaBinomial.tail(3, 4, 0.5, 1)).isEqualTo(0.4, within(1e-12));
        assertThat(BetaBinomial.tail(0, 10, 3, 50)).isEqualTo(1, within(1e-9));
        // lgamma(0.5) = log(sqrt(pi)), lgamma(11) = log(10!)
        assertThat(BetaBinomial.logGamma(0.5)).isEqualTo(0.5 * Math.log(Math.PI), within(1e-11));
        assertThat(BetaBinomial.logGamma(11)).isEqualTo(Math.log(3628800), within(1e-10));
    }

    private static Issue only(DetectorResult result) {
        List<Issue> overall = result.issues().stream().filter(i -> i.row() < 0).toList();
        assertThat(overall).hasSize(1);
        return overall.get(0);
    }

    private static byte[] state(MissingDetector detector) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            detector.save(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static Window window(Column... columns) {
        Window.Builder window = Window.builder(N);
        for (Column column : columns) {
            window.feature(column);
        }
        return window.build();
    }

    private static Column numbers(String name, IntPredicate missing) {
        double[] values = new double[N];
        byte[] states = new byte[N];
        for (int row = 0; row < N; row++) {
            boolean gone = missing.test(row);
            values[row] = gone ? Double.NaN : row % 100;
            states[row] = (byte) (gone ? CellState.NULL : CellState.PRESENT).ordinal();
        }
        return new NumericColumn(name, ColumnKind.NUMERIC, values, states, N, Map.of());
    }

    private static Column replaced(String name, IntPredicate where, double by) {
        double[] values = new double[N];
        for (int row = 0; row < N; row++) {
            values[row] = where.test(row) ? by : 1 + row % 100;
        }
        return new NumericColumn(name, ColumnKind.NUMERIC, values, new byte[N], N, Map.of());
    }

    private static Column texts(String name, IntPredicate where, String by) {
        String[] values = new String[N];
        for (int row = 0; row < N; row++) {
            values[row] = where.test(row) ? by : "Vienna" + row % 7;
        }
        return StringColumn.text(name, values, new byte[N], N);
    }
}
