package io.cleandata.detectors.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Window;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A record of an earlier window counts the same whether what was read of it is still known or it is read anew. */
class RememberedRecordsTest {

    private static final int ROWS = 60;
    private static final String[] WORDS = {
        "kettle",
        "steel",
        "caf&eacute;",
        "cordless",
        "pan",
        "lamp",
        "white",
        "oak",
        "desk",
        "chair",
        "wall",
        "r\u00e9al"
    };

    private final SplittableRandom random = new SplittableRandom(4);

    @Test
    void readsAnewWhatItHasNoNumbersForAnyMore() throws IOException {
        DuplicatesDetector keeps = new DuplicatesDetector(DuplicatesSettings.defaults());
        DuplicatesDetector forgets = new DuplicatesDetector(DuplicatesSettings.defaults(), 1);
        DuplicatesDetector restored = new DuplicatesDetector(DuplicatesSettings.defaults());
        String[] earlier = new String[0];
        int across = 0;
        for (int w = 0; w < 6; w++) {
            String[] texts = texts(earlier);
            Window window = window(texts, w);
            DetectorResult expected = keeps.analyze(window);
            assertSame(forgets.analyze(window), expected);
            assertSame(restored.analyze(window), expected);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            restored.save(bytes);
            restored = new DuplicatesDetector(DuplicatesSettings.defaults());
            restored.restore(new ByteArrayInputStream(bytes.toByteArray()), restored.stateVersion());
            earlier = texts;
            across += expected.statistics().get("across_windows").intValue();
        }
        assertThat(across).as("copies of earlier windows").isGreaterThan(10);
    }

    private static void assertSame(DetectorResult actual, DetectorResult expected) {
        assertThat(actual.issues().toString()).isEqualTo(expected.issues().toString());
        assertThat(actual.scores()).isEqualTo(expected.scores());
        assertThat(actual.statistics()).isEqualTo(expected.statistics());
    }

    /** Long texts, some of which an earlier window had with a letter less. */
    private String[] texts(String[] earlier) {
        String[] texts = new String[ROWS];
        for (int row = 0; row < ROWS; row++) {
            if (row % 10 == 3 && earlier.length > 0) {
                texts[row] = earlier[row + 1].substring(1);
                continue;
            }
            StringBuilder text = new StringBuilder("no. ").append(random.nextInt(100_000));
            while (text.length() < 900) {
                text.append(random.nextInt(3) == 0 ? " " : ", -  -  -  -  -  -  -  -  -  -  -  - ")
                        .append(WORDS[random.nextInt(WORDS.length)]);
                text.append(random.nextInt(50));
            }
            texts[row] = text.toString();
        }
        return texts;
    }

    /** A number that has a fraction in every other window only, and one that no double holds. */
    private Window window(String[] texts, int w) {
        Object[] prices = new Object[ROWS];
        Object[] ids = new Object[ROWS];
        for (int row = 0; row < ROWS; row++) {
            prices[row] = w % 2 == 0 ? random.nextInt(1000) : random.nextInt(1000) / 4.0;
            ids[row] = 9e15 + random.nextInt(1_000_000);
        }
        return Table.table()
                .texts("description", texts)
                .numbers("price", prices)
                .numbers("id", ids)
                .window();
    }
}
