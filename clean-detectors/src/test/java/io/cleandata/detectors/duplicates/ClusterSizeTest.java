package io.cleandata.detectors.duplicates;

import static io.cleandata.detectors.duplicates.Table.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Window;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterSizeTest {

    private static final String TEXT = "a text as long as that of a letter to the editor of a weekly, number ";

    private int distinct;

    @Test
    void isOneWithoutCopiesAndWhereCopiesComeAlone() {
        DuplicatesDetector detector = detector();
        assertThat(size(detector, window(1000))).isEqualTo(1);
        assertThat(size(detector, window(1000, 2, 2, 2, 2))).isCloseTo(1, within(1e-9));
        assertThat(size(detector(), table().texts("a", TEXT).window())).isEqualTo(1);
    }

    @Test
    void countsEachCopyByThoseOfItsGroup() {
        // 49 copies come with 49, 9 with 9, and of the 20 in 1000 that are added each comes alone.
        assertThat(size(detector(), window(1000, 50, 10)))
                .isCloseTo((49 * 49 + 9 * 9 + 20) / (49 + 9 + 20.0), within(0.01));
    }

    @Test
    void remembersGroupsThatAreFrequentAndForgetsOneThatCameOnce() {
        DuplicatesDetector frequent = detector();
        for (int w = 0; w < 60; w++) {
            frequent.analyze(w % 2 == 0 ? window(1000, 50) : window(1000));
        }
        assertThat(size(frequent, window(1000))).isBetween(20.0, 49.0);

        DuplicatesDetector once = detector();
        once.analyze(window(1000, 50));
        for (int w = 0; w < 50; w++) {
            once.analyze(window(1000));
        }
        assertThat(size(once, window(1000))).isLessThan(2);
    }

    @Test
    void learnsNothingFromRowsThatAreShownAgain() {
        DuplicatesDetector detector = detector();
        double before = size(detector, window(1000));
        Window again =
                table().texts("text", TEXT, TEXT, TEXT).redelivered(0, 1, 2).window();
        assertThat(size(detector, again)).isEqualTo(before);
        Window slid = table().texts("text", TEXT, TEXT, TEXT).firstNew(3).window();
        assertThat(size(detector, slid)).isEqualTo(before);
    }

    @Test
    void isSavedAndAnEarlierStateIsReadWithoutIt() throws IOException {
        DuplicatesDetector detector = detector();
        detector.analyze(window(1000, 50));
        byte[] state = save(detector);
        DuplicatesDetector restored = detector();
        restored.restore(new ByteArrayInputStream(state), restored.stateVersion());
        Window next = window(1000);
        double expected = size(detector, next);
        assertThat(expected).isGreaterThan(20);
        assertThat(size(restored, next)).isEqualTo(expected);

        // Version 3 was the same without the three numbers and the times behind the hashes.
        int hashes = new DataInputStream(new ByteArrayInputStream(state)).readInt();
        int end = Integer.BYTES + hashes * 2 * Long.BYTES;
        ByteArrayOutputStream earlier = new ByteArrayOutputStream();
        earlier.write(state, 0, end);
        int rest = end + 3 * Double.BYTES + Integer.BYTES;
        earlier.write(state, rest, state.length - rest);
        DuplicatesDetector updated = detector();
        updated.restore(new ByteArrayInputStream(earlier.toByteArray()), 3);
        DetectorResult result =
                updated.analyze(table().texts("text", TEXT + 0, "new").window());
        assertThat(result.statistics()).containsEntry("across_windows", 1.0);
        assertThat(result.statistics().get(DetectorResult.CLUSTER_SIZE)).isCloseTo(1, within(1e-6));
        assertThatThrownBy(() -> updated.restore(new ByteArrayInputStream(state), 2))
                .isInstanceOf(IOException.class)
                .hasMessage("state of version 2, this detector reads versions 3 to 5");
    }

    @Test
    void refusesWhatCannotBe() throws IOException {
        for (double[] damaged : new double[][] {{-1, 0, 0}, {1, Double.NaN, 0}, {1, 1, Double.POSITIVE_INFINITY}}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            for (double value : damaged) {
                out.writeDouble(value);
            }
            assertThatThrownBy(() -> new ClusterSize()
                            .restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("damaged state");
        }
    }

    /** A window of samples that never came before, of which the first ones are in groups so large. */
    private Window window(int rows, int... groups) {
        String[] texts = new String[rows];
        int row = 0;
        for (int group : groups) {
            for (int k = 0; k < group; k++) {
                texts[row++] = TEXT + distinct;
            }
            distinct++;
        }
        while (row < rows) {
            texts[row++] = TEXT + distinct++;
        }
        return table().texts("text", texts).window();
    }

    private static double size(DuplicatesDetector detector, Window window) {
        return detector.analyze(window).statistics().get(DetectorResult.CLUSTER_SIZE);
    }

    private static byte[] save(DuplicatesDetector detector) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        detector.save(bytes);
        return bytes.toByteArray();
    }

    private static DuplicatesDetector detector() {
        return new DuplicatesDetector(
                new DuplicatesSettings(100_000, List.of(), List.of(), false, 0.3, 0, 0, Duration.ZERO));
    }
}
