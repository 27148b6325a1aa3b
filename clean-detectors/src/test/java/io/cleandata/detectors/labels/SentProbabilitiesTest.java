package io.cleandata.detectors.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Probabilities;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SentProbabilitiesTest {

    private static final List<String> LABELS = List.of("cat", "dog", "owl");

    private final Random random = new Random(12);
    private final StringIds names = new StringIds();
    private int[] label = new int[0];
    private boolean[] flipped = new boolean[0];

    @Test
    void continuesExactlyAfterARestart() throws Exception {
        var first = new SentProbabilities(8);
        for (int w = 0; w < 4; w++) {
            judge(first, probabilities(400, 0.6));
        }
        var saved = new ByteArrayOutputStream();
        first.save(new DataOutputStream(saved));
        var second = new SentProbabilities(8);
        second.restore(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
        for (int w = 0; w < 4; w++) {
            Probabilities sent = probabilities(400, 0.6);
            Judgement expected = judge(first, sent);
            Judgement restored = judge(second, sent);
            assertThat(restored.score).isEqualTo(expected.score);
            assertThat(restored.wrong).isEqualTo(expected.wrong);
            assertThat(restored.expected).isEqualTo(expected.expected);
        }
    }

    @Test
    void doesNotAssessALabelUntilItHasBeenGivenOftenEnough() {
        var sent = new SentProbabilities(8);
        for (int w = 0; w < 3; w++) {
            Probabilities probabilities = probabilities(500, 0.6);
            for (int i = 0; i < 3; i++) {
                label[i] = names.id("newt");
            }
            Judgement verdict = judge(sent, probabilities);
            for (int i = 0; i < 3; i++) {
                // Three, six, nine of them have been given by then.
                assertThat(Double.isNaN(verdict.wrong[i])).isEqualTo(w < 2);
                assertThat(verdict.unknown[i]).isEqualTo(w < 2);
            }
            assertThat(verdict.wrong[3]).isBetween(0.0, 1.0);
        }
    }

    @Test
    void assessesNothingByProbabilitiesThatTellNothing() {
        var sent = new SentProbabilities(8);
        Probabilities probabilities = probabilities(600, 0.6);
        for (int i = 0; i < label.length; i++) {
            label[i] = names.id(LABELS.get(random.nextInt(3)));
        }
        Judgement verdict = judge(sent, probabilities);
        assertThat(verdict.obstacle)
                .isEqualTo("the probabilities sent say no more about the label than how frequent each label is");
        assertThat(verdict.score).containsOnly(Float.NaN);
    }

    @Test
    void takesProbabilitiesOfNoughtAndOne() {
        var sent = new SentProbabilities(8);
        Judgement verdict = judge(sent, probabilities(600, 1));
        assertThat(verdict.obstacle).isEmpty();
        for (int i = 0; i < label.length; i++) {
            assertThat(verdict.wrong[i] > 0.5).isEqualTo(flipped[i]);
        }
    }

    @Test
    void saysWhichOfTwoThousandLabelsItCannotAssess() {
        int n = 20_000;
        int classes = 2000;
        String[] all = new String[classes];
        Arrays.setAll(all, k -> "l" + k);
        label = new int[n];
        float[] values = new float[n * classes];
        for (int i = 0; i < n; i++) {
            values[i * classes + i % classes] = 1;
            label[i] = names.id(all[i % classes]);
        }
        Judgement verdict = judge(new SentProbabilities(8), new Probabilities(List.of(all), values));
        int assessed = 0;
        for (int i = 0; i < n; i++) {
            assessed += Double.isNaN(verdict.wrong[i]) ? 0 : 1;
            assertThat(verdict.unknown[i]).isEqualTo(Double.isNaN(verdict.wrong[i]));
        }
        assertThat(assessed).isEqualTo(LabelModel.MOST_CLASSES * (n / classes));
        assertThat(verdict.crowded).isTrue();
    }

    private Judgement judge(SentProbabilities sent, Probabilities probabilities) {
        int n = label.length;
        int[] rows = new int[n];
        Arrays.setAll(rows, i -> i);
        boolean[] learnable = new boolean[n];
        Arrays.fill(learnable, true);
        return sent.judge(probabilities, rows, label, learnable, random.longs(n).toArray(), names);
    }

    /** Of a model that is right and gives its class at least so much, and labels of which one in twelve is flipped. */
    private Probabilities probabilities(int n, double least) {
        float[] values = new float[3 * n];
        label = new int[n];
        flipped = new boolean[n];
        for (int i = 0; i < n; i++) {
            int kind = random.nextInt(3);
            float sure = (float) (least + (1 - least) * random.nextDouble());
            Arrays.fill(values, 3 * i, 3 * i + 3, (1 - sure) / 2);
            values[3 * i + kind] = sure;
            flipped[i] = random.nextInt(12) == 0;
            label[i] = names.id(LABELS.get((flipped[i] ? kind + 1 : kind) % 3));
        }
        return new Probabilities(LABELS, values);
    }
}
