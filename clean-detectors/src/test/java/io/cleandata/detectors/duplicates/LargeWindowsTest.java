package io.cleandata.detectors.duplicates;

import static io.cleandata.detectors.duplicates.Table.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Issue;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** In a window of many records every word stands in many of them. */
class LargeWindowsTest {

    private static final int DISTINCT = 6_000;
    private static final int COPIES = 200;
    private static final String LETTERS = "abcdefghijklmnoprstuvwz";

    private final SplittableRandom random = new SplittableRandom(5);

    @Test
    void findsCopiesWithATypoThoughAllTheirWordsAreCommon() {
        assertThat(flagged(records(), 0, 1, 2))
                .hasSizeGreaterThanOrEqualTo(COPIES * 9 / 10)
                .allMatch(row -> row >= DISTINCT);
    }

    @Test
    void findsTheSameInAnyOrderOfColumns() {
        String[][] records = records();
        assertThat(flagged(records, 2, 0, 1)).isEqualTo(flagged(records, 0, 1, 2));
    }

    private static List<Integer> flagged(String[][] records, int... order) {
        Table table = table();
        for (int f : order) {
            table.texts("f" + f, records[f]);
        }
        List<Integer> rows = new ArrayList<>();
        DuplicatesDetector detector = new DuplicatesDetector(DuplicatesSettings.defaults());
        for (Issue issue : detector.analyze(table.window()).issues()) {
            rows.add(issue.row());
        }
        return rows;
    }

    /** Three fields of four words; each word stands in about ninety records. */
    private String[][] records() {
        String[] words = new String[800];
        for (int i = 0; i < words.length; i++) {
            words[i] = word();
        }
        String[][] fields = new String[3][DISTINCT + COPIES];
        for (String[] field : fields) {
            for (int row = 0; row < DISTINCT; row++) {
                field[row] = words[random.nextInt(800)];
                for (int w = 1; w < 4; w++) {
                    field[row] += " " + words[random.nextInt(800)];
                }
            }
            for (int k = 0; k < COPIES; k++) {
                field[DISTINCT + k] = field[k * 29].substring(1);
            }
        }
        return fields;
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        for (int c = 0; c < 6; c++) {
            word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return word.toString();
    }
}
