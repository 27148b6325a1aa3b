package io.cleandata.benchmarks;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Window;
import io.cleandata.score.Score;
import io.cleandata.score.WeightedScoreModel;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How often the 95 % interval of the score holds the true quality of the stream that a window of 1000 is a sample of, when faults come alone and when duplicates come in
 * groups of one size.
 *
 * <p>Arguments: seed (1); windows for each figure (4,000).
 */
public final class ScoreCoverage {

    private static final int ROWS = 1000;
    private static final double WEIGHT = 0.5;
    private static final int[] GROUPS = {1, 2, 5, 10, 20, 50};
    private static final double[] RATES = {0.002, 0.01, 0.05, 0.2, 0.5};

    private ScoreCoverage() {}

    public static void main(String[] args) {
        long seed = args.length > 0 ? Long.parseLong(args[0]) : 1;
        int windows = args.length > 1 ? Integer.parseInt(args[1]) : 4_000;
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder head = new StringBuilder("| group | ");
        for (double rate : RATES) {
            head.append("rate ").append(rate).append(" | ");
        }
        System.out.println(head);
        for (int group : GROUPS) {
            StringBuilder line = new StringBuilder("| " + group + " | ");
            for (double rate : RATES) {
                line.append(String.format(Locale.ROOT, "%.3f | ", coverage(group, rate, windows, random.split())));
            }
            System.out.println(line);
        }
    }

    /** So large a share of the rows are in groups, of which all but the first repeat it; a group of one is one fault. */
    private static double coverage(int group, double rate, int windows, SplittableRandom random) {
        WeightedScoreModel model = new WeightedScoreModel(Map.of("duplicates", WEIGHT));
        double truth = 1 - rate * WEIGHT * (group == 1 ? 1 : (group - 1.0) / group);
        double begins = rate / (group - rate * (group - 1));
        int covered = 0;
        for (int w = 0; w < windows; w++) {
            DetectorResult.Builder result = DetectorResult.ofSamples(ROWS);
            int row = 0;
            while (row < ROWS) {
                if (random.nextDouble() < begins) {
                    addGroup(result, group == 1 ? row : row + 1, row, Math.min(ROWS, row + group));
                    row += group;
                } else {
                    row++;
                }
            }
            Score score = model.score(Window.builder(ROWS).build(), Map.of("duplicates", result.build()));
            covered += score.low() <= truth && truth <= score.high() ? 1 : 0;
        }
        return (double) covered / windows;
    }

    private static void addGroup(DetectorResult.Builder result, int begin, int first, int end) {
        for (int row = begin; row < end; row++) {
            int[] earlier = IntStream.range(first, row).toArray();
            result.issue(Issue.ofDuplicate(row, 1, "repeats", List.of(), earlier));
        }
    }
}
