package io.cleandata.detectors.constraints;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Sample;
import io.cleandata.testkit.TestStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RuleSuggestionsTest {

    private static List<Suggestion> suggestions(int n) {
        Random random = new Random(2);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double low = random.nextInt(100);
            samples.add(Sample.builder()
                    .feature("id", "id-" + i)
                    .feature("low", low)
                    .feature("high", low + random.nextInt(20))
                    .feature("colour", "c" + random.nextInt(3))
                    .feature("sometimes", random.nextInt(4) == 0 ? null : random.nextGaussian())
                    .feature("step", i * 10)
                    .build());
        }
        RuleSuggestions suggestions = new RuleSuggestions();
        TestStream stream = new TestStream();
        for (int from = 0; from < n; from += 100) {
            suggestions.add(stream.window(samples.subList(from, Math.min(n, from + 100))));
        }
        return suggestions.suggestions();
    }

    private static Map<String, Object> rule(List<Suggestion> suggestions, String field) {
        return suggestions.stream()
                .map(Suggestion::rule)
                .filter(rule -> field.equals(rule.get("field")))
                .findFirst()
                .orElse(Map.of());
    }

    @Test
    void proposesWhatAllOfHistoryObeys() {
        List<Suggestion> found = suggestions(1000);

        assertThat(rule(found, "id")).containsEntry("unique", true).containsEntry("not-null", true);
        assertThat(rule(found, "low")).containsEntry("min", 0L).containsEntry("max", 109L);
        assertThat(rule(found, "colour")).containsEntry("in", List.of("c0", "c1", "c2"));
        assertThat(rule(found, "step")).containsEntry("monotonic", "increasing").doesNotContainKey("max");
        assertThat(rule(found, "sometimes")).doesNotContainKey("not-null");
        assertThat(found).extracting(Suggestion::rule).contains(Map.of("expression", "low <= high"));
        assertThat(found).extracting(Suggestion::rule).doesNotContain(Map.of("expression", "high <= low"));
    }

    @Test
    void proposesNothingFromTooLittle() {
        assertThat(suggestions(200)).isEmpty();
    }
}
