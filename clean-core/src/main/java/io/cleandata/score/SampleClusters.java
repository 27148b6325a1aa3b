package io.cleandata.score;

import io.cleandata.model.Issue;

/** Which samples of a window belong together because one repeats the other: a union-find over rows. */
final class SampleClusters {

    private final int[] parent;

    SampleClusters(int size) {
        parent = new int[size];
        for (int row = 0; row < size; row++) {
            parent[row] = row;
        }
    }

    /** Joins an issue's row with the earlier members of its group. */
    void join(Issue issue) {
        int[] match = issue.match();
        if (match.length > 0) {
            int a = of(issue.row());
            int b = of(match[0]);
            parent[Math.max(a, b)] = Math.min(a, b);
        }
    }

    /** The cluster of a row: one row of it that stands for all. */
    int of(int row) {
        int root = row;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }
}
