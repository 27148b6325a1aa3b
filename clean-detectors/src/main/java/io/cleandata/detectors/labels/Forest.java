package io.cleandata.detectors.labels;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A random forest (Breiman 2001) that is renewed in part: each fit grows some new trees and retires the oldest. Its opinion is the sum of
 * the class shares of the leaves that a row falls into.
 *
 * <p>A new row is judged by the trees that never saw it: all the older ones, which were grown before it came, and those of the new ones
 * for which it is out of the bag. That gives many more votes for the price of a few trees than growing the whole forest again. A row that was delivered before is
 * judged by the trees that had not seen it then: each tree keeps the hashes of its bag. A tree
 * costs about {@code rows log(rows) sqrt(columns)} steps, a row's votes {@code trees log(rows)}.
 *
 * <p>Assumes that what a feature says of the label changes no faster than the trees are renewed: with the defaults every tree is gone
 * after five fits.
 */
final class Forest {

    private static final int CHUNK = 128;

    private final int size;
    private final long seed;
    private List<Tree> trees = new ArrayList<>();
    private long grown;

    Forest(int size, long seed) {
        this.size = size;
        this.seed = seed;
    }

    /**
     * Grows {@code count} new trees; votes with them where a row is out of the bag, and with all older trees.
     *
     * @param fraction share of the rows that a tree is grown on
     * @param x row-major values of the scored rows, as {@link Tree#sortable} numbers
     * @param out class shares for each scored row; all zero where no tree may vote
     */
    void fitAndVote(Bins bins, TrainingSet set, int count, double fraction, int[] x, float[] out, Forking forking) {
        Tree[] fresh = new Tree[count];
        boolean[][] inBag = new boolean[count][];
        int bag = Math.max(1, (int) Math.round(fraction * bins.rows));
        int lanes = Math.min(count, forking.parallelism());
        long first = grown;
        forking.run(lanes, lane -> {
            var grower = new TreeGrower(bins, set.y(), set.labelOf(), set.trainHash());
            for (int t = lane; t < count; t += lanes) {
                inBag[t] = new boolean[bins.rows];
                fresh[t] = grower.grow(SplitMix.mix(seed + 0x632BE59BD9B4E019L * (first + t + 1)), bag, inBag[t]);
            }
        });
        grown += count;
        int kept = Math.min(trees.size(), Math.max(0, size - count));
        List<Tree> all = new ArrayList<>(trees.subList(trees.size() - kept, trees.size()));
        all.addAll(List.of(fresh));
        trees = all;
        vote(inBag, x, bins.columns, set, out, forking);
    }

    /** Votes of all trees, for rows that no tree has seen. */
    void vote(int[] x, int columns, TrainingSet set, float[] out, Forking forking) {
        vote(new boolean[0][], x, columns, set, out, forking);
    }

    private void vote(boolean[][] inBag, int[] x, int columns, TrainingSet set, float[] out, Forking forking) {
        int n = set.scored().length;
        int old = trees.size() - inBag.length;
        int[][] seen = seen(set.again());
        forking.run((n + CHUNK - 1) / CHUNK, piece -> {
            int from = piece * CHUNK;
            int to = Math.min(n, from + CHUNK);
            // Tree by tree over a chunk of rows: the tree stays in the cache. The order of additions is that of the
            // trees.
            for (int t = 0; t < trees.size(); t++) {
                vote(trees.get(t), t < old ? null : inBag[t - old], seen[t], x, columns, set, from, to, out);
            }
        });
    }

    /** For each tree which of the rows delivered before it was grown on, as places in its bag, else -1. */
    private int[][] seen(Again again) {
        int[][] seen = new int[trees.size()][];
        for (int t = 0; t < seen.length && again.any(); t++) {
            seen[t] = again.last(trees.get(t).bag());
        }
        return seen;
    }

    private static void vote(
            Tree tree,
            boolean @Nullable [] bag,
            int @Nullable [] seen,
            int[] x,
            int columns,
            TrainingSet set,
            int from,
            int to,
            float[] out) {
        int classes = set.classes();
        int[] classOf = set.classOf();
        int[] placeOf = set.again().placeOf();
        int[] leaf = new int[4];
        for (int i = from; i < to; i += 4) {
            int count = Math.min(4, to - i);
            tree.leaves(x, i * columns, columns, count, leaf);
            for (int j = 0; j < count; j++) {
                int trainRow = set.trainRow()[i + j];
                if (bag != null && trainRow >= 0 && bag[trainRow]) {
                    continue;
                }
                if (seen != null && placeOf[i + j] >= 0 && seen[placeOf[i + j]] >= 0) {
                    continue;
                }
                int end = tree.begin()[leaf[j]] + tree.shares()[leaf[j]];
                for (int s = tree.begin()[leaf[j]]; s < end; s++) {
                    int k = classOf[tree.label()[s]];
                    if (k >= 0) {
                        out[(i + j) * classes + k] += tree.share()[s];
                    }
                }
            }
        }
    }

    void save(DataOutputStream out) throws IOException {
        out.writeLong(grown);
        out.writeInt(trees.size());
        for (Tree tree : trees) {
            tree.save(out);
        }
    }

    void restore(DataInputStream in) throws IOException {
        grown = in.readLong();
        int n = State.length(in);
        trees = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            trees.add(Tree.read(in));
        }
    }
}
