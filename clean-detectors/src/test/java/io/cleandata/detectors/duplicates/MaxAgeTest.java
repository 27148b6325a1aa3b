package io.cleandata.detectors.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Window;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Remembered samples are forgotten by their age in event time. */
class MaxAgeTest {

    private static final int ROWS = 60;
    private static final long HOUR = 3_600_000;
    private static final String[] SYLLABLES = {"ba", "do", "fe", "gi", "ku", "la", "me", "no", "pi", "ru", "so", "ta"};

    private final SplittableRandom random = new SplittableRandom(8);
    private DuplicatesDetector detector = detector(Duration.ofHours(2));

    @Test
    void forgetsExactCopiesWhenTheyAreTooOld() {
        analyze(0, 1, 2);
        analyze(HOUR, 3);
        assertThat(analyze(2 * HOUR, 1).statistics())
                .containsEntry("remembered", 3.0)
                .containsEntry("exact", 1.0);
        assertThat(analyze(2 * HOUR + 1, 2, 3).issues()).extracting(Issue::row).containsExactly(1);
        assertThat(analyze(2 * HOUR + 1, 1).issues()).isEmpty();
        assertThat(analyze(3 * HOUR, 2, 3).issues()).hasSize(2);
    }

    @Test
    void countsFromTheTimeOfClosingWhereSamplesHaveNone() {
        detector.analyze(Table.table().numbers("a", 1).closed(HOUR).window());
        assertThat(detector.analyze(
                                Table.table().numbers("a", 1).closed(3 * HOUR).window())
                        .issues())
                .hasSize(1);
        assertThat(detector.analyze(Table.table()
                                .numbers("a", 1)
                                .closed(3 * HOUR + 1)
                                .window())
                        .issues())
                .isEmpty();
    }

    @Test
    void isNotAgedByASampleFromTheFuture() {
        detector.analyze(
                Table.table().numbers("a", 1, 2).at(0, HOUR).closed(2 * HOUR).window());
        DetectorResult result = detector.analyze(Table.table()
                .numbers("a", 1, 5)
                .at(2 * HOUR, 9_000 * HOUR)
                .closed(2 * HOUR)
                .window());
        assertThat(result.issues()).hasSize(1);
    }

    @Test
    void remembersForGoodWithoutABound() {
        detector = detector(Duration.ZERO);
        analyze(0, 1);
        assertThat(analyze(1_000_000 * HOUR, 1).issues()).hasSize(1);
    }

    @Test
    void forgetsSimilarTextsAndWhatIsSentAgainUnderANewNumber() throws IOException {
        for (long later : new long[] {2 * HOUR, 2 * HOUR + 1}) {
            detector = detector(Duration.ofHours(2));
            Samples first = new Samples(0);
            Samples second = new Samples(ROWS);
            second.texts[7] = first.texts[3] + "x";
            for (int c = 0; c < second.values.length; c++) {
                second.values[c][7] = c == 0 ? -1.5 : first.values[c][3];
                second.values[c][9] = first.values[c][4];
            }
            second.texts[9] = first.texts[4];
            detector.analyze(first.window(0));
            detector.analyze(new Samples(2 * ROWS).window(HOUR));
            DuplicatesDetector restored = detector(Duration.ofHours(2));
            ByteArrayOutputStream state = new ByteArrayOutputStream();
            detector.save(state);
            restored.restore(new ByteArrayInputStream(state.toByteArray()), restored.stateVersion());
            List<Integer> rows = detector.analyze(second.window(later)).issues().stream()
                    .map(Issue::row)
                    .toList();
            assertThat(rows).isEqualTo(later == 2 * HOUR ? List.of(7, 9) : List.of());
            assertThat(restored.analyze(second.window(later)).issues().stream().map(Issue::row))
                    .containsExactlyElementsOf(rows);
        }
    }

    @Test
    void remembersTheTimesOfABoundedNumberOfWindowsAndNeverForgetsTooSoon() {
        HashMemory memory = new HashMemory(100_000, Duration.ofMillis(3_000));
        for (int time = 1; time <= 10_000; time++) {
            memory.forget(time);
            assertThat(memory.size()).isBetween(Math.min(time - 1, 3_000), 3_300);
            memory.add((long) time << 20, time);
            memory.note(time);
        }
    }

    @Test
    void continuesExactlyAfterARestoreWhenTimesWereJoined() throws IOException {
        HashMemory memory = new HashMemory(2_000, Duration.ofMillis(3_000));
        HashMemory restored = new HashMemory(2_000, Duration.ofMillis(3_000));
        for (int time = 1; time <= 8_000; time++) {
            for (HashMemory each : List.of(memory, restored)) {
                each.forget(3L * time);
                each.add((long) time << 20, time);
                each.note(3L * time);
            }
            if (time % 700 == 0) {
                byte[] state = save(memory);
                restored.restore(new DataInputStream(new ByteArrayInputStream(state)));
                restored.restoreAges(new DataInputStream(
                        new ByteArrayInputStream(state, state.length - tail(memory), tail(memory))));
                assertThat(save(restored)).isEqualTo(state);
            }
            assertThat(restored.size()).isEqualTo(memory.size());
        }
    }

    @Test
    void refusesDamagedTimes() {
        Ages ages = new Ages(Duration.ofHours(1));
        assertThatThrownBy(() -> ages.restore(new DataInputStream(new ByteArrayInputStream(new byte[] {-1, 0, 0, 0}))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
    }

    private static byte[] save(HashMemory memory) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        memory.save(out);
        memory.saveAges(out);
        return bytes.toByteArray();
    }

    private static int tail(HashMemory memory) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        memory.saveAges(new DataOutputStream(bytes));
        return bytes.size();
    }

    private DetectorResult analyze(long time, Object... numbers) {
        long[] times = new long[numbers.length];
        Arrays.fill(times, time - 1);
        times[0] = time;
        return detector.analyze(Table.table().numbers("a", numbers).at(times).window());
    }

    private static DuplicatesDetector detector(Duration maxAge) {
        return new DuplicatesDetector(
                new DuplicatesSettings(1_000_000, List.of(), List.of(), true, 0.3, 250, 1000, maxAge));
    }

    /** Each has a number, a text and four fractions. */
    private final class Samples {
        private final Object[] ids = new Object[ROWS];
        private final String[] texts = new String[ROWS];
        private final Object[][] values = new Object[4][ROWS];

        Samples(int firstId) {
            for (int row = 0; row < ROWS; row++) {
                ids[row] = firstId + row;
                texts[row] = word() + " " + word() + " " + word();
                for (Object[] column : values) {
                    column[row] = random.nextDouble();
                }
            }
        }

        private String word() {
            StringBuilder word = new StringBuilder();
            for (int i = 0; i < 4; i++) {
                word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            }
            return word.toString();
        }

        Window window(long time) {
            long[] times = new long[ROWS];
            Arrays.fill(times, time);
            Table table = Table.table().numbers("id", ids).texts("text", texts).at(times);
            for (int c = 0; c < values.length; c++) {
                table.numbers("v" + c, values[c]);
            }
            return table.window();
        }
    }
}
