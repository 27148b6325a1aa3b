package io.cleandata.detectors.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFolderTest {

    private final TextFolder folder = new TextFolder();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Café  Löwe, 12|cafe lowe 12",
                "Simonas &#352;altenis|simonas saltenis",
                "K&ouml;nig &amp; Co.|konig co",
                "AT&T phones|at_t phones",
                "KX-TG6700(B)|kx_tg6700 b",
                "310/659-9639|310_659_9639",
                "O'Reilly's|oreillys",
                "...|''",
                "日本 語|日本 語",
                "e\u0301te\u0301|ete",
                "&nosuch;x|x",
            })
    void foldsToWordsWithoutCaseAccentsAndMarkup(String text, String folded) {
        assertThat(fold(text)).isEqualTo(folded);
    }

    @Test
    void keepsTheBeginningOfLongTexts() {
        assertThat(fold("abc ".repeat(1000))).hasSizeBetween(TextFolder.LONGEST - 4, TextFolder.LONGEST);
        assertThat(fold("-".repeat(100_000))).isEmpty();
    }

    private String fold(String text) {
        int length = folder.fold(text);
        return new String(folder.chars, 0, length).replace(TextFolder.INNER, '_');
    }
}
