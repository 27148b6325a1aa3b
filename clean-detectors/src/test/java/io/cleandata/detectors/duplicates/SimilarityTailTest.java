package io.cleandata.detectors.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SimilarityTailTest {

    private final SimilarityTail tail = new SimilarityTail();

    @Test
    void putsTheThresholdWhereChanceEnds() {
        Pairs pairs = new Pairs();
        pairs.begin(1);
        // A tail that halves with each twentieth, and nothing else: families of similar things.
        for (int k = 0; k < 16; k++) {
            add(pairs, 0.2 + k * 0.05, (int) (1000 * Math.pow(0.75, k)));
        }
        tail.learn(pairs, 2);
        assertThat(tail.threshold()).isEqualTo(SimilarityTail.CERTAIN);

        // A tail that falls to a tenth with each twentieth, and copies from .55 on.
        pairs.begin(1);
        add(pairs, 0.2, 1000);
        add(pairs, 0.25, 100);
        add(pairs, 0.3, 10);
        add(pairs, 0.55, 20);
        add(pairs, 0.7, 40);
        tail.clear();
        tail.learn(pairs, 2);
        assertThat(tail.threshold()).isLessThanOrEqualTo(0.55);
        assertThat(tail.logOdds(tail.threshold())).isZero();
        assertThat(tail.logOdds(tail.threshold() + 0.1)).isEqualTo(3, within(1e-9));
    }

    @Test
    void seesCopiesAsASecondModeBeyondATailThatFallsSlowly() {
        learn(1, 200, 500, 600, 400, 300, 220, 170, 130, 100, 75, 50, 28, 14, 8, 12, 25, 30, 40, 20);
        assertThat(tail.risen()).isTrue();
        assertThat(tail.threshold()).isBetween(0.7, 0.8);
    }

    @Test
    void takesALongTailForNoSecondMode() {
        learn(1, 200, 500, 600, 400, 200, 90, 47, 35, 26, 19, 22, 12, 10, 9, 7, 6, 5, 4, 5);
        assertThat(tail.risen()).isFalse();
    }

    @Test
    void asksForLittleWhereAllThatChanceBringsIsUnlike() {
        learn(1, 900, 700, 40, 5, 0, 0, 0, 0, 60, 2);
        assertThat(tail.threshold()).isEqualTo(0.4, within(1e-9));
    }

    @Test
    void doesNotTakeOnePairAmongUnlikeRecordsForACopy() {
        Pairs pairs = new Pairs();
        pairs.begin(1);
        add(pairs, 0.5, 1);
        tail.learn(pairs, 300);
        assertThat(tail.threshold()).isEqualTo(SimilarityTail.CERTAIN);
    }

    @Test
    void asksForEqualityWhereAllAreAlike() {
        learn(14, 60, 120, 300, 700, 900, 200);
        assertThat(tail.formulaic()).isTrue();
        assertThat(tail.threshold()).isGreaterThan(0.99);
    }

    /** Learns counts of pairs, from a bin on. */
    private void learn(int bin, int... counts) {
        Pairs pairs = new Pairs();
        pairs.begin(1);
        for (int k = 0; k < counts.length; k++) {
            add(pairs, (bin + k) * 0.05, counts[k]);
        }
        tail.learn(pairs, 2);
    }

    private static void add(Pairs pairs, double similarity, int count) {
        for (int i = 0; i < count; i++) {
            pairs.add(0, 1);
            pairs.similarity[pairs.count - 1] = (float) (similarity + 0.01);
        }
    }
}
