package io.cleandata.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.CellState;
import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.EmbeddingColumn;
import io.cleandata.model.Message;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.Sample;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JsonMessageParserTest {

    private final Rows rows = new Rows(new JsonMessageParser(JsonParserSettings.DEFAULT));

    private static JsonParserSettings at(String features, String label) {
        JsonParserSettings d = JsonParserSettings.DEFAULT;
        return new JsonParserSettings(
                features,
                label,
                d.timestamp(),
                d.metadata(),
                d.probabilities(),
                d.timestampUnit(),
                d.zone(),
                d.maxBytes(),
                d.maxDepth(),
                d.maxNumberLength(),
                d.maxNameLength());
    }

    private static Column feature(Window window, String name) {
        return Objects.requireNonNull(window.feature(name), name);
    }

    @Test
    void readsEveryPartOfASample() {
        Window window = rows.json(
                        "{'features':{'a':1.5,'b':'text','c':true},'label':'cat','timestamp':'2024-01-15T10:30:00Z',"
                                + "'metadata':{'source':'api','user':123},'probabilities':{'cat':0.9,'dog':0.1}}")
                .window();

        Sample sample = window.sample(0);
        assertThat(sample.features()).isEqualTo(Map.of("a", 1.5, "b", "text", "c", true));
        assertThat(sample.label()).isEqualTo("cat");
        assertThat(sample.timestamp()).isEqualTo(Instant.parse("2024-01-15T10:30:00Z"));
        assertThat(sample.metadata()).isEqualTo(Map.of("source", "api", "user", "123"));
        assertThat(sample.probabilities().get("cat")).isCloseTo(0.9, org.assertj.core.data.Offset.offset(1e-6));
    }

    @Test
    void infersKindsAndKeepsThemFromWindowToWindow() {
        Window first = rows.json("{'features':{'n':1,'s':'x','t':'2024-01-15T10:30:00Z','v':[1,2]}}")
                .window();
        assertThat(feature(first, "n").kind()).isEqualTo(ColumnKind.NUMERIC);
        assertThat(feature(first, "v").kind()).isEqualTo(ColumnKind.EMBEDDING);

        Window second = rows.json("{'features':{'n':'12.0 oz','v':[1,2,3]}}").window();
        assertThat(feature(second, "n").kind()).isEqualTo(ColumnKind.NUMERIC);
        assertThat(feature(second, "n").state(0)).isEqualTo(CellState.MISMATCH);
        assertThat(feature(second, "n").text(0)).isEqualTo("12.0 oz");
        assertThat(feature(second, "v").state(0)).isEqualTo(CellState.MISMATCH);
        assertThat(feature(second, "s").state(0)).isEqualTo(CellState.ABSENT);
    }

    @Test
    void flattensNestedObjectsAndJoinsArraysOfText() {
        Window window = rows.json("{'features':{'a':{'b':{'c':3}},'tags':['x','y'],'empty':[]}}")
                .window();

        assertThat(((NumericColumn) feature(window, "a.b.c")).value(0)).isEqualTo(3);
        assertThat(feature(window, "tags").text(0)).isEqualTo("x, y");
        assertThat(feature(window, "empty").state(0)).isEqualTo(CellState.NULL);
    }

    @Test
    void readsOtherShapes() {
        Rows flat = new Rows(new JsonMessageParser(at(".", "label")));
        Window window = flat.json("{'x':1,'label':'a','metadata':{'id':'7'}}").window();
        assertThat(window.features()).extracting(Column::name).containsExactly("x");
        assertThat(Objects.requireNonNull(window.label()).text(0)).isEqualTo("a");

        Rows nested = new Rows(new JsonMessageParser(at("input", "output.class")));
        window = nested.json("{'input':{'x':1},'output':{'class':2,'other':5},'features':{'z':1}}")
                .window();
        assertThat(window.features()).extracting(Column::name).containsExactly("x");
        assertThat(Objects.requireNonNull(window.label()).text(0)).isEqualTo("2");
    }

    @Test
    void keepsWholeNumbersBeyondTwoToThe53Exact() {
        Window window = rows.json(
                        "{'features':{'id':9007199254740993}}", "{'features':{'id':123456789012345678901234567890}}")
                .window();

        assertThat(feature(window, "id").text(0)).isEqualTo("9007199254740993");
        assertThat(feature(window, "id").state(0)).isEqualTo(CellState.PRESENT);
        assertThat(feature(window, "id").text(1)).isEqualTo("123456789012345678901234567890");
    }

    @Test
    void tellsWhyACellIsMissing() {
        Window window = rows.json("{'features':{'a':'x','b':1}}", "{'features':{'a':' ','b':null}}", "{'features':{}}")
                .window();

        assertThat(feature(window, "a").state(1)).isEqualTo(CellState.EMPTY);
        assertThat(feature(window, "b").state(1)).isEqualTo(CellState.NULL);
        assertThat(feature(window, "b").state(2)).isEqualTo(CellState.ABSENT);
        assertThat(((NumericColumn) feature(window, "b")).value(1)).isNaN();
    }

    @Test
    void takesTheNumbersThatJsonLacksForMissingValues() {
        Window window = rows.json(
                        "{'features':{'a':1,'v':[1,2]},'label':1.5}",
                        "{'features':{'a':NaN,'v':[1,NaN]},'label':NaN}",
                        "{'features':{'a':-Infinity,'v':[Infinity,2]},'label':Infinity}",
                        "{'features':{'a':-INF,'v':[1e400,2]},'label':1e400}",
                        "{'features':{'a':1e400,'v':[1e39,2]}}")
                .window();

        for (int row = 1; row < 5; row++) {
            assertThat(feature(window, "a").state(row)).isEqualTo(CellState.NULL);
            assertThat(feature(window, "v").state(row)).isEqualTo(CellState.NULL);
            assertThat(window.label().state(row)).isNotEqualTo(CellState.PRESENT);
        }
        rows.json("{'features':{'a':1},'timestamp':NaN}", "{'features':{'a':1},'probabilities':{'x':NaN}}");
        assertThat(rows.bad()).containsExactly("bad-timestamp", "wrong-shape");
    }

    @Test
    void takesAnEmptyNameForAName() {
        Window window = rows.json("{'features':{'':1,'a':{'':2},'b':{'':{'c':3}}},'metadata':{'':'m'}}")
                .window();

        assertThat(window.features()).extracting(Column::name).containsExactly("", "a.", "b..c");
        assertThat(((NumericColumn) feature(window, "")).value(0)).isEqualTo(1);
    }

    @Test
    void takesTheLastOfRepeatedKeysAndCountsThem() {
        Window window = rows.json("{'features':{'a':1,'a':2}}").window();

        assertThat(((NumericColumn) feature(window, "a")).value(0)).isEqualTo(2);
        assertThat(rows.repeatedKeys()).isEqualTo(1);
    }

    @Test
    void namesTheReasonOfABadMessageAndForgetsItsFields() {
        rows.json(
                "",
                "nonsense",
                "[1]",
                "{'features':{'a':1}",
                "{'features':5}",
                "{'label':'a'}",
                "{'features':{}} {}",
                "{'features':{'bogus':1},'timestamp':'2024-13-01'}",
                "{'features':{'a':1},'timestamp':'2024-01-15T10:30:00'}",
                "{'features':{'a':" + "[".repeat(50) + "]".repeat(50) + "}}",
                "{'features':{'a':" + "9".repeat(300) + "}}",
                "{'features':{'a':1},'label':{}}",
                "{'features':{'a':1},'probabilities':{'x':7}}");
        rows.add(Message.builder("p").build());
        rows.add(Message.builder("p")
                .value(new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'})
                .build());

        assertThat(rows.bad())
                .containsExactly(
                        "empty",
                        "not-json",
                        "wrong-shape",
                        "not-json",
                        "wrong-shape",
                        "no-features",
                        "not-json",
                        "bad-timestamp",
                        "bad-timestamp",
                        "over-limit",
                        "over-limit",
                        "wrong-shape",
                        "wrong-shape",
                        "tombstone",
                        "not-json");
        assertThat(rows.json("{'features':{'a':1}}").window().features())
                .extracting(Column::name)
                .containsExactly("a");
    }

    @Test
    void refusesMoreFeaturesThanTheLimit() {
        StringBuilder many = new StringBuilder("{'features':{'f0':1");
        for (int i = 1; i < 5000; i++) {
            many.append(",'f").append(i).append("':1");
        }
        rows.json(many.append("}}").toString());

        assertThat(rows.bad()).containsExactly("over-limit");
    }

    @Test
    void givesAStringTheSameCodeInEveryWindow() {
        StringColumn first = (StringColumn) feature(
                rows.json("{'features':{'s':'x'}}", "{'features':{'s':'y'}}").window(), "s");
        StringColumn second =
                (StringColumn) feature(rows.json("{'features':{'s':'y'}}").window(), "s");

        assertThat(second.code(0)).isEqualTo(first.code(1));
        assertThat(second.value(second.code(0))).isEqualTo("y");
    }

    @Test
    void copiesVectors() {
        Window window = rows.json("{'features':{'v':[1,2.5]}}", "{'features':{}}", "{'features':{'v':[3,4]}}")
                .window();

        EmbeddingColumn v = (EmbeddingColumn) feature(window, "v");
        assertThat(v.dimension()).isEqualTo(2);
        assertThat(java.util.Arrays.copyOf(v.vectors(), 6)).containsExactly(1, 2.5f, 0, 0, 3, 4);
    }
}
