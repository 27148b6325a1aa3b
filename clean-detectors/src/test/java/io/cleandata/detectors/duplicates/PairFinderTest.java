package io.cleandata.detectors.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PairFinderTest {

    private final Records records = new Records(new Lexicon(Lexicon.MOST));
    private final Pairs pairs = new Pairs();

    /** The values are those of {@code cosine.py} beside {@code cosine.csv}, which computes them from the definition. */
    @Test
    void theSimilarityOfTwoTextsIsTheirCosine() throws IOException {
        List<String[]> expected = read();
        List<String> texts = new ArrayList<>();
        for (String[] line : expected) {
            for (int k = 0; k < 2; k++) {
                if (!texts.contains(line[k])) {
                    texts.add(line[k]);
                }
            }
        }
        find(texts);
        int found = 0;
        for (String[] line : expected) {
            double cosine = Double.parseDouble(line[2]);
            int pair = pair(texts.indexOf(line[0]), texts.indexOf(line[1]));
            if (pair < 0) {
                assertThat(cosine).as(line[0] + " and " + line[1]).isLessThan(0.03);
            } else {
                assertThat((double) pairs.similarity[pair])
                        .as(line[0] + " and " + line[1])
                        .isCloseTo(cosine, within(1e-5));
                found++;
            }
        }
        assertThat(found).isGreaterThanOrEqualTo(4);
    }

    private void find(List<String> texts) {
        records.begin(texts.size(), 1);
        for (int r = 0; r < texts.size(); r++) {
            records.add(r, 0, texts.get(r));
        }
        records.complete();
        FieldProfiles profiles = new FieldProfiles();
        profiles.measure(records);
        new PairFinder().find(records, profiles, 0, pairs);
    }

    private int pair(int one, int other) {
        for (int i = 0; i < pairs.count; i++) {
            if (pairs.first[i] == one && pairs.second[i] == other) {
                return i;
            }
        }
        return -1;
    }

    private static List<String[]> read() throws IOException {
        try (InputStream in = Objects.requireNonNull(PairFinderTest.class.getResourceAsStream("cosine.csv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .toList();
        }
    }
}
