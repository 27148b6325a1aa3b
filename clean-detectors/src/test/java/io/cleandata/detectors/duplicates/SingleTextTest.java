package io.cleandata.detectors.duplicates;

import static io.cleandata.detectors.duplicates.Table.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Issue;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Records that are one text each. */
class SingleTextTest {

    private static final String[] STATES = {"installed", "unpacked", "configured", "half-installed", "removed"};

    private final DuplicatesDetector detector = new DuplicatesDetector(DuplicatesSettings.defaults());
    private final SplittableRandom random = new SplittableRandom(5);

    @Test
    void findsEditedTextsWhereOthersAreUnlike() {
        List<String> texts = texts(400, i -> sentence(12));
        for (int k = 0; k < 40; k++) {
            texts.add("RT " + sentence(1) + ": " + texts.get(9 * k).replaceFirst(" \\S+ ", " "));
        }
        assertThat(flagged(texts)).hasSizeGreaterThanOrEqualTo(38).allMatch(row -> row >= 400);
    }

    @Test
    void findsEditedTextsWithoutBlanks() {
        List<String> texts = texts(400, i -> characters(40));
        for (int k = 0; k < 40; k++) {
            StringBuilder edited = new StringBuilder(texts.get(9 * k));
            edited.setCharAt(5, '\u9f8d');
            edited.setCharAt(25, '\u9f8d');
            texts.add(edited.toString());
        }
        assertThat(flagged(texts)).hasSizeGreaterThanOrEqualTo(38).allMatch(row -> row >= 400);
    }

    @Test
    void keepsLinesOfALogApart() {
        List<String> packages = texts(60, i -> "lib" + sentence(1) + ":amd64 " + random.nextInt(9) + ".2-1");
        List<String> lines = texts(
                600,
                i -> "2026-11-27 03:" + (10 + i / 50) + ":" + (10 + i % 50) + " status "
                        + STATES[random.nextInt(STATES.length)] + " " + packages.get(i / 10));
        assertThat(flagged(lines)).hasSizeLessThan(6);
    }

    @Test
    void keepsTextsApartThatDifferInANumber() {
        List<String> texts = texts(400, i -> sentence(12));
        for (int k = 0; k < 40; k++) {
            String start = sentence(2);
            texts.add(start + " took " + (1000 + k) + " ms");
            texts.add(start + " took " + (5000 + k) + " ms");
        }
        assertThat(flagged(texts)).isEmpty();
    }

    @Test
    void keepsArticlesOfASeriesApartHoweverLongTheirNameIs() {
        List<String> texts = texts(400, i -> sentence(12));
        for (int k = 0; k < 40; k++) {
            String start = sentence(14);
            texts.add(start + " port " + (k % 8 + 1));
            texts.add(start + " port " + ((k + 3) % 8 + 1));
        }
        assertThat(flagged(texts)).isEmpty();
    }

    private static List<String> texts(int count, IntFunction<String> text) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(text.apply(i));
        }
        return texts;
    }

    private List<Integer> flagged(List<String> texts) {
        return detector
                .analyze(table().texts("text", texts.toArray(new String[0])).window())
                .issues()
                .stream()
                .map(Issue::row)
                .toList();
    }

    private String sentence(int words) {
        StringBuilder text = new StringBuilder();
        for (int w = 0; w < words; w++) {
            text.append(w == 0 ? "" : " ");
            for (int i = random.nextInt(1, 4); i >= 0; i--) {
                text.append("bdfghklmnprstvwz".charAt(random.nextInt(16))).append("aeiou".charAt(random.nextInt(5)));
            }
        }
        return text.toString();
    }

    private String characters(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append((char) (0x4e00 + random.nextInt(1500)));
        }
        return text.toString();
    }
}
