package io.cleandata.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.CellState;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.Sample;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestStreamTest {

    @Test
    void keepsKindsCodesAndPositionsOverWindows() {
        TestStream stream = new TestStream();
        Window first = stream.window(List.of(
                Sample.builder().feature("x", 1).feature("c", "red").label("a").build(),
                Sample.builder().feature("x", 2).feature("c", "blue").label("b").build()));
        Window second = stream.slide(
                1,
                List.of(Sample.builder()
                        .feature("x", "many")
                        .feature("c", "red")
                        .label("b")
                        .build()));

        assertThat(second.size()).isEqualTo(2);
        assertThat(second.firstNew()).isEqualTo(1);
        assertThat(second.index()).isEqualTo(1);
        assertThat(second.message(1).position().first()).isEqualTo(3);
        assertThat(((StringColumn) second.feature("c")).code(1)).isEqualTo(((StringColumn) first.feature("c")).code(0));
        NumericColumn x = (NumericColumn) second.feature("x");
        assertThat(x.kind()).isEqualTo(ColumnKind.NUMERIC);
        assertThat(x.state(1)).isEqualTo(CellState.MISMATCH);
        assertThat(x.text(1)).isEqualTo("many");
        assertThat(second.label().text(0)).isEqualTo("b");
        assertThat(stream.redelivered(List.of(Sample.builder().build())).learnable(0))
                .isFalse();
    }

    @Test
    void tellsAbsentNullAndEmptyApart() {
        Window window = TestStream.of(
                Sample.builder().feature("c", "red").build(),
                Sample.builder().feature("c", null).build(),
                Sample.builder().feature("c", " ").build(),
                Sample.builder().build());

        assertThat(window.feature("c").state(1)).isEqualTo(CellState.NULL);
        assertThat(window.feature("c").state(2)).isEqualTo(CellState.EMPTY);
        assertThat(window.feature("c").state(3)).isEqualTo(CellState.ABSENT);
        assertThat(window.feature("c").present()).isEqualTo(1);
    }
}
