package io.cleandata.detectors.labels;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * One grown classification tree: where a row goes at each node, and the class shares of each leaf.
 *
 * <p>Values are compared as whole numbers in the order of the floats they stand for ({@link #sortable}), without branches, and four rows
 * walk down at once: a walk is otherwise one long chain of waiting. A leaf sends every row to itself.
 *
 * @param node four numbers each: the column asked, the threshold, the left child (the right one follows it), 1 if the node asks for
 *     equality and 0 if it asks for more
 * @param begin where a node's shares begin
 * @param shares how many classes a node holds; 0 at inner nodes
 * @param label of each share, a label of the stream
 * @param share probability of that label
 * @param bag hashes of the rows it was grown on
 */
record Tree(int[] node, int[] begin, int[] shares, int[] label, float[] share, int[] bag) {

    /** A whole number in the order of floats; missing comes first. */
    static int sortable(float v) {
        if (Float.isNaN(v)) {
            return Integer.MIN_VALUE;
        }
        int bits = Float.floatToIntBits(v + 0.0f);
        return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }

    /** Leaves of {@code count} rows, at most four; row i has its values at {@code at + i * stride}. */
    void leaves(int[] values, int at, int stride, int count, int[] leaf) {
        int a = at;
        int b = count > 1 ? at + stride : at;
        int c = count > 2 ? at + 2 * stride : at;
        int d = count > 3 ? at + 3 * stride : at;
        int na = 0;
        int nb = 0;
        int nc = 0;
        int nd = 0;
        while (true) {
            int ma = step(values, a, na);
            int mb = step(values, b, nb);
            int mc = step(values, c, nc);
            int md = step(values, d, nd);
            if (((ma ^ na) | (mb ^ nb) | (mc ^ nc) | (md ^ nd)) == 0) {
                break;
            }
            na = ma;
            nb = mb;
            nc = mc;
            nd = md;
        }
        leaf[0] = na >> 2;
        leaf[1] = nb >> 2;
        leaf[2] = nc >> 2;
        leaf[3] = nd >> 2;
    }

    private int step(int[] values, int at, int n) {
        long difference = (long) node[n + 1] - values[at + node[n]];
        long greater = difference >>> 63;
        long unequal = (difference | -difference) >>> 63;
        return node[n + 2] + ((int) (greater | (unequal & node[n + 3])) << 2);
    }

    void save(DataOutputStream out) throws IOException {
        State.write(out, node, node.length);
        State.write(out, begin, begin.length);
        State.write(out, shares, shares.length);
        State.write(out, label, label.length);
        State.write(out, share, share.length);
        State.write(out, bag, bag.length);
    }

    static Tree read(DataInputStream in) throws IOException {
        return new Tree(
                State.ints(in), State.ints(in), State.ints(in), State.ints(in), State.floats(in), State.ints(in));
    }
}
