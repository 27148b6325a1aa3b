package io.cleandata.detectors.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelModelTest {

    private final Random random = new Random(5);

    @Test
    void fitsWheneverTheFirstThousandRowsHaveDoubledAndThenOnceInAThousand() {
        assertThat(fits(new LabelMemory(4000, new boolean[1], false), 200, 25))
                .containsExactly(200, 400, 800, 1800, 2800, 3800, 4800);
    }

    @Test
    void fitsNoOftenerWithoutAMemory() {
        assertThat(fits(new LabelMemory(0, new boolean[1], false), 200, 25))
                .hasSizeLessThanOrEqualTo(9)
                .endsWith(4800);
        assertThat(fits(new LabelMemory(0, new boolean[1], false), 300, 20))
                .hasSizeLessThanOrEqualTo(8)
                .endsWith(5700);
    }

    @Test
    void fitsAtEachWindowOfAThousandRows() {
        assertThat(fits(new LabelMemory(4000, new boolean[1], false), 1000, 4)).containsExactly(1000, 2000, 3000, 4000);
    }

    @Test
    void fitsAgainAsSoonAsItMeetsTheClassesThatAWindowLacked() {
        var expert = new Counting();
        var model = new LabelModel(8, new LabelMemory(4000, new boolean[1], false), expert);
        model.judge(batch(1000, 0, 2));
        // A window of labels that come once each: there is nothing to fit on.
        assertThat(model.judge(batch(1000, 5, 1000)).obstacle).startsWith("no label of the window");
        assertThat(expert.fits).hasSize(1);
        model.judge(batch(10, 0, 2));
        assertThat(expert.fits).hasSize(2);
    }

    /** After how many rows a model is fitted that gets windows of one size. */
    private List<Integer> fits(LabelMemory memory, int rows, int windows) {
        var expert = new Counting();
        var model = new LabelModel(8, memory, expert);
        List<Integer> at = new ArrayList<>();
        for (int w = 1; w <= windows; w++) {
            int before = expert.fits.size();
            model.judge(batch(rows, 0, 2));
            if (expert.fits.size() > before) {
                at.add(w * rows);
            }
        }
        return at;
    }

    /** Rows of so many labels by turns, from a first one on. */
    private Batch batch(int rows, int first, int labels) {
        float[][] values = new float[1][rows];
        int[] label = new int[rows];
        boolean[] learnable = new boolean[rows];
        Arrays.fill(learnable, true);
        for (int i = 0; i < rows; i++) {
            label[i] = first + i % labels;
            values[0][i] = label[i] + random.nextFloat();
        }
        long[] identity = random.longs(rows).toArray();
        return new Batch(rows, values, new String[0][], new int[0], label, learnable, identity);
    }

    /** Knows each row's class, and counts how often it is fitted. */
    private static final class Counting implements Experts {
        private final List<Integer> fits = new ArrayList<>();

        @Override
        public int count() {
            return 1;
        }

        @Override
        public void fitAndJudge(TrainingSet set, float[][] opinions) {
            fits.add(set.train().length);
            judge(set, opinions);
        }

        @Override
        public void judge(TrainingSet set, float[][] opinions) {
            for (int i = 0; i < set.scored().length; i++) {
                opinions[0][i * set.classes() + set.given()[i]] = 1;
            }
        }

        @Override
        public void save(DataOutputStream out) {}

        @Override
        public void restore(DataInputStream in) {}
    }
}
