package io.cleandata.detectors.duplicates;

import static io.cleandata.detectors.duplicates.Table.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Window;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UnusualTablesTest {

    private final SplittableRandom random = new SplittableRandom(11);
    private final DuplicatesDetector detector = new DuplicatesDetector(DuplicatesSettings.defaults());

    @Test
    void theUnitOfANumberMakesNoDifference() {
        Object[][] cells = numbers(6, 300);
        copy(cells, 10, 200);
        copy(cells, 20, 210);
        cells[2][210] = (Double) cells[2][210] * 1.002;
        copy(cells, 30, 220);
        cells[3][220] = null;
        DetectorResult before = detector.analyze(window(cells));
        for (int row = 0; row < 300; row++) {
            cells[2][row] = (Double) cells[2][row] * 1024;
        }
        DetectorResult after = new DuplicatesDetector(DuplicatesSettings.defaults()).analyze(window(cells));
        assertThat(rows(before)).containsExactly(200, 210, 220);
        assertThat(rows(after)).isEqualTo(rows(before));
        assertThat(after.scores()).isEqualTo(before.scores());
        assertThat(after.issues().stream().map(Issue::severity))
                .isEqualTo(before.issues().stream().map(Issue::severity).toList());
    }

    @Test
    void aThousandDifferentCategoriesAreNoCopies() {
        String[] names = new String[1001];
        String[] sizes = new String[1001];
        for (int row = 0; row < 1000; row++) {
            names[row] = Long.toString(random.nextLong(1L << 40), 36);
            sizes[row] = "size " + row % 7;
        }
        names[1000] = names[5];
        sizes[1000] = sizes[5];
        assertThat(rows(detector.analyze(table().categories("name", names)
                        .categories("size", sizes)
                        .window())))
                .containsExactly(1000);
        assertThat(rows(new DuplicatesDetector(DuplicatesSettings.defaults())
                        .analyze(table().categories("name", names).window())))
                .containsExactly(1000);
    }

    @Test
    void infinityIsANumberAndWhatIsNoneIsNoNoise() {
        Object[][] cells = numbers(5, 200);
        for (int row = 0; row < 200; row += 10) {
            cells[1][row] = row % 20 == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        copy(cells, 20, 120);
        copy(cells, 30, 131);
        copy(cells, 40, 141);
        cells[1][141] = 12.5;
        DetectorResult result = detector.analyze(window(cells));
        assertThat(rows(result)).containsExactly(120, 131);
        for (Issue issue : result.issues()) {
            assertThat(issue.severity()).isBetween(0.9, 1.0);
        }
        for (float score : result.scores()) {
            assertThat(score).isBetween(0f, 1f);
        }
        assertThat(rows(detector.analyze(window(cells)))).hasSize(200);
    }

    @Test
    void findsCopiesInTwoThousandColumns() {
        Object[][] cells = numbers(2000, 250);
        copy(cells, 10, 200);
        copy(cells, 20, 210);
        cells[1500][210] = null;
        DetectorResult result = detector.analyze(window(cells));
        assertThat(rows(result)).as("nearly equal ones are not sought").containsExactly(200);
        assertThat(result.issues().get(0).severity()).isGreaterThan(0.99);
        assertThat(detector.analyze(window(cells)).statistics()).containsEntry("across_windows", 249.0);
    }

    private Object[][] numbers(int columns, int rows) {
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

    private static Window window(Object[][] cells) {
        Table table = table();
        for (int c = 0; c < cells.length; c++) {
            table.numbers("c" + c, cells[c]);
        }
        return table.window();
    }

    private static List<Integer> rows(DetectorResult result) {
        return result.issues().stream().map(Issue::row).toList();
    }
}
