package io.cleandata.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What one pipeline's runs have told of numbered samples, judged as it comes: each sample counts as new once; only what was told before is marked as redelivered. The
 * last window before a kill may not have been noted in the state directory: then it is told again under its number, and what was told first does not count.
 */
final class ToldSamples {

    private final BitSet told = new BitSet();
    private final BitSet counted = new BitSet();
    private final List<int[]> newInLast = new ArrayList<>();
    private long lastWindow = -1;
    private boolean firstOfRun = true;
    private long newInRun;
    private long redelivered;

    /** A run begins. */
    void run() {
        firstOfRun = true;
        newInRun = 0;
    }

    /** Takes a line of the child. */
    void take(String line) {
        String[] parts = line.split(" ", -1);
        if (parts[0].equals("end")) {
            assertThat(Long.parseLong(parts[1])).as("total of the run").isEqualTo(newInRun);
            return;
        }
        if (!parts[0].equals("window") || !parts[parts.length - 1].equals(".")) {
            return; // torn by a kill
        }
        long window = Long.parseLong(parts[1]);
        assertThat(window)
                .as("number of the window")
                .isBetween(firstOfRun ? Math.max(0, lastWindow) : lastWindow + 1, lastWindow + 1);
        if (window == lastWindow) {
            newInLast.forEach(run -> counted.clear(run[0], run[1] + 1));
        }
        newInLast.clear();
        lastWindow = window;
        firstOfRun = false;
        for (int i = 2; i < parts.length - 1; i++) {
            boolean again = parts[i].startsWith("r");
            String run = again ? parts[i].substring(1) : parts[i];
            int dash = run.indexOf('-');
            int first = Integer.parseInt(run.substring(0, dash));
            int last = Integer.parseInt(run.substring(dash + 1));
            if (again) {
                assertThat(told.nextClearBit(first))
                        .as("marked as redelivered in window %s: %s; first that was never told", window, run)
                        .isGreaterThan(last);
                redelivered += last - first + 1;
            } else {
                int twice = counted.nextSetBit(first);
                assertThat(twice < 0 || twice > last)
                        .as("window %s counts %s as new, of which %s was counted before", window, run, twice)
                        .isTrue();
                counted.set(first, last + 1);
                newInLast.add(new int[] {first, last});
                newInRun += last - first + 1;
            }
            told.set(first, last + 1);
        }
    }

    /** Samples told at least once. */
    int told() {
        return told.cardinality();
    }

    /** Samples counted as new. */
    BitSet counted() {
        return counted;
    }

    /** Rows marked as redelivered. */
    long redelivered() {
        return redelivered;
    }
}
