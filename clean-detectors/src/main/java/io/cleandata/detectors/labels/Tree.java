package io.cleandata.detectors.labels;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * One grown classification tree: where a row goes at each node, and the class shares of each leaf.
 *
 * @param feature column asked at a node; -1 at a leaf
 * @param threshold numbers go left when not greater (so does missing), categories when equal; see {@code equal}
 * @param equal whether the node asks for equality
 * @param child left child of a node (the right one follows it); of a leaf, where its shares begin
 * @param shares how many classes a leaf holds; 0 at inner nodes
 * @param label of each share, a label of the stream
 * @param share probability of that label
 */
record Tree(int[] feature, float[] threshold, boolean[] equal, int[] child, int[] shares, int[] label, float[] share) {

    /** The leaf of the row whose values begin at {@code at}. */
    int leaf(float[] values, int at) {
        int node = 0;
        int f = feature[0];
        while (f >= 0) {
            float v = values[at + f];
            float t = threshold[node];
            int right;
            if (equal[node]) {
                right = v == t || (Float.isNaN(v) && Float.isNaN(t)) ? 0 : 1;
            } else {
                right = v > t ? 1 : 0;
            }
            node = child[node] + right;
            f = feature[node];
        }
        return node;
    }

    void save(DataOutputStream out) throws IOException {
        State.write(out, feature, feature.length);
        State.write(out, threshold, threshold.length);
        State.write(out, equal, equal.length);
        State.write(out, child, child.length);
        State.write(out, shares, shares.length);
        State.write(out, label, label.length);
        State.write(out, share, share.length);
    }

    static Tree read(DataInputStream in) throws IOException {
        return new Tree(
                State.ints(in),
                State.floats(in),
                State.booleans(in),
                State.ints(in),
                State.ints(in),
                State.ints(in),
                State.floats(in));
    }
}
