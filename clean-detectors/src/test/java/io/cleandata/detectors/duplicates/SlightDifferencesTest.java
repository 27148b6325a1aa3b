package io.cleandata.detectors.duplicates;

import static io.cleandata.detectors.duplicates.Table.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlightDifferencesTest {

    private static final String[] ROMAN = {"I", "II", "III", "IV", "V", "VI"};
    private static final String[] MEDIA = {"etching", "lithograph", "woodcut", "oil on canvas", "bronze"};

    private final SlightDifferences slight = new SlightDifferences();

    @ParameterizedTest
    @CsvSource({
        "Winters Terry, 'Terry Winters,', 0",
        "Media, MEDIA, 0",
        "Aventis, Avenbis, 1",
        "Fluor, Fulor, 1",
        "Hong Kong/China, HongKong/China, 0",
        "Four Lines on white paper, Four Lines on whte papr, 2",
        "Business services & supplies, Business serv. & supplies, 1",
        "Diversified financials, Diversified, 3",
        "Sony TV black, Sony TV white, 3",
        "Shirt cotton M, Shirt cotton L, 3",
        "Four Lines II, Four Lines III, 3",
        "Root Port 4, Root Port 6, 3",
        "03/04/2020, 04/03/2020, 3",
        "won 2-1, won 1-2, 3",
        "310/659-9639, 310-659 9639, 0",
        "male, female, 3",
        "abcdefgh, hgfedcba, 3",
        "'', Aventis, 3"
    })
    void tellsSlipsOfThePenFromOtherThings(String x, String y, int edits) {
        assertThat(slight.edits(x, y)).isEqualTo(edits);
        assertThat(slight.edits(y, x)).isEqualTo(edits);
    }

    @Test
    void findsWorksEnteredTwiceAmongSeriesOfWorks() {
        var random = new SplittableRandom(3);
        int series = 100;
        int works = series * ROMAN.length;
        int n = works + 40;
        String[] artist = new String[n];
        String[] title = new String[n];
        String[] medium = new String[n];
        Object[] height = new Object[n];
        Object[] width = new Object[n];
        for (int i = 0; i < works; i++) {
            int first = i - i % ROMAN.length;
            artist[i] = i > first ? artist[first] : word(random) + ", " + word(random);
            String name = i > first ? title[first] : word(random) + " of " + word(random) + " I";
            title[i] = name.substring(0, name.lastIndexOf(' ') + 1) + ROMAN[i % ROMAN.length];
            medium[i] = i > first ? medium[first] : MEDIA[random.nextInt(MEDIA.length)];
            height[i] = i > first ? height[first] : 10 + random.nextInt(900) / 10.0;
            width[i] = 10 + random.nextInt(9000) / 10.0;
        }
        for (int i = works; i < n; i++) {
            int copied = (i - works) * 13;
            String[] names = artist[copied].split(", ");
            artist[i] = i % 2 == 0 ? names[1] + " " + names[0] : artist[copied].substring(1);
            title[i] = title[copied];
            medium[i] = medium[copied];
            height[i] = height[copied];
            width[i] = width[copied];
        }
        DetectorResult result = new DuplicatesDetector(DuplicatesSettings.defaults())
                .analyze(table().texts("artist", artist)
                        .texts("title", title)
                        .texts("medium", medium)
                        .numbers("height", height)
                        .numbers("width", width)
                        .window());
        assertThat(result.issues().stream().map(Issue::row))
                .hasSizeGreaterThanOrEqualTo(38)
                .allMatch(row -> row >= works);
    }

    private static String word(SplittableRandom random) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            word.append("bdfghklmnprstvwz".charAt(random.nextInt(16))).append("aeiou".charAt(random.nextInt(5)));
        }
        return word.toString();
    }
}
