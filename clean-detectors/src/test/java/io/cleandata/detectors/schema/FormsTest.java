package io.cleandata.detectors.schema;

import static io.cleandata.detectors.schema.SchemaWindows.CITIES;
import static io.cleandata.detectors.schema.SchemaWindows.N;
import static io.cleandata.detectors.schema.SchemaWindows.cells;
import static io.cleandata.detectors.schema.SchemaWindows.state;
import static io.cleandata.detectors.schema.SchemaWindows.texts;
import static io.cleandata.detectors.schema.SchemaWindows.window;
import static io.cleandata.detectors.schema.SchemaWindows.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.DetectorResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FormsTest {

    private final SchemaDetector detector = new SchemaDetector(SchemaSettings.defaults());
    private final SplittableRandom random = new SplittableRandom(8);

    @Test
    void knowsNumbersWithUnits() {
        DetectorResult none = detector.analyze(window(texts(
                "size", row -> row % 15 + new String[] {" oz", " oz.", " ounce", "OZ"}[row % 4])));
        assertThat(cells(none)).hasSize(N);
        assertThat(cells(none).get(0).reason()).contains("in 4 spellings of which none is the rule");

        DetectorResult one = new SchemaDetector(SchemaSettings.defaults())
                .analyze(window(texts("size", row -> row % 16 + (row == 5 ? " ozs" : " oz"))));
        assertThat(cells(one))
                .singleElement()
                .satisfies(issue -> assertThat(issue.row()).isEqualTo(5));
    }

    @Test
    void aNumberWithAPointBeforeANameIsNoQuantity() {
        String[] names = {"1.SP", "1.SW", "2.SW", "3.NL", "5.NL", "5.SP", "6.SP"};
        assertThat(cells(detector.analyze(window(texts("population", row -> names[row % names.length])))))
                .isEmpty();
    }

    @Test
    void knowsFormats() {
        DetectorResult result = detector.analyze(window(
                texts("time", row -> row % 50 == 3 ? "Dec 1 7:3" + row % 10 : row % 12 + ":1" + row % 10 + " a.m.")));
        assertThat(cells(result)).hasSize(20);
        assertThat(cells(result).get(0).reason())
                .contains("of the form 'Aa 9 9:9'")
                .contains("98 % of the samples have the form '9:9 a.a.'");
    }

    @Test
    void knowsMisspellings() {
        DetectorResult result = detector.analyze(window(
                texts("city", row -> row == 17 ? "Hambxrg" : row == 18 ? "Vienna East" : CITIES[row % 8])));
        assertThat(result.issues()).singleElement().satisfies(issue -> {
            assertThat(issue.row()).isEqualTo(17);
            assertThat(issue.features()).containsExactly("city");
            assertThat(issue.reason())
                    .isEqualTo("city is 'Hambxrg', which looks like a misspelling of 'Hamburg' (124 times)");
        });
    }

    @Test
    void anotherWordIsNoMisspelling() {
        DetectorResult result = detector.analyze(window(
                texts(
                        "zone",
                        row -> row == 17
                                ? "Residential_High_Density"
                                : row == 18
                                        ? "Residentixl_Low_Density"
                                        : row % 4 == 0 ? "Commercial" : "Residential_Low_Density"),
                texts("style", row -> row % 90 == 0 ? "Two/and/Half" : "One/and/Half")));
        assertThat(result.issues())
                .singleElement()
                .satisfies(issue -> assertThat(issue.row()).isEqualTo(18));
    }

    @Test
    void whatComesMoreOftenThanASlipIsAValue() {
        DetectorResult result = detector.analyze(window(texts(
                "fuse", row -> row == 17 ? "FusxA" : row % 40 == 0 ? "FuseP" : row % 2 == 0 ? "FuseA" : "Breaker")));
        assertThat(result.issues())
                .singleElement()
                .satisfies(issue -> assertThat(issue.row()).isEqualTo(17));
    }

    @Test
    void versionsThatDifferInDigitsAndMarksAreNoMisspellings() {
        DetectorResult result = detector.analyze(window(texts(
                "version",
                row -> row == 17
                        ? "3.1-20221030-2"
                        : row == 18
                                ? "1.2.4-0.2+debian12u1"
                                : row == 19
                                        ? "1.2.3-4+debxan12u1"
                                        : row % 7 + ".2." + row % 30 + "-1"
                                                + (row % 2 == 0 ? "" : "+debian12u" + row % 3))));
        assertThat(result.issues())
                .singleElement()
                .satisfies(issue -> assertThat(issue.row()).isEqualTo(19));
    }

    @Test
    void marksAreNoLettersThatCouldBeMisspelt() {
        DetectorResult result = detector.analyze(window(
                texts("code", row -> row == 17 ? "BR-SC" : row == 18 ? "BR-MG" : row % 2 == 0 ? "BR-SP" : "US-PA"),
                texts(
                        "version",
                        row -> row % 100 == 17
                                ? "3.3a-" + row
                                : row % 7 + "." + row % 30 + (row % 3 == 0 ? ".1" : "-1"))));
        assertThat(result.issues()).isEmpty();
    }

    @Test
    void aFieldOfAnotherValueInEachSampleMayHaveAFormat() {
        for (int w = 0; w < 3; w++) {
            int from = w * N;
            DetectorResult result = detector.analyze(window(
                    texts("phone", row -> phone(from + row, row % 50 == 3)),
                    texts("note", row -> word(random) + " " + row + " " + word(random) + " " + word(random) + from)));
            assertThat(cells(result)).as("window %s", w).hasSize(20).allSatisfy(issue -> {
                assertThat(issue.row() % 50).isEqualTo(3);
                assertThat(issue.features()).containsExactly("phone");
                assertThat(issue.reason()).contains("98 % of the samples have the form '(9) 9-9'");
            });
        }
    }

    @Test
    void aFormatIsStillKnownAfterARestore() throws IOException {
        detector.analyze(window(texts("phone", row -> phone(row, false))));
        SchemaDetector restored = new SchemaDetector(SchemaSettings.defaults());
        restored.restore(new ByteArrayInputStream(state(detector)), restored.stateVersion());
        assertThat(cells(restored.analyze(window(texts("phone", row -> phone(N + row, row == 5))))))
                .singleElement()
                .satisfies(issue -> assertThat(issue.row()).isEqualTo(5));
    }

    private static String phone(int number, boolean bare) {
        int area = 200 + number % 700;
        return bare ? area + "555" + number : "(" + area + ") 555-" + number;
    }

    @Test
    void aFormIsShownByManyValues() {
        DetectorResult result = detector.analyze(window(
                texts("pool", row -> row % 100 == 0 ? "quality:Good" : "quality:none"),
                texts("place", row -> row % 100 == 0 ? "Sawyer" : "North_" + word(new SplittableRandom(row % 60)))));
        assertThat(result.issues()).isEmpty();
    }

    @Test
    void anEndingThatFollowsFromTheNumberIsNoUnit() {
        DetectorResult result = detector.analyze(window(
                texts("class", row -> new String[] {"1st", "2nd", "3rd", "3rd", "2nd", "4th"}[row % 6])));
        assertThat(result.issues()).isEmpty();
    }

    @Test
    void computesEditDistances() {
        Spelling spelling = new Spelling();
        assertThat(spelling.distance("kitten", "sitting", 3)).isEqualTo(3);
        assertThat(spelling.distance("kitten", "sitting", 2)).isEqualTo(3);
        assertThat(spelling.distance("abc", "abc", 0)).isZero();
        assertThat(spelling.distance("flaw", "lawn", 5)).isEqualTo(2);
        SplittableRandom letters = new SplittableRandom(3);
        for (int i = 0; i < 500; i++) {
            String a = word(letters);
            String b = word(letters);
            int exact = spelling.distance(a, b, 50);
            for (int bound = 0; bound < 8; bound++) {
                assertThat(spelling.distance(a, b, bound)).isEqualTo(Math.min(exact, bound + 1));
            }
        }
    }
}
