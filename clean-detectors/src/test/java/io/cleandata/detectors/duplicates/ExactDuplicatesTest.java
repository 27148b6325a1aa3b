package io.cleandata.detectors.duplicates;

import static io.cleandata.detectors.duplicates.Table.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Window;
import io.cleandata.spi.CleanException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExactDuplicatesTest {

    private final DuplicatesDetector detector = detector(1000);

    @Test
    void flagsLaterMembersOnlyAndMatchesAllEarlierOnes() {
        DetectorResult result = detector.analyze(table().numbers("a", 1, 2, 1, 3, 1, 2)
                .texts("b", "x", "y", "x", "z", "x", "y")
                .window());

        assertThat(result.issues()).extracting(Issue::row).containsExactly(2, 4, 5);
        assertThat(result.issues().get(0).match()).containsExactly(0);
        assertThat(result.issues().get(1).match()).containsExactly(0, 2);
        assertThat(result.issues().get(2).match()).containsExactly(1);
        assertThat(result.scores()).containsExactly(0, 0, 1, 0, 1, 1);
        assertThat(result.issues().get(1).reason()).contains("exact copy").contains("position 1, one of 2");
    }

    @Test
    void countsNumbersByValueAndKeepsThemApartFromStrings() {
        assertThat(rows(table().numbers("a", 1, 1.0, -0.0, 0.0, "1", "1.0").window()))
                .containsExactly(1, 3);
        assertThat(rows(table().mixed("a", "1", 1, 1.0, "1.0", "1").window())).containsExactly(2, 4);
        Window asText = table().mixed("a", 1, "x").window();
        Window asNumber = table().numbers("a", 1.0, 2).window();
        detector.analyze(asText);
        assertThat(detector.analyze(asNumber).issues()).extracting(Issue::row).containsExactly(0);
    }

    @Test
    void ignoresTheOrderOfFieldsLabelsAndNulls() {
        detector.analyze(table().numbers("a", 1).texts("b", "x").label("yes").window());
        Window again = table().texts("b", "x")
                .numbers("a", 1)
                .numbers("c", (Object) null)
                .label("no")
                .window();
        assertThat(detector.analyze(again).issues()).hasSize(1);
        Window swapped = table().numbers("b", 1).texts("a", "x").window();
        assertThat(detector.analyze(swapped).issues()).isEmpty();
    }

    @Test
    void recognisesACopyInALaterWindowAndSaysHowOldItIs() {
        detector.analyze(table().numbers("a", 1, 2, 3).window());
        DetectorResult result = detector.analyze(table().numbers("a", 4, 2).window());
        assertThat(result.issues()).singleElement().satisfies(issue -> {
            assertThat(issue.row()).isEqualTo(1);
            assertThat(issue.match()).isEmpty();
            assertThat(issue.reason()).contains("earlier window").contains("2 distinct samples ago");
        });
        assertThat(result.statistics()).containsEntry("across_windows", 1.0).containsEntry("remembered", 4.0);
    }

    @Test
    void forgetsTheOldestFirst() {
        DuplicatesDetector small = detector(3);
        small.analyze(table().numbers("a", 1, 2, 3, 4).window());
        assertThat(small.analyze(table().numbers("a", 2, 1).window()).issues())
                .extracting(Issue::row)
                .containsExactly(0);
    }

    @Test
    void countsRowsOfASlidingWindowOnce() {
        detector.analyze(table().numbers("a", 1, 2, 3).window());
        DetectorResult result =
                detector.analyze(table().numbers("a", 2, 3, 4, 3).firstNew(2).window());
        assertThat(result.issues()).singleElement().satisfies(issue -> {
            assertThat(issue.row()).isEqualTo(3);
            assertThat(issue.match()).containsExactly(1);
        });
    }

    @Test
    void doesNotTakeARedeliveredRowForACopyOfItselfNorLearnIt() {
        detector.analyze(table().numbers("a", 1).window());
        assertThat(detector.analyze(table().numbers("a", 1, 5).redelivered(0, 1).window())
                        .issues())
                .isEmpty();
        assertThat(detector.analyze(table().numbers("a", 5).window()).issues()).isEmpty();
    }

    @Test
    void keepsKeysApart() {
        detector.analyze(table().numbers("a", 1).key("one").window());
        assertThat(detector.analyze(table().numbers("a", 1).key("two").window()).issues())
                .isEmpty();
        assertThat(detector.analyze(table().numbers("a", 1).key("one").window()).issues())
                .hasSize(1);
    }

    @Test
    void takesOnlyTheDeclaredIdentity() {
        Window window = table().texts("id", "u", "v", "u")
                .numbers("a", 1, 1, 2)
                .label("p", "q", "p")
                .window();
        assertThat(rows(settings(List.of("id"), List.of()), window)).containsExactly(1);
        assertThat(rows(settings(List.of(), List.of("id")), window)).containsExactly(2);
        assertThat(rows(settings(List.of(), List.of("a", "label")), window)).isEmpty();
        assertThat(new DuplicatesDetector(settings(List.of(), List.of("nowhere")))
                        .analyze(window)
                        .status())
                .isEqualTo(DetectorResult.Status.NOT_ASSESSABLE);
        assertThatThrownBy(() -> settings(List.of("a"), List.of("b")))
                .isInstanceOf(CleanException.class)
                .hasMessageContaining("exclude and identity");
    }

    @Test
    void takesMetadataForTheIdentityWhenToldSo() {
        Window window = table().numbers("a", 1, 1, 2, 2)
                .metadata("source", "x", "y", "x", null)
                .metadata("batch", "1", "1", "1", "1")
                .window();
        assertThat(rows(settings(List.of(), List.of("metadata.source")), window))
                .containsExactly(2);
        assertThat(rows(settings(List.of(), List.of("a", "metadata.source")), window))
                .isEmpty();
        assertThat(rows(settings(List.of(), List.of("a", "metadata.batch")), window))
                .containsExactly(1, 3);
        assertThat(rows(window)).as("no part of it unless it is named").containsExactly(1, 3);
    }

    @Test
    void assessesNoRowWithoutValuesAndSurvivesDegenerateWindows() {
        DetectorResult missing = detector.analyze(
                table().numbers("a", null, null).texts("b", null, null).window());
        assertThat(missing.issues()).isEmpty();
        assertThat(missing.scores()).containsOnly(Float.NaN);
        assertThat(rows(table().numbers("a", 1).window())).isEmpty();
        assertThat(rows(table().numbers("a", 1, 1, 1, 1).window())).containsExactly(1, 2, 3);
    }

    @Test
    void holdsCopiesThatChanceExplainsForHarmless() {
        Object[] coins = new Object[1000];
        Object[] measured = new Object[1000];
        for (int i = 0; i < coins.length; i++) {
            coins[i] = i % 2;
            measured[i] = i == 999 ? 998.5 : i + 0.5;
        }
        List<Issue> chance = detector.analyze(
                        table().numbers("a", coins).numbers("b", coins).window())
                .issues();
        assertThat(chance)
                .hasSize(998)
                .allSatisfy(issue -> assertThat(issue.severity()).isLessThan(0.03));
        // 3 cells of 1 in 256 + 30 distinct values: 24.5 bits, and 1000 / 2^24.5 = 4.3e-5 others by chance, of which 50
        // times that is 0.002.
        List<Issue> certain = detector.analyze(table().numbers("a", measured)
                        .numbers("b", measured)
                        .numbers("c", measured)
                        .window())
                .issues();
        assertThat(certain)
                .singleElement()
                .satisfies(issue -> assertThat(issue.severity()).isGreaterThan(0.997));
    }

    @Test
    void holdsCopiesForHarmlessWhereManySamplesNearlyAgree() {
        assertThat(blame(votes(0))).isLessThan(5);
    }

    @Test
    void blamesCopiesBeyondThoseThatChanceBrings() {
        SplittableRandom random = new SplittableRandom(6);
        Object[][] cells = new Object[7][1000];
        for (int row = 0; row < 1000; row++) {
            int from = row % 10 == 9 ? random.nextInt(row) : -1;
            for (int c = 0; c < cells.length; c++) {
                cells[c][row] = from < 0 ? random.nextInt(6) : cells[c][from];
            }
        }
        Table table = table();
        for (int c = 0; c < cells.length; c++) {
            table.numbers("c" + c, cells[c]);
        }
        assertThat(blame(table.window())).isBetween(80.0, 110.0);
    }

    @Test
    void blamesAllCopiesWhereAnIdentifierTellsSamplesApart() {
        assertThat(blame(votes(400))).isGreaterThan(32);
    }

    /** 16 votes that mostly follow the party; the last 35 samples are copies where an identifier, counting so many, tells the others apart. */
    private static Window votes(int identified) {
        SplittableRandom random = new SplittableRandom(5);
        Object[][] cells = new Object[17][435];
        for (int row = 0; row < 435; row++) {
            int party = random.nextInt(2);
            boolean copy = identified > 0 && row >= identified;
            cells[16][row] = identified == 0 ? 0 : copy ? cells[16][row - identified] : row;
            for (int c = 0; c < 16; c++) {
                int vote = random.nextInt(100) < 88 ? party : 1 - party;
                cells[c][row] = copy ? cells[c][row - identified] : (Object) vote;
            }
        }
        Table table = table();
        for (int c = 0; c < cells.length; c++) {
            table.numbers("c" + c, cells[c]);
        }
        return table.window();
    }

    private double blame(Window window) {
        return detector.analyze(window).issues().stream()
                .mapToDouble(Issue::severity)
                .sum();
    }

    @Test
    void continuesExactlyAfterARestore() throws IOException {
        detector.analyze(table().numbers("a", 1, 2, 3).window());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        detector.save(bytes);
        DuplicatesDetector restored = detector(1000);
        restored.restore(new ByteArrayInputStream(bytes.toByteArray()), restored.stateVersion());
        Window next = table().numbers("a", 3, 4, 1).window();
        assertThat(restored.analyze(next).issues().toString())
                .isEqualTo(detector.analyze(next).issues().toString());
        assertThatThrownBy(() -> restored.restore(new ByteArrayInputStream(bytes.toByteArray()), 99))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 99");
    }

    private static List<Integer> rows(Window window) {
        return rows(DuplicatesSettings.defaults(), window);
    }

    private static List<Integer> rows(DuplicatesSettings settings, Window window) {
        return new DuplicatesDetector(settings)
                .analyze(window).issues().stream().map(Issue::row).toList();
    }

    private static DuplicatesSettings settings(List<String> exclude, List<String> identity) {
        return new DuplicatesSettings(1000, exclude, identity, true, 0.3, 1000, 1000, Duration.ZERO);
    }

    private static DuplicatesDetector detector(int memory) {
        return new DuplicatesDetector(
                new DuplicatesSettings(memory, List.of(), List.of(), true, 0.3, 1000, 1000, Duration.ZERO));
    }
}
