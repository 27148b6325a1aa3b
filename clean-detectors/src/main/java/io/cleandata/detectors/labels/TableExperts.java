package io.cleandata.detectors.labels;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** A random forest and a ridge regression on random features, for numbers, categories and embeddings. */
final class TableExperts implements Experts {

    private static final double BAG = 0.4;
    private static final int LEAST_NEW_TREES = 16;

    private final LabelMemory memory;
    private final Forest forest;
    private final FourierRidge ridge;
    private final int trees;
    private final Forking forking;

    TableExperts(LabelMemory memory, int trees, int cosines, long seed, Forking forking) {
        this.memory = memory;
        this.trees = trees;
        this.forest = new Forest(trees, seed);
        this.ridge = new FourierRidge(cosines, seed + 7);
        this.forking = forking;
    }

    @Override
    public int count() {
        return 2;
    }

    @Override
    public void fitAndJudge(TrainingSet set, float[][] opinions) {
        float[][] values = memory.values();
        Bins bins = Bins.of(values, memory.categorical(), set.train(), set.train().length, forking);
        // As many new trees as the share of the rows that the old ones have not seen.
        int share = (int) Math.ceil((double) trees * set.fresh() / set.train().length);
        boolean little = set.fresh() > set.train().length / 2; // is known of the window by the old trees
        int fresh = little ? trees : Math.min(trees, Math.max(share, LEAST_NEW_TREES));
        forest.fitAndVote(bins, set, fresh, BAG, rowMajor(set.scored()), opinions[0], forking);
        ridge.fitAndJudge(values, memory.categorical(), set, opinions[1], forking);
    }

    @Override
    public void judge(TrainingSet set, float[][] opinions) {
        float[][] values = memory.values();
        forest.vote(rowMajor(set.scored()), values.length, set, opinions[0], forking);
        ridge.judge(values, set, opinions[1]);
    }

    private int[] rowMajor(int[] scored) {
        float[][] values = memory.values();
        int d = values.length;
        int[] x = new int[scored.length * d];
        for (int c = 0; c < d; c++) {
            float[] column = values[c];
            for (int i = 0; i < scored.length; i++) {
                x[i * d + c] = Tree.sortable(column[scored[i]]);
            }
        }
        return x;
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
        forest.save(out);
        ridge.save(out);
    }

    @Override
    public void restore(DataInputStream in) throws IOException {
        forest.restore(in);
        ridge.restore(in);
    }
}
