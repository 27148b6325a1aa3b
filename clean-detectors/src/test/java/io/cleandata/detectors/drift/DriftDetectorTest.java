package io.cleandata.detectors.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.detectors.drift.DriftSettings.Reference;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Sample;
import io.cleandata.model.Window;
import io.cleandata.testkit.TestColumns;
import io.cleandata.testkit.TestStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftDetectorTest {

    private final Random random = new Random(4);
    private final TestStream stream = new TestStream().kind("note", ColumnKind.TEXT);
    private final DriftDetector detector = detector(Reference.SLIDING, null);

    /** How a stream behaves: what its parts are shifted by. */
    private record State(double height, double red, boolean shout, double vector, double cut, boolean swapped) {
        static final State SOUND = new State(0, 0.5, false, 0, 0, false);
    }

    @Test
    void staysSilentWhileNothingChanges() {
        int alarms = 0;
        for (int w = 0; w < 60; w++) {
            alarms += detector.analyze(stream.window(samples(500, State.SOUND)))
                    .issues()
                    .size();
        }
        assertThat(alarms).isZero();
    }

    @Test
    void namesANumberThatMovedAndFromWhereToWhere() {
        warmUp();
        DetectorResult result = analyze(new State(1, 0.5, false, 0, 0, false));
        assertThat(features(result)).contains("height").doesNotContain("color", "note", "vector");
        Issue issue = issueOf(result, "height");
        assertThat(issue.reason()).contains("height drifted: median").contains("interquartile range");
        assertThat(issue.severity()).isBetween(0.2, 0.8);
    }

    @Test
    void beginsAnewAfterAnAlarm() {
        warmUp();
        State moved = new State(1, 0.5, false, 0, 0, false);
        assertThat(features(analyze(moved))).contains("height");
        for (int w = 0; w < 5; w++) {
            assertThat(analyze(moved).issues()).isEmpty();
        }
        assertThat(features(analyze(State.SOUND))).contains("height");
    }

    @Test
    void namesACategoryThatMoved() {
        warmUp();
        DetectorResult result = analyze(new State(0, 0.7, false, 0, 0, false));
        assertThat(features(result)).containsExactly("color");
        assertThat(issueOf(result, "color").reason()).containsPattern("'(red|green)' went from \\d+\\.?\\d* % to");
    }

    @Test
    void seesNewCategoriesTogether() {
        warmUp();
        List<Sample> samples = samples(1000, State.SOUND);
        for (int i = 0; i < 1000; i += 12) {
            Sample old = samples.get(i);
            Sample.Builder changed = Sample.builder().label(old.label());
            old.features().forEach(changed::feature);
            samples.set(i, changed.feature("color", "shade " + i % 7).build());
        }
        DetectorResult result = detector.analyze(stream.window(samples));
        assertThat(issueOf(result, "color").reason()).contains("rare or new, such as 'shade");
    }

    @Test
    void staysSilentWhenAnOrderNumberGetsOneDigitMore() {
        for (int w = 0; w < 12; w++) {
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                samples.add(Sample.builder()
                        .feature("order", "o" + (1000 * w + i))
                        .feature("amount", Math.exp(random.nextGaussian()))
                        .build());
            }
            assertThat(detector.analyze(stream.window(samples)).issues())
                    .as("window %d", w)
                    .isEmpty();
        }
    }

    @Test
    void seesTextsChangeTheirForm() {
        warmUp();
        assertThat(features(analyze(new State(0, 0.5, true, 0, 0, false)))).containsExactly("note");
    }

    @Test
    void seesVectorsMove() {
        warmUp();
        assertThat(features(analyze(new State(0, 0.5, false, 1, 0, false)))).containsExactly("vector");
    }

    @Test
    void seesTheLabelDrift() {
        warmUp();
        DetectorResult result = analyze(new State(0, 0.5, false, 0, 0.8, false));
        assertThat(features(result)).containsOnly("label");
        assertThat(issueOf(result, "label").reason()).containsPattern("label drifted: '(tall|short)' went from");
    }

    @Test
    void seesTheRelationOfLabelAndFeaturesChangeThoughNeitherMoves() {
        warmUp();
        DetectorResult result = analyze(new State(0, 0.5, false, 0, 0, true));
        assertThat(result.issues()).hasSize(1);
        assertThat(result.issues().get(0).scope()).isEqualTo(Issue.Scope.WINDOW);
        assertThat(result.issues().get(0).reason())
                .contains("label depends on the features otherwise")
                .containsPattern("'(tall|short)' where it was '(tall|short)'");
        assertThat(analyze(new State(0, 0.5, false, 0, 0, true)).issues()).isEmpty();
    }

    @Test
    void doesNotTakeAShiftOfFeaturesAloneForAChangeOfTheirRelationToTheLabel() {
        warmUp();
        DetectorResult result = analyze(new State(0.7, 0.5, false, 0, 0, false));
        assertThat(result.issues()).noneMatch(issue -> issue.scope() == Issue.Scope.WINDOW);
    }

    @Test
    void neverAlarmsForACounter() {
        double at = 0;
        for (int w = 0; w < 10; w++) {
            double[] counter = new double[400];
            for (int i = 0; i < 400; i++) {
                counter[i] = at++;
            }
            Window window = Window.builder(400)
                    .feature(TestColumns.numeric("id", counter))
                    .build();
            assertThat(detector.analyze(window).issues()).isEmpty();
        }
    }

    @Test
    void gathersSmallWindows() {
        List<String> found = new ArrayList<>();
        for (int w = 0; w < 200; w++) {
            State state = w < 120 ? State.SOUND : new State(1.5, 0.5, false, 0, 0, false);
            found.addAll(features(detector.analyze(stream.window(samples(20, state)))));
        }
        assertThat(found).contains("height").hasSizeLessThan(5);
    }

    @Test
    void comparesWithTheFirstWindowsForGoodWhenAskedTo() {
        DriftDetector pinned = detector(Reference.FIRST, null);
        for (int w = 0; w < 10; w++) {
            assertThat(pinned.analyze(stream.window(samples(500, State.SOUND))).issues())
                    .isEmpty();
        }
        for (int w = 0; w < 3; w++) {
            List<Sample> moved = samples(500, new State(1, 0.5, false, 0, 0, false));
            assertThat(features(pinned.analyze(stream.window(moved)))).contains("height");
        }
    }

    @Test
    void comparesWithAProfileFromAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("ref.profile");
        new ProfileBuilder()
                .add(stream.window(samples(2000, State.SOUND)))
                .build()
                .save(file);
        DriftDetector pinned = detector(Reference.PROFILE, file.toString());
        assertThat(pinned.analyze(stream.window(samples(500, State.SOUND))).issues())
                .isEmpty();
        List<Sample> moved = samples(500, new State(0, 0.8, false, 0, 0, false));
        assertThat(features(pinned.analyze(stream.window(moved)))).containsExactly("color");
        assertThatThrownBy(
                        () -> detector(Reference.PROFILE, folder.resolve("none").toString())
                                .analyze(stream.window(samples(500, State.SOUND))))
                .hasMessageContaining("clean profile");
    }

    @Test
    void comparesProfilesThatWereMerged() throws IOException {
        Profile whole = new Profile();
        for (int part = 0; part < 4; part++) {
            whole.merge(new ProfileBuilder()
                    .add(stream.window(samples(500, State.SOUND)))
                    .build());
        }
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        whole.save(saved);
        Profile read = Profile.read(new ByteArrayInputStream(saved.toByteArray()));
        Profile moved = new ProfileBuilder()
                .add(stream.window(samples(2000, new State(0, 0.5, false, 1, 0, false))))
                .build();
        ProfileComparison comparison = ProfileComparison.of(read, moved);
        assertThat(read.rows()).isEqualTo(2000);
        assertThat(comparison.features())
                .filteredOn(ProfileComparison.Feature::drifted)
                .extracting(ProfileComparison.Feature::name)
                .containsExactly("vector");
        assertThat(comparison.features()).hasSize(5);
        assertThatThrownBy(() -> Profile.read(new ByteArrayInputStream(new byte[100])))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no profile");
    }

    @Test
    void learnsNothingFromRedeliveredRows() throws IOException {
        warmUp();
        byte[] before = save(detector);
        detector.analyze(stream.redelivered(samples(500, new State(2, 0.5, false, 0, 0, false))));
        assertThat(java.util.Arrays.equals(save(detector), before)).isTrue();
    }

    @Test
    void continuesExactlyAfterARestore() throws IOException {
        warmUp();
        detector.analyze(stream.window(samples(50, State.SOUND)));
        DriftDetector other = detector(Reference.SLIDING, null);
        other.restore(new ByteArrayInputStream(save(detector)), detector.stateVersion());
        for (int w = 0; w < 8; w++) {
            Window next = stream.window(samples(w == 3 ? 100 : 700, new State(w / 8.0, 0.5, w > 5, 0, 0, w > 4)));
            DetectorResult one = detector.analyze(next);
            DetectorResult two = other.analyze(next);
            assertThat(two.issues()).hasToString(one.issues().toString());
            assertThat(two.statistics()).isEqualTo(one.statistics());
        }
        assertThat(java.util.Arrays.equals(save(other), save(detector))).isTrue();
    }

    @Test
    void standsDegenerateWindows() {
        for (int w = 0; w < 6; w++) {
            detector.analyze(
                    Window.builder(1).feature(TestColumns.numeric("x", 1)).build());
            detector.analyze(Window.builder(0).build());
            double[] equal = new double[300];
            double[] none = new double[300];
            java.util.Arrays.fill(none, Double.NaN);
            equal[0] = w == 5 ? Double.MAX_VALUE : 0;
            DetectorResult result = detector.analyze(Window.builder(300)
                    .feature(TestColumns.numeric("equal", equal))
                    .feature(TestColumns.numeric("none", none))
                    .label(TestColumns.categorical("label", new String[300]))
                    .build());
            assertThat(result.issues()).isEmpty();
        }
    }

    private void warmUp() {
        for (int w = 0; w < 6; w++) {
            assertThat(analyze(State.SOUND).issues()).isEmpty();
        }
    }

    private DetectorResult analyze(State state) {
        return detector.analyze(stream.window(samples(1000, state)));
    }

    private List<Sample> samples(int n, State state) {
        String[] words = {"small", "large", "sweet", "sour", "round", "fresh", "ripe", "early"};
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double height = state.height() + random.nextGaussian();
            String note = words[random.nextInt(8)] + " " + words[random.nextInt(8)] + " apple " + random.nextInt(100);
            float[] vector = new float[6];
            for (int k = 0; k < 6; k++) {
                vector[k] = (float) (random.nextGaussian() + state.vector());
            }
            boolean tall = height + 0.5 * random.nextGaussian() > state.cut();
            samples.add(Sample.builder()
                    .feature("height", height)
                    .feature("color", random.nextDouble() < state.red() ? "red" : "green")
                    .feature("note", state.shout() ? note.toUpperCase(java.util.Locale.ROOT) : note)
                    .feature("vector", vector)
                    .label(tall != state.swapped() ? "tall" : "short")
                    .build());
        }
        return samples;
    }

    private static DriftDetector detector(Reference reference, @Nullable String profile) {
        return new DriftDetector(new DriftSettings(reference, profile, 10, 1e-4, 0.1, 0.01, true, 0.01, List.of()));
    }

    private static List<String> features(DetectorResult result) {
        return result.issues().stream()
                .flatMap(issue -> issue.features().stream())
                .distinct()
                .toList();
    }

    private static Issue issueOf(DetectorResult result, String feature) {
        return result.issues().stream()
                .filter(issue -> issue.features().contains(feature))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] save(DriftDetector detector) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        detector.save(out);
        return out.toByteArray();
    }
}
