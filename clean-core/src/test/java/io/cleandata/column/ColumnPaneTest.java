package io.cleandata.column;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.ColumnKind;
import io.cleandata.model.Message;
import io.cleandata.model.Sample;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import io.cleandata.parse.Rows;
import io.cleandata.spi.MessageParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ColumnPaneTest {

    private final Map<Long, Sample> samples = new HashMap<>();
    private final MessageParser parser =
            (message, out) -> out.sample(Objects.requireNonNull(samples.get(message.positionFirst())));
    private final StreamSchema schema = new StreamSchema();
    private final Rows rows = new Rows(parser, schema);
    private long position;

    private void add(String partition, Sample sample) {
        samples.put(position, sample);
        rows.add(Message.builder(partition).position(position++, 0, 0).build());
    }

    @Test
    void aValueOfAnotherTypeReadsTheSameWhenItIsShownAgain() {
        for (int i = 0; i < 10; i++) {
            add("p", Sample.builder().feature("n", i).feature("b", true).build());
        }
        add("p", Sample.builder().feature("n", false).feature("b", 5).build());
        for (int firstNew : new int[] {0, 11}) {
            Window window = rows.window(11);
            assertThat(window.firstNew()).isEqualTo(firstNew);
            assertThat(Objects.requireNonNull(window.feature("n")).text(10)).isEqualTo("false");
            assertThat(Objects.requireNonNull(window.feature("b")).text(10)).isEqualTo("5");
        }
    }

    @Test
    void aBadMessageLeavesNoLabelsOfProbabilitiesBehind() {
        StreamSchema narrow = new StreamSchema(new ColumnLimits(3, 10, 100, 10), Map.of());
        Rows few = new Rows(parser, narrow);
        for (String label : new String[] {"a", "b", "c", "d"}) {
            Sample.Builder sample = Sample.builder().feature("n", 1).probability(label, 1);
            samples.put(position, (label.equals("a") ? sample : sample.feature("text", "x".repeat(101))).build());
            few.add(Message.builder("p").position(position++, 0, 0).build());
        }
        samples.put(
                position, Sample.builder().feature("n", 1).probability("e", 1).build());
        few.add(Message.builder("p").position(position++, 0, 0).build());

        assertThat(few.bad()).containsExactly("over-limit", "over-limit", "over-limit");
        assertThat(Objects.requireNonNull(few.window().probabilities()).labels())
                .containsExactly("a", "e");
    }

    @Test
    void textsAreNoPartOfTheSchemasMemory() throws IOException {
        for (int i = 0; i < 200; i++) {
            add(
                    "p",
                    Sample.builder()
                            .feature("essay", i + " ".repeat(50) + "words")
                            .build());
        }
        rows.window();
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        schema.save(saved);
        StreamSchema restored = new StreamSchema();
        restored.restore(new ByteArrayInputStream(saved.toByteArray()));
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        restored.save(again);

        assertThat(saved.size()).isLessThan(200);
        assertThat(again.toByteArray()).isEqualTo(saved.toByteArray());
    }

    @Test
    void showsEverySampleAsItWasWhateverIsKeptFromWindowToWindow() {
        Random random = new Random(11);
        List<Sample> held = new ArrayList<>();
        for (int window = 0; window < 60; window++) {
            int fresh = 1 + random.nextInt(40);
            for (int i = 0; i < fresh; i++) {
                Sample sample = random(random);
                held.add(sample);
                add("p" + random.nextInt(2), sample);
            }
            int shown = held.size() - fresh;
            int keep = random.nextInt(30);
            Window built = rows.window(keep);
            assertThat(built.size()).isEqualTo(held.size());
            assertThat(built.firstNew()).isEqualTo(shown);
            for (int row = 0; row < built.size(); row++) {
                Sample expected = held.get(row);
                Sample actual = built.sample(row);
                assertThat(actual.label()).isEqualTo(expected.label());
                assertThat(actual.metadata()).isEqualTo(expected.metadata());
                assertThat(actual.timestamp()).isEqualTo(expected.timestamp());
                assertThat(String.valueOf(actual.features().get("n")))
                        .isEqualTo(String.valueOf(expected.features().get("n")));
                assertThat(actual.features().get("s"))
                        .isEqualTo(expected.features().get("s"));
                assertThat(actual.probabilities().size()
                                >= expected.probabilities().size())
                        .isTrue();
            }
            held = new ArrayList<>(held.subList(Math.max(0, held.size() - keep), held.size()));
        }
    }

    private static Sample random(Random random) {
        Sample.Builder sample = Sample.builder();
        if (random.nextInt(5) > 0) {
            sample.feature("n", random.nextDouble());
        }
        if (random.nextInt(5) > 0) {
            sample.feature("s", "v" + random.nextInt(5));
        }
        if (random.nextInt(3) > 0) {
            sample.feature("v", new float[] {random.nextFloat(), random.nextFloat()});
        }
        if (random.nextInt(3) > 0) {
            sample.label("l" + random.nextInt(3));
        }
        if (random.nextInt(3) > 0) {
            sample.metadata("m", "id" + random.nextInt(1000));
        }
        if (random.nextInt(3) > 0) {
            sample.probability("l" + random.nextInt(6), random.nextDouble());
        }
        return sample.build();
    }

    @Test
    void forgetsRowsOfLostPartitionsOnly() {
        for (int i = 0; i < 20; i++) {
            add("p" + i % 2, Sample.builder().feature("i", i).build());
        }
        rows.pane().remove(Set.of("p1"));

        Window window = rows.window();
        assertThat(window.size()).isEqualTo(10);
        for (int row = 0; row < 10; row++) {
            assertThat(window.message(row).partition()).isEqualTo("p0");
            assertThat(window.sample(row).features().get("i")).isEqualTo((double) row * 2);
        }
    }

    @Test
    void turnsAColumnIntoTextWhenItsStringsAreManyAndDistinct() {
        for (int i = 0; i < 200; i++) {
            add(
                    "p",
                    Sample.builder()
                            .feature("id", "user-" + i)
                            .feature("c", "k" + i % 4)
                            .build());
        }
        Window window = rows.window();

        assertThat(Objects.requireNonNull(window.feature("id")).kind()).isEqualTo(ColumnKind.TEXT);
        assertThat(Objects.requireNonNull(window.feature("id")).text(150)).isEqualTo("user-150");
        assertThat(Objects.requireNonNull(window.feature("c")).kind()).isEqualTo(ColumnKind.CATEGORICAL);
    }

    @Test
    void leavesDataOfEarlierWindowsUntouched() {
        add("p", Sample.builder().feature("s", "a").feature("n", 1).build());
        Window first = rows.window(1);
        for (int i = 0; i < 300; i++) {
            add("p", Sample.builder().feature("s", "b" + i % 20).feature("n", i).build());
        }
        rows.window();

        assertThat(first.sample(0).features()).isEqualTo(Map.of("s", "a", "n", 1.0));
    }

    @Test
    void goesOnWithTheSameKindsAndCodesAfterARestart() throws IOException {
        for (int i = 0; i < 200; i++) {
            add(
                    "p",
                    Sample.builder()
                            .feature("c", "k" + i % 4)
                            .feature("n", i)
                            .label("l" + i % 3)
                            .build());
        }
        Window before = rows.window();
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        schema.save(saved);
        StreamSchema restored = new StreamSchema();
        restored.restore(new ByteArrayInputStream(saved.toByteArray()));

        Rows after = new Rows(
                (message, out) -> out.sample(
                        Sample.builder().feature("c", "k3").feature("n", "x").build()),
                restored);
        Window window = after.add(Message.builder("p").build()).window();
        assertThat(((StringColumn) Objects.requireNonNull(window.feature("c"))).code(0))
                .isEqualTo(((StringColumn) Objects.requireNonNull(before.feature("c"))).code(3));
        assertThat(Objects.requireNonNull(window.feature("n")).kind()).isEqualTo(ColumnKind.NUMERIC);
    }
}
