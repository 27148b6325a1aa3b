package io.cleandata.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;

import io.cleandata.model.Column;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Sample;
import io.cleandata.model.Window;
import io.cleandata.settings.OptionsBinder;
import io.cleandata.spi.Detector;
import io.cleandata.spi.DetectorProvider;
import io.cleandata.spi.PluginContext;
import io.cleandata.spi.SupportsState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What every detector must do, whatever it finds. Extend it, name your provider, and give samples in which your detector finds something.
 *
 * <pre>{@code
 * class SuspiciousZeroContractTest extends DetectorContract {
 *     protected DetectorProvider<?> provider() { return new SuspiciousZeroProvider(); }
 * }
 * }</pre>
 */
public abstract class DetectorContract {

    private static final int SIZE = 300;

    /** The provider under test. */
    protected abstract DetectorProvider<?> provider();

    /** Options by name, as in a file; none by default. */
    protected Map<String, Object> options() {
        return Map.of();
    }

    /** Samples in which there is something to find; {@link TestSamples#mixed} by default. */
    protected List<Sample> samples(int n, long seed) {
        return TestSamples.mixed(n, seed);
    }

    /** Whether scores are the same whatever the order of the features. A detector that cannot promise it says false. */
    protected boolean orderOfFeaturesIsIrrelevant() {
        return true;
    }

    @Test
    void theProviderDescribesItself() {
        DetectorProvider<?> provider = provider();
        assertThat(provider.name()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
        assertThat(provider.metricName()).matches("[a-z][a-z0-9]*(_[a-z0-9]+)*");
        assertThat(provider.summary()).isNotBlank().doesNotContain("\n");
        assertThat(provider.weight()).isBetween(0.0, 1.0);
        assertThatCode(() -> OptionsBinder.bind(provider.settingsType(), options()))
                .doesNotThrowAnyException();
    }

    @Test
    void resultsAreWellFormed() {
        try (TestContext context = new TestContext()) {
            Detector detector = create(context);
            for (Window window : windows(6)) {
                checkForm(window, detector.analyze(window));
            }
        }
    }

    @Test
    void findsTheSameAgainOnAnyNumberOfThreads() {
        try (TestContext one = new TestContext(1);
                TestContext four = new TestContext(4)) {
            assertThat(digests(create(four), windows(4))).isEqualTo(digests(create(one), windows(4)));
        }
    }

    @Test
    void windowsMayComeFromChangingThreads() throws InterruptedException {
        try (TestContext context = new TestContext()) {
            Detector detector = create(context);
            List<String> hopping = new ArrayList<>();
            for (Window window : windows(3)) {
                Thread thread = new Thread(() -> hopping.add(digest(detector.analyze(window))));
                thread.start();
                thread.join();
            }
            assertThat(hopping).isEqualTo(digests(create(context), windows(3)));
        }
    }

    @Test
    void aRestoredDetectorContinuesExactly() throws IOException {
        try (TestContext context = new TestContext()) {
            Detector original = create(context);
            if (!(original instanceof SupportsState saved)) {
                return;
            }
            List<Window> windows = windows(6);
            digests(original, windows.subList(0, 3));
            byte[] state = save(saved);
            Detector restored = create(context);
            ((SupportsState) restored).restore(new ByteArrayInputStream(state), saved.stateVersion());

            assertThat(save((SupportsState) restored))
                    .as("what a restored detector saves")
                    .isEqualTo(state);
            assertThat(digests(restored, windows.subList(3, 6))).isEqualTo(digests(original, windows.subList(3, 6)));
        }
    }

    @Test
    void damagedStateIsRefusedAndTheDetectorStillWorks() throws IOException {
        try (TestContext context = new TestContext()) {
            Detector original = create(context);
            if (!(original instanceof SupportsState saved)) {
                return;
            }
            List<Window> windows = windows(3);
            digests(original, windows.subList(0, 2));
            byte[] state = save(saved);
            Detector other = create(context);
            SupportsState restoring = (SupportsState) other;
            for (byte[] damaged : List.of(new byte[0], Arrays.copyOf(state, state.length / 2), noise(state.length))) {
                try {
                    restoring.restore(new ByteArrayInputStream(damaged), saved.stateVersion());
                } catch (IOException expected) {
                    // refused, as it should be
                }
            }
            try {
                restoring.restore(new ByteArrayInputStream(state), saved.stateVersion() + 1_000_000);
                fail("a state of an unknown version must be refused");
            } catch (IOException expected) {
                assertThatCode(() -> other.analyze(windows.get(2))).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void rowsShownAgainOrRedeliveredAreNotLearnt() {
        TestStream stream = new TestStream();
        Window first = stream.window(samples(SIZE, 1));
        BitSet newRows = new BitSet();
        newRows.set(200, SIZE);
        Window again = stream.next(200, samples(100, 77), newRows);
        Window last = stream.window(samples(SIZE, 2));
        try (TestContext context = new TestContext()) {
            Detector seenAgain = create(context);
            Detector plain = create(context);
            digests(seenAgain, List.of(first, again));
            digests(plain, List.of(first));

            assertThat(digest(seenAgain.analyze(last))).isEqualTo(digest(plain.analyze(last)));
        }
    }

    @Test
    void degenerateWindowsDoNoHarm() {
        try (TestContext context = new TestContext()) {
            degenerate().forEach((name, samples) -> {
                Detector detector = create(context);
                TestStream stream = new TestStream();
                try {
                    for (int i = 0; i < 2; i++) {
                        Window window = stream.window(samples);
                        checkForm(window, detector.analyze(window));
                    }
                } catch (RuntimeException e) {
                    fail("a window of " + name, e);
                }
            });
        }
    }

    @Test
    void theOrderOfFeaturesIsIrrelevantWherePromised() {
        if (!orderOfFeaturesIsIrrelevant()) {
            return;
        }
        try (TestContext context = new TestContext()) {
            Detector straight = create(context);
            Detector reversed = create(context);
            for (Window window : windows(3)) {
                float[] a = straight.analyze(window).scores();
                float[] b = reversed.analyze(reverse(window)).scores();
                assertThat(b).hasSameSizeAs(a);
                for (int row = 0; row < a.length; row++) {
                    assertThat(b[row]).as("row %s of %s", row, window).isEqualTo(a[row], within(1e-4f));
                }
            }
        }
    }

    /** Makes a detector with the contract's options. */
    protected final Detector create(PluginContext context) {
        return create(provider(), context);
    }

    private <C extends Record> Detector create(DetectorProvider<C> provider, PluginContext context) {
        return provider.create(OptionsBinder.bind(provider.settingsType(), options()), context);
    }

    private List<Window> windows(int count) {
        TestStream stream = new TestStream();
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            windows.add(stream.window(samples(SIZE, 1000 + i)));
        }
        return windows;
    }

    private static org.assertj.core.data.Offset<Float> within(float value) {
        return org.assertj.core.data.Offset.offset(value);
    }

    /** Holds for every result of every detector. */
    private static void checkForm(Window window, DetectorResult result) {
        assertThat(result).isNotNull();
        if (result.status() != DetectorResult.Status.OK) {
            assertThat(result.note()).as("why it was not judged").isNotBlank();
            return;
        }
        float[] scores = result.scores();
        if (result.bySample()) {
            assertThat(scores).hasSize(window.size());
        }
        for (float score : scores) {
            assertThat(Float.isNaN(score) || (score >= 0 && score <= 1))
                    .as("score %s", score)
                    .isTrue();
        }
        for (Issue issue : result.issues()) {
            assertThat(issue.severity()).isBetween(0.0, 1.0);
            assertThat(issue.reason()).isNotBlank();
            for (String feature : issue.features()) {
                boolean known = window.feature(feature) != null
                        || window.metadata(feature) != null
                        || feature.equals("label")
                        || feature.equals("timestamp");
                // A feature that has vanished is named although the window has it no more.
                assertThat(known || issue.scope() != Issue.Scope.SAMPLE)
                        .as(feature)
                        .isTrue();
            }
            if (issue.scope() == Issue.Scope.SAMPLE) {
                assertThat(issue.row()).isBetween(0, window.size() - 1);
                assertThat(scores[issue.row()])
                        .as("score of the flagged row %s", issue.row())
                        .isNotNaN();
                int before = -1;
                for (int match : issue.match()) {
                    assertThat(match)
                            .as("matches of row %s", issue.row())
                            .isGreaterThan(before)
                            .isLessThan(issue.row());
                    before = match;
                }
            }
        }
        result.statistics().keySet().forEach(name -> assertThat(name).matches("[a-z][a-z0-9_.]*"));
    }

    private static Map<String, List<Sample>> degenerate() {
        Map<String, List<Sample>> all = new LinkedHashMap<>();
        List<Sample> mixed = TestSamples.mixed(60, 9);
        all.put("one sample", mixed.subList(0, 1));
        all.put("equal samples", Collections.nCopies(50, mixed.get(0)));
        all.put(
                "samples without anything",
                Collections.nCopies(50, Sample.builder().build()));
        all.put(
                "missing values only",
                Collections.nCopies(
                        50,
                        Sample.builder().feature("x", null).feature("c", " ").build()));
        List<Sample> oneClass = new ArrayList<>();
        List<Sample> manyClasses = new ArrayList<>();
        List<Sample> noLabel = new ArrayList<>();
        List<Sample> labelOnly = new ArrayList<>();
        List<Sample> extremes = new ArrayList<>();
        List<Sample> wide = new ArrayList<>();
        List<Sample> changing = new ArrayList<>();
        List<Sample> vectors = new ArrayList<>();
        double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e308, -1e308, 1e-308, -0.0, 0};
        Random random = new Random(4);
        for (int i = 0; i < 60; i++) {
            double x = random.nextGaussian();
            oneClass.add(Sample.builder().feature("x", x).label("a").build());
            manyClasses.add(Sample.builder().feature("x", x).label("class " + i).build());
            noLabel.add(Sample.builder().feature("x", x).build());
            labelOnly.add(Sample.builder().label(i % 2).build());
            extremes.add(Sample.builder()
                    .feature("x", odd[i % odd.length])
                    .feature("z", x)
                    .label(i % 2)
                    .build());
            changing.add(Sample.builder()
                    .feature("x", i % 3 == 0 ? "text" : i % 3 == 1 ? (Object) true : (Object) x)
                    .label(i % 2)
                    .build());
            vectors.add(Sample.builder()
                    .feature("v", new float[] {(float) x, 1, i % 7})
                    .label(x > 0 ? "a" : "b")
                    .build());
            if (i < 12) {
                Sample.Builder many = Sample.builder().label(i % 2);
                for (int f = 0; f < 2000; f++) {
                    many.feature("f" + f, random.nextDouble());
                }
                wide.add(many.build());
            }
        }
        all.put("one class", oneClass);
        all.put("one class for each sample", manyClasses);
        all.put("no labels", noLabel);
        all.put("labels only", labelOnly);
        all.put("extreme numbers", extremes);
        all.put("2,000 features", wide);
        all.put("a feature of changing type", changing);
        all.put("vectors", vectors);
        return all;
    }

    private static Window reverse(Window window) {
        List<Column> columns = new ArrayList<>(window.features());
        Collections.reverse(columns);
        Window.Builder builder = Window.builder(window.size())
                .index(window.index())
                .firstNew(window.firstNew())
                .label(window.label())
                .timestamps(window.timestamps())
                .closed(window.closed());
        io.cleandata.model.Message[] messages = new io.cleandata.model.Message[window.size()];
        for (int row = 0; row < messages.length; row++) {
            messages[row] = window.message(row);
        }
        columns.forEach(builder::feature);
        window.metadata().forEach(builder::metadata);
        return builder.messages(messages).build();
    }

    private static List<String> digests(Detector detector, List<Window> windows) {
        List<String> digests = new ArrayList<>();
        for (Window window : windows) {
            digests.add(digest(detector.analyze(window)));
        }
        return digests;
    }

    /** All of a result, to the last bit. */
    private static String digest(DetectorResult result) {
        StringBuilder text = new StringBuilder();
        text.append(result.status()).append(' ').append(result.note()).append('\n');
        for (float score : result.scores()) {
            text.append(Integer.toHexString(Float.floatToIntBits(score))).append(' ');
        }
        for (Issue issue : result.issues()) {
            text.append('\n').append(issue).append(' ').append(Double.doubleToLongBits(issue.severity()));
            text.append(' ').append(Arrays.toString(issue.match()));
        }
        return text.append('\n').append(new TreeMap<>(result.statistics())).toString();
    }

    private static byte[] save(SupportsState detector) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        detector.save(out);
        return out.toByteArray();
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[Math.min(length, 10_000)];
        new Random(3).nextBytes(bytes);
        return bytes;
    }
}
