package io.cleandata.column;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.CellState;
import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.EmbeddingColumn;
import io.cleandata.model.Message;
import io.cleandata.model.Window;
import io.cleandata.parse.Rows;
import io.cleandata.spi.SampleWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Columns whose cells are vectors, of one length and of several. */
class VectorColumnTest {

    private static final float[] NUMBERS = {1, 2, 3, 4};
    private static final String SHORT = "3";
    private static final String USUAL = "4";
    private static final String TEXT = "a";

    /** A text, or a vector of the length that the message names. */
    private static void parse(Message message, SampleWriter out) {
        String text = message.text();
        if (text.equals(TEXT)) {
            out.text("v", text);
        } else {
            out.vector("v", NUMBERS, Integer.parseInt(text));
        }
    }

    private static Rows rows(StreamSchema schema) {
        return new Rows(VectorColumnTest::parse, schema);
    }

    private static Rows usual(Rows rows, int count) {
        for (int i = 0; i < count; i++) {
            rows.json(USUAL);
        }
        return rows;
    }

    private static Column column(Window window) {
        return Objects.requireNonNull(window.feature("v"));
    }

    private static void assertUsual(Column column, int row) {
        assertThat(column.kind()).isEqualTo(ColumnKind.EMBEDDING);
        EmbeddingColumn vectors = (EmbeddingColumn) column;
        assertThat(vectors.dimension()).isEqualTo(4);
        assertThat(vectors.state(row)).isEqualTo(CellState.PRESENT);
        assertThat(vectors.vectors()[row * 4 + 3]).isEqualTo(4f);
    }

    @Test
    void aFirstVectorOfAWrongLengthIsOutvotedAndAMisfit() {
        Rows rows = usual(rows(new StreamSchema()).json(SHORT), 9);
        for (int window = 0; window < 3; window++) {
            Column column = column(rows.window());
            assertThat(column.state(0)).isEqualTo(CellState.MISMATCH);
            assertThat(column.text(0)).isEqualTo("[3 numbers: 1, 2, 3]");
            assertUsual(column, 1);
            assertUsual(column, 9);
            usual(rows.json(SHORT), 9);
        }
    }

    @Test
    void theLengthStaysThoughAllVectorsOfAWindowHaveAnother() {
        Rows rows = usual(rows(new StreamSchema()), 5);
        assertUsual(column(rows.window()), 4);
        for (int i = 0; i < 150; i++) {
            rows.json(SHORT);
        }
        Column column = column(rows.window());
        assertThat(column.kind()).isEqualTo(ColumnKind.EMBEDDING);
        assertThat(column.states()).containsOnly((byte) CellState.MISMATCH.ordinal());
        usual(rows, 5);
        assertUsual(column(rows.window()), 4);
    }

    @Test
    void anOpenWindowThatBeganBeforeTheLengthWasKnownKeepsIt() {
        StreamSchema schema = new StreamSchema();
        Rows early = usual(rows(schema).json(SHORT), 2);
        Rows first = usual(rows(schema), 3);
        assertUsual(column(first.window()), 0);
        usual(early.json(SHORT), 1);
        Column column = column(early.window(2));
        assertThat(column.state(0)).isEqualTo(CellState.MISMATCH);
        assertUsual(column, 1);
        assertThat(column.state(3)).isEqualTo(CellState.MISMATCH);
        assertUsual(column, 4);
        usual(early, 1);
        assertThat(column(early.window()).state(0)).as("shown again").isEqualTo(CellState.MISMATCH);
    }

    @Test
    void vectorsThatWaitForTheirLengthAreShownAgainBehindTexts() {
        Rows rows = rows(new StreamSchema()).json(SHORT, TEXT, TEXT);
        Column column = column(rows.window(3));
        assertThat(column.kind()).isEqualTo(ColumnKind.CATEGORICAL);
        assertThat(column.text(0)).isEqualTo("[3 numbers: 1, 2, 3]");
        assertUsual(column(usual(rows, 4).window()), 3);
    }

    @Test
    void aVectorInAnotherColumnLeavesItsKindAlone() {
        Rows rows = rows(new StreamSchema());
        for (int i = 0; i < 200; i++) {
            rows.json(TEXT);
        }
        assertThat(column(rows.window()).kind()).isEqualTo(ColumnKind.CATEGORICAL);
        for (int window = 0; window < 2; window++) {
            Column column = column(usual(rows.json(TEXT, SHORT), 1).window());
            assertThat(column.kind()).isEqualTo(ColumnKind.CATEGORICAL);
            assertThat(column.state(1)).isEqualTo(CellState.MISMATCH);
            assertThat(column.text(1)).isEqualTo("[3 numbers: 1, 2, 3]");
            assertThat(column.text(2)).isEqualTo("[4 numbers: 1, 2, 3, 4]");
        }
    }

    @Test
    void aDeclaredEmbeddingTakesTheLengthOfMost() {
        Rows rows = rows(new StreamSchema(ColumnLimits.DEFAULT, Map.of("v", ColumnKind.EMBEDDING)));
        assertThat(column(rows.json(TEXT).window()).kind()).isEqualTo(ColumnKind.EMBEDDING);
        assertUsual(column(usual(rows.json(SHORT), 2).window()), 1);
    }

    @Test
    void aRestartKeepsTheLength() throws IOException {
        StreamSchema before = new StreamSchema();
        assertUsual(column(usual(rows(before), 3).window()), 0);
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        before.save(saved);
        StreamSchema after = new StreamSchema();
        after.restore(new ByteArrayInputStream(saved.toByteArray()));
        assertUsual(column(usual(rows(after).json(SHORT), 1).window()), 1);
    }
}
