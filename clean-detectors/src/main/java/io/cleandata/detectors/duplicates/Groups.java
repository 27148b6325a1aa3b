package io.cleandata.detectors.duplicates;

/** Disjoint groups of rows, each known by its first row (union by smallest, with path halving). */
final class Groups {

    private int[] parent = new int[0];
    private int[] next = new int[0];
    private int[] last = new int[0];

    /** Makes {@code n} groups of one row. */
    void reset(int n) {
        if (parent.length < n) {
            parent = new int[n];
            next = new int[n];
            last = new int[n];
        }
        for (int i = 0; i < n; i++) {
            parent[i] = i;
        }
    }

    /** The first row of a row's group. */
    int first(int row) {
        int i = row;
        while (parent[i] != i) {
            parent[i] = parent[parent[i]];
            i = parent[i];
        }
        return i;
    }

    /** Joins the groups of two rows. */
    void join(int a, int b) {
        int x = first(a);
        int y = first(b);
        if (x < y) {
            parent[y] = x;
        } else {
            parent[x] = y;
        }
    }

    /** Chains the members of each group in ascending order; to be called after all joins. */
    void chain(int n) {
        for (int i = 0; i < n; i++) {
            last[i] = i;
            next[i] = -1;
            int first = first(i);
            if (first != i) {
                next[last[first]] = i;
                last[first] = i;
            }
        }
    }

    /** All members of the row's group before the row, ascending; after {@link #chain}. */
    int[] earlier(int row) {
        int count = 0;
        for (int i = first(row); i < row && i >= 0; i = next[i]) {
            count++;
        }
        int[] members = new int[count];
        int k = 0;
        for (int i = first(row); i < row && i >= 0; i = next[i]) {
            members[k++] = i;
        }
        return members;
    }
}
