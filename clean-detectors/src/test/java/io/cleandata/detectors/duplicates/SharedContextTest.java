package io.cleandata.detectors.duplicates;

import static io.cleandata.detectors.duplicates.Table.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Things that have a context in common and are not the same thing. */
class SharedContextTest {

    private final DuplicatesDetector detector = new DuplicatesDetector(DuplicatesSettings.defaults());
    private final SplittableRandom random = new SplittableRandom(3);

    @Test
    void keepsTheMembersOfAHouseholdApart() {
        assertThat(flagged(households(400))).isEmpty();
    }

    @Test
    void findsMembersOfAHouseholdWhoWereTypedTwice() {
        List<String[]> people = households(400);
        for (int k = 0; k < 20; k++) {
            String[] again = people.get(17 * k).clone();
            again[0] = again[0].toUpperCase(Locale.ROOT);
            again[2] = again[2].replaceFirst("..$", "");
            people.add(again);
        }
        assertThat(flagged(people)).hasSizeGreaterThanOrEqualTo(19).allMatch(row -> row >= 400);
    }

    @Test
    void keepsTheOrdersOfACustomerApart() {
        List<String[]> customers = households(150);
        List<String[]> orders = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            String[] c = customers.get(random.nextInt(customers.size()));
            String article = word(3) + " " + word(2) + " " + word(2);
            orders.add(new String[] {c[0] + " " + c[1], c[2], c[3], article, String.valueOf(random.nextInt(9000))});
        }
        assertThat(flagged(orders)).isEmpty();
    }

    @Test
    void keepsArticlesApartThatAgreeInTheirKindAndByChanceInTheirStock() {
        String[] kinds = {word(3), word(2), word(3), word(2)};
        List<String[]> articles = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            String kind = kinds[random.nextInt(kinds.length)] + random.nextInt(10);
            String title = word(3) + " " + word(2) + " " + kind + " " + word(2);
            articles.add(new String[] {title, kind, String.valueOf(random.nextInt(250))});
        }
        assertThat(flagged(articles)).hasSizeLessThan(5);
    }

    private List<Integer> flagged(List<String[]> rows) {
        Table table = table();
        for (int f = 0; f < rows.get(0).length; f++) {
            int field = f;
            table.texts("f" + f, rows.stream().map(row -> row[field]).toArray(String[]::new));
        }
        DetectorResult result = detector.analyze(table.window());
        return result.issues().stream().map(Issue::row).toList();
    }

    private List<String[]> households(int people) {
        List<String[]> rows = new ArrayList<>();
        while (rows.size() < people) {
            String[] home = {word(3), word(4) + " street " + random.nextInt(1, 150), word(2) + "ville"};
            for (int k = random.nextInt(1, 5); k > 0 && rows.size() < people; k--) {
                String given = word(2);
                String mail = given + random.nextInt(100) + "@" + word(2) + ".example";
                rows.add(new String[] {given, home[0], home[1], home[2], mail});
            }
        }
        return rows;
    }

    private String word(int syllables) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < syllables; i++) {
            word.append("bdfghklmnprstvwz".charAt(random.nextInt(16))).append("aeiou".charAt(random.nextInt(5)));
        }
        return word.toString();
    }
}
