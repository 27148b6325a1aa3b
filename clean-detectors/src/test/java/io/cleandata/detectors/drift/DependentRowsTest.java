package io.cleandata.detectors.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.detectors.drift.DriftSettings.Reference;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.Issue;
import io.cleandata.model.Sample;
import io.cleandata.model.Window;
import io.cleandata.testkit.TestStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that resemble those next to them are worth less than independent ones. */
class DependentRowsTest {

    private static final int ROWS = 1000;

    private final TestStream stream = new TestStream()
            .kind("session", ColumnKind.CATEGORICAL)
            .kind("position", ColumnKind.NUMERIC)
            .kind("age", ColumnKind.NUMERIC);
    private final DriftDetector detector = detector();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void staysSilentWhenSessionsComeOneAfterTheOther(long seed) {
        var clicks = new Clicks(seed);
        List<String> raised = new ArrayList<>();
        for (int w = 0; w < 30; w++) {
            raised.addAll(reasons(stream.window(clicks.rows(ROWS, 0.25))));
        }
        assertThat(raised).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void findsAChangeOfTheSessionsWithinTwoWindows(long seed) throws IOException {
        var clicks = new Clicks(seed);
        for (int w = 0; w < 12; w++) {
            assertThat(reasons(stream.window(clicks.rows(ROWS, 0.25)))).isEmpty();
        }
        DriftDetector restored = detector();
        restored.restore(new ByteArrayInputStream(saved(detector)), detector.stateVersion());
        List<String> raised = new ArrayList<>();
        for (int w = 0; w < 2; w++) {
            Window window = stream.window(clicks.rows(ROWS, 0.6));
            List<String> found = reasons(window);
            raised.addAll(found);
            assertThat(reasons(restored, window)).isEqualTo(found);
        }
        assertThat(raised).isNotEmpty().allMatch(reason -> reason.startsWith("geo drifted: 'GB' went from 2"));
    }

    @Test
    void staysSilentWhenANumberMovesSlowlyAndFindsThatItIsShifted() {
        var random = new Random(5);
        Set<Integer> alarmed = new HashSet<>();
        for (int series = 0; series < 20; series++) {
            DriftDetector alone = detector();
            double[] at = {random.nextGaussian()};
            for (int w = 0; w < 25; w++) {
                if (!reasons(alone, TestStream.of(slow(random, at, 0))).isEmpty()) {
                    alarmed.add(series);
                }
            }
            assertThat(reasons(alone, TestStream.of(slow(random, at, 4))))
                    .singleElement()
                    .asString()
                    .startsWith("level drifted: median");
        }
        assertThat(alarmed).isEmpty();
    }

    @Test
    void findsAShiftInTheMiddleOfAWindowOfIndependentRows() {
        var random = new Random(6);
        for (int w = 0; w < 12; w++) {
            assertThat(reasons(independent(random, ROWS))).isEmpty();
        }
        assertThat(reasons(independent(random, ROWS / 2)))
                .singleElement()
                .asString()
                .startsWith("level drifted");
    }

    @Test
    void doesNotCompareIds() {
        var random = new Random(7);
        long id = 0;
        for (int w = 0; w < 20; w++) {
            List<Sample> rows = new ArrayList<>();
            while (rows.size() < ROWS) {
                id++;
                // a robot once, whose rows no other window shows again
                int times = w == 15 && rows.isEmpty() ? 400 : 1 + random.nextInt(5);
                for (int i = 0; i < times && rows.size() < ROWS; i++) {
                    rows.add(Sample.builder().feature("session", "s" + id).build());
                }
            }
            Collections.shuffle(rows, random);
            assertThat(reasons(stream.window(rows))).as("window %d", w).isEmpty();
        }
    }

    private static Window independent(Random random, int shiftedFrom) {
        List<Sample> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(Sample.builder()
                    .feature("level", random.nextGaussian() + (i < shiftedFrom ? 0 : 2))
                    .build());
        }
        return TestStream.of(rows);
    }

    /** A standard normal sequence of which each value correlates with the one before by .9. */
    private static List<Sample> slow(Random random, double[] at, double shift) {
        List<Sample> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            at[0] = 0.9 * at[0] + Math.sqrt(1 - 0.81) * random.nextGaussian();
            rows.add(Sample.builder().feature("level", at[0] + shift).build());
        }
        return rows;
    }

    private List<String> reasons(Window window) {
        return reasons(detector, window);
    }

    private static List<String> reasons(DriftDetector detector, Window window) {
        return detector.analyze(window).issues().stream().map(Issue::reason).toList();
    }

    private static DriftDetector detector() {
        return new DriftDetector(
                new DriftSettings(Reference.SLIDING, null, 10, 1e-4, 0.1, 0.01, true, 0.01, List.of()));
    }

    private static byte[] saved(DriftDetector detector) throws IOException {
        var out = new ByteArrayOutputStream();
        detector.save(out);
        return out.toByteArray();
    }

    /** Sessions of seven rows on average, of which some things stay as they are within each. */
    private static final class Clicks {
        private static final String[] GEOS = {"US", "DE", "FR"};
        private static final String[] DEVICES = {"desktop", "mobile", "tablet"};

        private final Random random;
        private long session;
        private int position;
        private String geo = "";
        private String device = "";
        private double age;

        Clicks(long seed) {
            this.random = new Random(seed);
        }

        List<Sample> rows(int count, double british) {
            List<Sample> rows = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                if (session == 0 || random.nextInt(7) == 0) {
                    session++;
                    position = 0;
                    geo = random.nextDouble() < british ? "GB" : GEOS[random.nextInt(3)];
                    device = DEVICES[random.nextInt(3)];
                    age = 40 + 10 * random.nextGaussian();
                }
                rows.add(Sample.builder()
                        .feature("session", "s" + session)
                        .feature("geo", geo)
                        .feature("device", device)
                        .feature("age", age)
                        .feature("position", position++)
                        .feature("dwell", Math.exp(random.nextGaussian()))
                        .feature("mobile", device.equals("mobile"))
                        .build());
            }
            return rows;
        }
    }
}
