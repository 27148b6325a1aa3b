package io.cleandata.detectors.duplicates;

import static io.cleandata.detectors.duplicates.Table.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AlmostEqualTest {

    private final DuplicatesDetector detector = new DuplicatesDetector(DuplicatesSettings.defaults());

    @Test
    void findsASampleSentAgainUnderANewIdentifierAndTime() {
        Object[][] cells = measurements(300);
        copy(cells, 20, 120);
        copy(cells, 30, 121);
        cells[3][121] = (Double) cells[3][30] * 1.001;
        Object[] time = new Object[300];
        for (int row = 0; row < 300; row++) {
            cells[0][row] = 100_000_000 + row * 7919L % 1_000_003;
            time[row] = 1_700_000_000L + 13 * row;
        }
        DetectorResult result =
                detector.analyze(numbers(cells).numbers("received", time).window());
        assertThat(rows(result)).containsExactly(120, 121);
        assertThat(result.issues().get(0).match()).containsExactly(20);
        assertThat(result.issues().get(0).reason())
                .contains("equal but for c0 ('")
                .contains("received ('");
        assertThat(result.issues().get(1).match()).containsExactly(30);
    }

    @Test
    void takesSeveralColumnsOfDistinctWholeNumbersForMeasurements() {
        Object[][] cells = measurements(300);
        copy(cells, 20, 120);
        SplittableRandom random = new SplittableRandom(7);
        for (int row = 0; row < 300; row++) {
            cells[0][row] = random.nextInt(1_000_000_000);
            cells[1][row] = random.nextInt(1_000_000_000);
        }
        assertThat(detector.analyze(numbers(cells).window()).issues()).isEmpty();
    }

    @Test
    void findsASampleSentAgainWithoutAValue() {
        Object[][] cells = measurements(300);
        copy(cells, 20, 120);
        cells[2][120] = null;
        copy(cells, 30, 121);
        cells[3][30] = null;
        DetectorResult result = detector.analyze(numbers(cells).window());
        assertThat(rows(result)).containsExactly(120, 121);
        assertThat(result.issues().get(0).match()).containsExactly(20);
        assertThat(result.issues().get(0).reason()).contains("equal but for c2 ('");
    }

    @Test
    void findsNoiseInATableOfManyColumns() {
        Object[][] cells = measurements(200, 90);
        copy(cells, 20, 120);
        cells[80][120] = (Double) cells[80][20] * 1.002;
        assertThat(rows(detector.analyze(numbers(cells).window()))).containsExactly(120);
    }

    private static Object[][] measurements(int rows) {
        return measurements(rows, 6);
    }

    private static Object[][] measurements(int rows, int columns) {
        SplittableRandom random = new SplittableRandom(4);
        Object[][] cells = new Object[columns][rows];
        for (Object[] column : cells) {
            for (int row = 0; row < rows; row++) {
                column[row] = random.nextDouble() * 100;
            }
        }
        return cells;
    }

    private static void copy(Object[][] cells, int from, int to) {
        for (Object[] column : cells) {
            column[to] = column[from];
        }
    }

    private static Table numbers(Object[][] cells) {
        Table table = table();
        for (int c = 0; c < cells.length; c++) {
            table.numbers("c" + c, cells[c]);
        }
        return table;
    }

    private static List<Integer> rows(DetectorResult result) {
        return result.issues().stream().map(Issue::row).toList();
    }
}
