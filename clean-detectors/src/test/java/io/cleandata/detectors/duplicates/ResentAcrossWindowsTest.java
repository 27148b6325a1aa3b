package io.cleandata.detectors.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Window;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is sent again in a later window under a new number, with noise, or without a value. */
class ResentAcrossWindowsTest {

    private static final int ROWS = 300;
    private static final int FIELDS = 6;

    private final SplittableRandom random = new SplittableRandom(4);
    private DuplicatesDetector detector = new DuplicatesDetector(DuplicatesSettings.defaults());

    @Test
    void findsWhatCameInAnEarlierWindow() {
        Object[][] first = measurements(0);
        Object[][] second = measurements(ROWS);
        resend(first, 20, second, 40);
        resend(first, 30, second, 50);
        second[3][50] = (Double) second[3][50] * 1.001;
        resend(first, 60, second, 70);
        second[4][70] = null;
        first[2][80] = null;
        resend(first, 80, second, 90);
        second[2][90] = 12.25;
        assertThat(analyze(first).issues()).isEmpty();
        analyze(measurements(2 * ROWS));

        DetectorResult result = analyze(second);

        assertThat(rows(result)).containsExactly(40, 50, 70, 90);
        assertThat(result.statistics()).containsEntry("across_windows", 4.0);
        Issue again = result.issues().get(0);
        assertThat(again.match()).isEmpty();
        assertThat(again.reason())
                .isEqualTo("near copy of the sample at position 21 of an earlier window, 580 distinct samples ago: "
                        + "equal but for id ('20', now '340')");
        assertThat(result.issues().get(1).reason()).contains("c3 ('" + first[3][30] + "', now '" + second[3][50]);
        assertThat(result.issues().get(2).reason()).contains("c4 ('" + first[4][60] + "', now '')");
        assertThat(result.issues().get(3).reason()).contains("c2 ('', now '12.25')");
    }

    @Test
    void takesAnIdForGivenAnewAndANameOfSeveralWordsForAnotherThing() {
        for (String blank : new String[] {"", " "}) {
            detector = new DuplicatesDetector(DuplicatesSettings.defaults());
            Object[][] first = measurements(0);
            Object[][] second = measurements(ROWS);
            resend(first, 20, second, 40);
            detector.analyze(named(first, blank));
            assertThat(rows(detector.analyze(named(second, blank))))
                    .isEqualTo(blank.isEmpty() ? List.of(40) : List.of());
        }
    }

    /** Fractions under an id of letters. */
    private Window named(Object[][] cells, String blank) {
        String[] names = new String[ROWS];
        for (int row = 0; row < ROWS; row++) {
            names[row] = letters() + blank + letters();
        }
        Table table = Table.table();
        for (int c = 0; c < FIELDS; c++) {
            table.numbers("c" + c, cells[c]);
        }
        return table.texts("name", names).window();
    }

    private String letters() {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            letters.append((char) ('a' + random.nextInt(26)));
        }
        return letters.toString();
    }

    @Test
    void findsItInAWindowTooSmallToTellANumberOfSamples() {
        Object[][] first = measurements(0);
        analyze(first);
        Object[][] second = head(measurements(ROWS), 12);
        resend(first, 20, second, 4);
        assertThat(rows(analyze(second))).containsExactly(4);
    }

    @Test
    void findsItWhateverTheOrderOfColumnsAndWhenOneIsNew() {
        Object[][] first = measurements(0);
        analyze(first);
        Object[][] second = measurements(ROWS);
        resend(first, 20, second, 40);
        Table table = Table.table();
        for (int c = FIELDS - 1; c >= 0; c--) {
            table.numbers("c" + c, second[c]);
        }
        Object[] added = new Object[ROWS];
        Arrays.setAll(added, row -> random.nextDouble());
        DetectorResult result = detector.analyze(
                table.numbers("id", second[FIELDS]).numbers("new", added).window());
        assertThat(rows(result)).containsExactly(40);
    }

    @Test
    void forgetsTheOldestAndRemembersNoneWhenToldSo() {
        Object[][] first = measurements(0);
        Object[][] second = measurements(ROWS);
        resend(first, 200, second, 40);
        resend(first, 199, second, 50);
        for (int memory : new int[] {0, 100}) {
            detector = new DuplicatesDetector(settings(memory));
            analyze(first);
            assertThat(rows(analyze(second))).isEqualTo(memory == 0 ? List.of() : List.of(40));
        }
    }

    @Test
    void keepsKeysOfTheStreamApart() {
        Object[][] first = measurements(0);
        Object[][] second = measurements(ROWS);
        resend(first, 20, second, 40);
        detector.analyze(table(first).key("one").window());
        assertThat(detector.analyze(table(second).key("two").window()).issues()).isEmpty();
        Object[][] third = measurements(2 * ROWS);
        resend(first, 20, third, 40);
        assertThat(rows(detector.analyze(table(third).key("one").window()))).containsExactly(40);
    }

    @Test
    void takesNoRedeliveredRowForACopyAndLearnsNone() {
        Object[][] first = measurements(0);
        analyze(first);
        Object[][] second = measurements(ROWS);
        resend(first, 20, second, 40);
        resend(first, 21, second, 41);
        DetectorResult result =
                detector.analyze(table(second).redelivered(40, 100).window());
        assertThat(rows(result)).containsExactly(41);
        Object[][] third = measurements(2 * ROWS);
        resend(second, 100, third, 5);
        resend(second, 101, third, 6);
        assertThat(rows(analyze(third))).containsExactly(6);
    }

    @Test
    void findsItOnceInSlidingWindows() {
        Object[][] all = measurements(0, 3 * ROWS);
        resend(all, 20, all, 700);
        resend(all, 650, all, 720);
        int flagged = 0;
        for (int from = 0; from + ROWS <= 3 * ROWS; from += 100) {
            DetectorResult result = detector.analyze(
                    table(slice(all, from, ROWS)).firstNew(from == 0 ? 0 : 200).window());
            for (Issue issue : result.issues()) {
                assertThat(from + issue.row()).isIn(700, 720);
                assertThat(issue.match()).hasSize(from + issue.row() == 720 ? 1 : 0);
                flagged++;
            }
        }
        assertThat(flagged).isEqualTo(2);
    }

    @Test
    void learnsThatASlowSensorRepeatsItself() {
        int flagged = 0;
        for (int w = 0; w < 20; w++) {
            Object[][] cells = measurements(w * ROWS);
            for (int row = 0; row < ROWS; row++) {
                // A cycle longer than a window.
                SplittableRandom state = new SplittableRandom((w * ROWS + row) % 400);
                for (int c = 0; c < FIELDS; c++) {
                    cells[c][row] = state.nextDouble();
                }
            }
            flagged += analyze(cells).issues().size();
        }
        assertThat(flagged).isZero();
    }

    @Test
    void findsNothingWhereNothingIsSentAgain() {
        for (int w = 0; w < 20; w++) {
            Object[][] cells = measurements(w * ROWS);
            for (int row = 0; row < ROWS; row++) {
                cells[0][row] = random.nextInt(4);
                cells[1][row] = random.nextInt(10) == 0 ? null : random.nextInt(3);
                cells[2][row] = random.nextInt(30) / 2.0;
                cells[3][row] = Math.rint(random.nextDouble() * 200) / 10;
                cells[4][row] = random.nextInt(50);
                cells[5][row] = random.nextInt(5);
            }
            assertThat(analyze(cells).issues()).isEmpty();
        }
    }

    @Test
    void continuesExactlyAfterARestore() throws IOException {
        Object[][] first = measurements(0);
        analyze(first);
        analyze(measurements(ROWS));
        DuplicatesDetector restored = new DuplicatesDetector(settings(400));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        detector.save(bytes);
        restored.restore(new ByteArrayInputStream(bytes.toByteArray()), restored.stateVersion());
        Object[][] third = head(measurements(2 * ROWS), 30);
        resend(first, 250, third, 4);
        resend(first, 20, third, 5);
        Window next = table(third).window();
        DetectorResult result = detector.analyze(next);
        assertThat(rows(result)).containsExactly(4, 5);
        DetectorResult ofSmaller = restored.analyze(next);
        assertThat(rows(ofSmaller)).containsExactly(4);
        assertThat(ofSmaller.issues().get(0).reason())
                .isEqualTo(result.issues().get(0).reason());
    }

    @Test
    void readsAnEarlierStateWithoutRememberedRows() throws IOException {
        DuplicatesDetector none = new DuplicatesDetector(settings(0));
        Window first = Table.table().numbers("a", 1, 2, 3).window();
        none.analyze(first);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        none.save(bytes);
        byte[] state = bytes.toByteArray();
        // Behind the hashes and the cluster size stand times; behind what is usual in a window stand rows; times are
        // the last.
        int times = Integer.BYTES + 3 * 2 * Long.BYTES + 3 * Double.BYTES;
        int flag = times + Integer.BYTES;
        int rows = flag + 1 + Double.BYTES;
        int end = rows + Double.BYTES + 4 * Integer.BYTES + Long.BYTES;
        ByteArrayOutputStream earlier = new ByteArrayOutputStream();
        earlier.write(state, 0, times);
        earlier.write(state, flag, rows - flag);
        earlier.write(state, end, state.length - end - Integer.BYTES);
        detector.restore(new ByteArrayInputStream(earlier.toByteArray()), 4);
        assertThat(detector.analyze(first).issues()).hasSize(3);
    }

    private DetectorResult analyze(Object[][] cells) {
        return detector.analyze(table(cells).window());
    }

    private Object[][] measurements(int firstId) {
        return measurements(firstId, ROWS);
    }

    /** Fractions, and an ascending number as the last column. */
    private Object[][] measurements(int firstId, int rows) {
        Object[][] cells = new Object[FIELDS + 1][rows];
        for (int row = 0; row < rows; row++) {
            for (int c = 0; c < FIELDS; c++) {
                cells[c][row] = random.nextDouble() * 100;
            }
            cells[FIELDS][row] = firstId + row;
        }
        return cells;
    }

    /** Copies all but the number. */
    private static void resend(Object[][] from, int row, Object[][] to, int again) {
        for (int c = 0; c < FIELDS; c++) {
            to[c][again] = from[c][row];
        }
    }

    private static Object[][] head(Object[][] cells, int rows) {
        return slice(cells, 0, rows);
    }

    private static Object[][] slice(Object[][] cells, int from, int rows) {
        Object[][] part = new Object[cells.length][];
        for (int c = 0; c < cells.length; c++) {
            part[c] = Arrays.copyOfRange(cells[c], from, from + rows);
        }
        return part;
    }

    private static Table table(Object[][] cells) {
        Table table = Table.table();
        for (int c = 0; c < FIELDS; c++) {
            table.numbers("c" + c, cells[c]);
        }
        return table.numbers("id", cells[FIELDS]);
    }

    private static DuplicatesSettings settings(int resentMemory) {
        return new DuplicatesSettings(1_000_000, List.of(), List.of(), true, 0.3, 250, resentMemory, Duration.ZERO);
    }

    private static List<Integer> rows(DetectorResult result) {
        return result.issues().stream().map(Issue::row).toList();
    }
}
