package io.cleandata.detectors.constraints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Sample;
import io.cleandata.spi.CleanException;
import io.cleandata.testkit.TestStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstraintsDetectorTest {

    private final TestStream stream = new TestStream();

    private static final class Rule {
        private String field;
        private boolean notNull;
        private boolean unique;
        private Double min;
        private Double max;
        private List<String> in = List.of();
        private String regex;
        private Integer maxLength;
        private Order monotonic;
        private String expression;
        private String when;
        private Double atLeast;
        private Aggregate aggregate;

        private ConstraintRule build() {
            return new ConstraintRule(
                    null,
                    field,
                    notNull,
                    unique,
                    min,
                    max,
                    in,
                    regex,
                    null,
                    maxLength,
                    monotonic,
                    expression,
                    when,
                    atLeast,
                    aggregate,
                    1);
        }
    }

    private static ConstraintRule field(String field, java.util.function.Consumer<Rule> set) {
        Rule rule = new Rule();
        rule.field = field;
        set.accept(rule);
        return rule.build();
    }

    private static ConstraintRule expression(String expression, java.util.function.Consumer<Rule> set) {
        Rule rule = new Rule();
        rule.expression = expression;
        set.accept(rule);
        return rule.build();
    }

    private static ConstraintsDetector detector(ConstraintRule... rules) {
        return new ConstraintsDetector(new ConstraintsSettings(List.of(rules), 1000));
    }

    private DetectorResult judge(ConstraintsDetector detector, Object... values) {
        List<Sample> samples = new ArrayList<>();
        for (Object value : values) {
            samples.add(Sample.builder()
                    .feature("x", value)
                    .feature("y", 2)
                    .label("a")
                    .build());
        }
        return detector.analyze(stream.window(samples));
    }

    private static List<Integer> rows(DetectorResult result) {
        return result.issues().stream()
                .filter(i -> i.scope() == Issue.Scope.SAMPLE)
                .map(Issue::row)
                .toList();
    }

    @Test
    void judgesSingleFields() {
        assertThat(rows(judge(detector(field("x", r -> r.notNull = true)), 1, null, 3)))
                .containsExactly(1);
        assertThat(rows(judge(detector(field("x", r -> r.max = 2.0)), 1, 2, 3, null)))
                .containsExactly(2);
        assertThat(rows(judge(detector(field("x", r -> r.unique = true)), 1, 2, 1, 2)))
                .containsExactly(2, 3);
        assertThat(rows(judge(detector(field("x", r -> r.monotonic = Order.INCREASING)), 1, 5, 2, 3)))
                .containsExactly(2);
        assertThat(rows(judge(detector(field("label", r -> r.in = List.of("b"))), 1)))
                .containsExactly(0);
    }

    @Test
    void judgesText() {
        TestStream texts = new TestStream();
        List<Sample> samples = List.of(
                Sample.builder().feature("t", "a@b.c").build(),
                Sample.builder().feature("t", "nonsense").build());

        assertThat(rows(detector(field("t", r -> r.regex = "[^@]+@[^@]+")).analyze(texts.window(samples))))
                .containsExactly(1);
        assertThat(rows(detector(field("t", r -> r.maxLength = 5)).analyze(texts.window(samples))))
                .containsExactly(1);
        assertThat(rows(detector(expression("t =~ '[^@]+@.*'", r -> {})).analyze(texts.window(samples))))
                .containsExactly(1);
    }

    @Test
    void judgesRelationsBetweenFieldsWhereAllAreThere() {
        DetectorResult result = judge(detector(expression("x * y <= 4", r -> {})), 1, 2, 3, null);

        assertThat(rows(result)).containsExactly(2);
        assertThat(result.issues().get(0).features()).containsExactly("x", "y");
        assertThat(result.issues().get(0).reason()).contains("x * y <= 4").contains("x is \"3\"");
        assertThat(result.scores()[3]).isNaN();
    }

    @Test
    void judgesOnlyTheSamplesThatARuleIsAbout() {
        assertThat(rows(judge(detector(expression("x < 3", r -> r.when = "x > 1")), 1, 2, 3)))
                .containsExactly(2);
    }

    @Test
    void judgesSharesAndAggregatesOfWindows() {
        DetectorResult share = judge(detector(expression("x > 1", r -> r.atLeast = 0.9)), 1, 2, 3, 4);
        assertThat(share.issues()).singleElement().satisfies(issue -> {
            assertThat(issue.scope()).isEqualTo(Issue.Scope.WINDOW);
            assertThat(issue.reason()).contains("holds for 75.0 %");
        });

        DetectorResult mean = judge(
                detector(field("x", r -> {
                    r.aggregate = Aggregate.MEAN;
                    r.max = 2.0;
                })),
                1,
                2,
                6);
        assertThat(mean.issues().get(0).reason()).isEqualTo("mean of x is 3, more than 2.0");
    }

    @Test
    void refusesRulesThatDoNotParseOrReachOutOfTheSandbox() {
        assertThatThrownBy(() -> detector(expression("x <", r -> {})))
                .isInstanceOf(CleanException.class)
                .hasMessageContaining("does not parse");
        assertThatThrownBy(() -> detector(field("x", r -> r.regex = "(")))
                .isInstanceOf(CleanException.class)
                .hasMessageContaining("no RE2 pattern");
        assertThatThrownBy(() -> detector(field("x", r -> {}))).hasMessageContaining("has no condition");
        for (String attack : List.of(
                "new('java.io.File', 'a')",
                "x.class.forName('java.lang.Runtime')",
                "while(true) {}",
                "x = 5",
                "''.getClass()")) {
            assertThatThrownBy(() -> detector(expression(attack, r -> {})))
                    .as(attack)
                    .isInstanceOf(CleanException.class);
        }
    }

    @Test
    void remembersUniqueValuesAcrossWindowsAndRestarts() throws Exception {
        ConstraintsDetector detector =
                detector(field("x", r -> r.unique = true), field("x", r -> r.monotonic = Order.INCREASING));
        judge(detector, 1, 2);
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        detector.save(saved);
        ConstraintsDetector restored =
                detector(field("x", r -> r.unique = true), field("x", r -> r.monotonic = Order.INCREASING));
        restored.restore(new ByteArrayInputStream(saved.toByteArray()), 1);

        assertThat(rows(judge(restored, 2, 3))).containsExactly(0);
    }
}
