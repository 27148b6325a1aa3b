package io.cleandata.detectors.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.StringColumn;
import io.cleandata.testkit.TestColumns;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class SerialsTest {

    private final Random random = new Random(2);

    @Test
    void areTextsThatAscendByTheirNumbers() {
        assertThat(Serials.in(texts(row -> "order-" + (row + 1)), 200)).isTrue();
        assertThat(Serials.in(texts(row -> "batch " + row / 40 + ", item " + (7 + row % 40)), 200))
                .isTrue();
        assertThat(Serials.in(texts(row -> row == 60 ? null : "A" + row), 200)).isTrue();
        assertThat(Serials.in(texts(row -> "order-" + (row + 1)), 49))
                .as("too few")
                .isFalse();
    }

    @Test
    void areDistinctTextsWithMoreDigitsThanLetters() {
        assertThat(Serials.in(texts(row -> "ORD-" + (1_000_000 + random.nextInt(9_000_000))), 200))
                .isTrue();
        assertThat(Serials.in(texts(row -> "+49 30 " + random.nextInt(20)), 200))
                .as("comes again")
                .isFalse();
    }

    @Test
    void areNoTextsThatSaySomething() {
        String[] words = {"red", "blue", "small", "large", "round", "flat", "new", "used", "steel", "oak"};
        assertThat(Serials.in(
                        texts(row -> words[random.nextInt(10)]
                                + ' '
                                + words[random.nextInt(10)]
                                + ' '
                                + words[random.nextInt(10)]
                                + ' '
                                + random.nextInt(1000)),
                        200))
                .isFalse();
        assertThat(Serials.in(texts(row -> "" + (char) ('a' + row / 26) + (char) ('a' + row % 26)), 200))
                .as("a sorted list of names")
                .isFalse();
    }

    @Test
    void comparesRunsOfDigitsByTheirValues() {
        assertThat(Serials.compare("a9", "a10")).isNegative();
        assertThat(Serials.compare("a010", "a10")).isZero();
        assertThat(Serials.compare("a2b3", "a2b20")).isNegative();
        assertThat(Serials.compare("b1", "a2")).isPositive();
        assertThat(Serials.compare("a1", "a1x")).isNegative();
    }

    private static StringColumn texts(IntFunction<String> text) {
        String[] texts = new String[200];
        for (int row = 0; row < texts.length; row++) {
            texts[row] = text.apply(row);
        }
        return TestColumns.text("t", texts);
    }
}
