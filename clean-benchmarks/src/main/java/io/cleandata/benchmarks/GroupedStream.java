package io.cleandata.benchmarks;

import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import java.util.SplittableRandom;

/**
 * A stream of which such a share of the rows is in groups of one size, of which all but the first row repeat it, in windows of 1000 that begin anywhere in a group. A
 * group of one repeats a sample of long ago, each another one.
 */
final class GroupedStream {

    static final int ROWS = 1000;

    /** Makes each sample's text so long that no copy is held for chance: its severity is 1. */
    private static final String TEXT = "a text long enough to tell samples apart, number ";
    /** How many distinct samples ago the samples were that come again alone. */
    private static final long LONG_AGO = 10_000;

    private final int group;
    private final double begins;
    private final boolean blocks;
    private final SplittableRandom random;
    private long distinct;
    private long again;
    private int left;
    private boolean copies;
    private long current;
    private long index;

    /**
     * A stream.
     *
     * @param share of the rows that are in groups
     * @param blocks whether sound rows come in blocks as large, each block being sound or a group; else they come alone
     */
    GroupedStream(int group, double share, boolean blocks, SplittableRandom random) {
        this.group = group;
        this.begins = blocks ? share : share / (group - share * (group - 1));
        this.blocks = blocks;
        this.random = random;
        this.again = -LONG_AGO;
        // Windows begin anywhere in a group: the first block has begun before.
        this.left = blocks ? random.nextInt(group) : 0;
    }

    /** What of a row is not a repetition, on average, when a repetition takes {@code weight}. */
    static double quality(int group, double share, double weight) {
        return 1 - share * weight * (group == 1 ? 1 : (group - 1.0) / group);
    }

    /** The next window. */
    Window next() {
        String[] texts = new String[ROWS];
        for (int row = 0; row < ROWS; row++) {
            texts[row] = TEXT + sample();
        }
        return Window.builder(ROWS)
                .index(index++)
                .feature(StringColumn.text("text", texts, new byte[ROWS], ROWS))
                .build();
    }

    /** Which sample comes next. */
    private long sample() {
        if (left > 0) {
            left--;
            return copies ? current : distinct++;
        }
        copies = random.nextDouble() < begins;
        left = copies || blocks ? group - 1 : 0;
        if (copies && group == 1) {
            again = Math.max(again + 1, distinct - LONG_AGO);
            return again;
        }
        current = distinct++;
        return current;
    }
}
