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

    @Test
    void findsThemThoughEveryWordStandsInMoreThanTwoHundredRecords() {
        assertThat(flagged(records(20_000), 0, 1, 2))
                .hasSizeGreaterThanOrEqualTo(COPIES * 9 / 10)
                .allMatch(row -> row >= 20_000);
    }

    @Test
    void findsTheSameInAnyOrderOfColumnsThoughAllWordsAreEquallyCommon() {
        String[][] records = variants();
        List<Integer> flagged = flagged(records, 0, 1, 2);
        assertThat(flagged).hasSizeGreaterThan(20);
        assertThat(flagged(records, 2, 0, 1)).isEqualTo(flagged);
        assertThat(flagged(records, 1, 2, 0)).isEqualTo(flagged);
    }

    /**
     * Each of 800 words stands in the same number of records. Half of them differ from another one by a letter; a copy has the other one in place of all but two or three
     * words, so that it is found only where these are among the few that are looked up.
     */
    private String[][] variants() {
        String[] words = new String[800];
        for (int i = 0; i < words.length; i += 2) {
            words[i] = word() + word();
            words[i + 1] = words[i].substring(0, 6) + "x" + words[i].substring(7);
        }
        int distinct = 8 * words.length;
        int[][] used = new int[distinct][12];
        for (int block = 0; block < 8; block++) {
            int[] order = shuffled(words.length);
            int[] offsets = shuffled(words.length);
            for (int k = 0; k < words.length; k++) {
                for (int w = 0; w < 12; w++) {
                    used[block * words.length + k][w] = (order[k] + offsets[w]) % words.length;
                }
            }
        }
        String[][] fields = new String[3][distinct + COPIES];
        for (int row = 0; row < distinct + COPIES; row++) {
            int[] of = used[row < distinct ? row : (row - distinct) * 29];
            boolean[] kept = new boolean[12];
            for (int k = 0; k < 3; k++) {
                kept[random.nextInt(12)] = true;
            }
            for (int w = 0; w < 12; w++) {
                String word = words[row < distinct || kept[w] ? of[w] : of[w] ^ 1];
                fields[w / 4][row] = w % 4 == 0 ? word : fields[w / 4][row] + " " + word;
            }
        }
        return fields;
    }

    private int[] shuffled(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
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

    /** Three fields of four words; each word stands in about ninety of 6,000 records. */
    private String[][] records() {
        return records(DISTINCT);
    }

    private String[][] records(int distinct) {
        String[] words = new String[800];
        for (int i = 0; i < words.length; i++) {
            words[i] = word();
        }
        String[][] fields = new String[3][distinct + COPIES];
        for (String[] field : fields) {
            for (int row = 0; row < distinct; row++) {
                field[row] = words[random.nextInt(800)];
                for (int w = 1; w < 4; w++) {
                    field[row] += " " + words[random.nextInt(800)];
                }
            }
            for (int k = 0; k < COPIES; k++) {
                field[distinct + k] = field[k * 29].substring(1);
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
