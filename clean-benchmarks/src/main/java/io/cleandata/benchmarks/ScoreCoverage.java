package io.cleandata.benchmarks;

import io.cleandata.detectors.duplicates.DuplicatesProvider;
import io.cleandata.detectors.duplicates.DuplicatesSettings;
import io.cleandata.model.Window;
import io.cleandata.score.Score;
import io.cleandata.score.WeightedScoreModel;
import io.cleandata.spi.Detector;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How often the 95 % interval of the score holds the true quality of the stream that a window of 1000 is a sample of, and how wide it is on average, when faults come
 * alone and when duplicates come in groups of one size: the {@code duplicates} detector reads {@link GroupedStream}s in order, and the score is made of its results.
 *
 * <p>Two simulations of windows that follow {@value #WARM} others: groups among samples that come alone; and sound samples that come in blocks as large as the groups. And
 * one of the first windows of streams that begin without memory, for groups so large that a window may well hold none.
 *
 * <p>Arguments: seed (1); windows for each figure (2,000; half of it for the first windows of streams).
 */
public final class ScoreCoverage {

    private static final double WEIGHT = 0.5;
    private static final int WARM = 100;
    private static final int MEMORY = 20_000;
    private static final int[] GROUPS = {1, 2, 5, 10, 20, 50, 100};
    private static final double[] SHARES = {0.002, 0.01, 0.05, 0.2, 0.5};
    private static final int[] LARGE = {20, 50, 100};
    private static final double SHARE_OF_LARGE = 0.05;
    private static final int[] FIRST = {1, 2, 3, 5, 10, 20};

    private final WeightedScoreModel model = new WeightedScoreModel(Map.of("duplicates", WEIGHT));
    private int windows;
    private int covered;
    private double width;

    private ScoreCoverage() {}

    public static void main(String[] args) {
        long seed = args.length > 0 ? Long.parseLong(args[0]) : 1;
        int windows = args.length > 1 ? Integer.parseInt(args[1]) : 2_000;
        SplittableRandom random = new SplittableRandom(seed);
        for (boolean blocks : new boolean[] {false, true}) {
            System.out.println(blocks ? "\nsound samples in blocks too\n" : "groups among samples that come alone\n");
            head("share", SHARES);
            for (int group : GROUPS) {
                StringBuilder line = new StringBuilder("| " + group + " | ");
                for (double share : SHARES) {
                    ScoreCoverage cell = new ScoreCoverage();
                    cell.follow(new GroupedStream(group, share, blocks, random.split()), group, share, windows);
                    line.append(cell);
                }
                System.out.println(line.toString().strip());
            }
        }
        System.out.println("\nfirst windows of streams, share " + SHARE_OF_LARGE + "\n");
        head("window", Arrays.stream(FIRST).asDoubleStream().toArray());
        for (int group : LARGE) {
            System.out.println(begin(group, windows / 2, random.split()).strip());
        }
    }

    private static void head(String name, double[] columns) {
        StringBuilder head = new StringBuilder("| group |");
        StringBuilder rule = new StringBuilder("| --- |");
        for (double column : columns) {
            head.append(' ')
                    .append(name)
                    .append(' ')
                    .append(column == Math.rint(column) ? Long.toString((long) column) : Double.toString(column))
                    .append(" |");
            rule.append(" --- |");
        }
        System.out.println(head);
        System.out.println(rule);
    }

    private void follow(GroupedStream stream, int group, double share, int windows) {
        Detector detector = detector();
        for (int w = 0; w < WARM; w++) {
            detector.analyze(stream.next());
        }
        for (int w = 0; w < windows; w++) {
            look(detector, stream.next(), GroupedStream.quality(group, share, WEIGHT));
        }
    }

    /** The first windows of many streams that begin without memory. */
    private static String begin(int group, int streams, SplittableRandom random) {
        ScoreCoverage[] cells = new ScoreCoverage[FIRST.length];
        for (int k = 0; k < cells.length; k++) {
            cells[k] = new ScoreCoverage();
        }
        for (int s = 0; s < streams; s++) {
            GroupedStream stream = new GroupedStream(group, SHARE_OF_LARGE, false, random.split());
            stream.next(); // streams begin anywhere in a group
            Detector detector = detector();
            int k = 0;
            for (int w = 1; k < FIRST.length; w++) {
                Window window = stream.next();
                if (w == FIRST[k]) {
                    cells[k++].look(detector, window, GroupedStream.quality(group, SHARE_OF_LARGE, WEIGHT));
                } else {
                    detector.analyze(window);
                }
            }
        }
        StringBuilder line = new StringBuilder("| " + group + " | ");
        for (ScoreCoverage cell : cells) {
            line.append(cell);
        }
        return line.toString();
    }

    private static Detector detector() {
        return new DuplicatesProvider()
                .create(
                        new DuplicatesSettings(MEMORY, List.of(), List.of(), false, 0.3, 0, 0, Duration.ZERO),
                        new BenchmarkContext());
    }

    private void look(Detector detector, Window window, double truth) {
        Score score = model.score(window, Map.of("duplicates", detector.analyze(window)));
        windows++;
        covered += score.low() <= truth && truth <= score.high() ? 1 : 0;
        width += score.high() - score.low();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f (%.3f) | ", (double) covered / windows, width / windows);
    }
}
