package io.cleandata.detectors.drift;

import io.cleandata.detectors.drift.Difference.Measure;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Categories: how often each of the 1000 most frequent came, and all others together.
 *
 * <p>Two of them are compared by the G-test (log-likelihood ratio of the two-row table); categories of which fewer than 5 are expected in either are pooled into
 * one, new ones with them. The effect is the Jensen-Shannon divergence in bits less its expectation under no change, (categories - 1)
 * (1/m + 1/n) / (8 ln 2). Test and expectations count rows by what they are worth ({@link Dependence}).
 *
 * <p>Where over half of the reference is in the pool, as with ids, its distribution is not known: then nothing differs.
 */
final class CountSummary implements Summary {

    static final byte TYPE = 5;
    /** Saved before dependence was known. */
    static final byte INDEPENDENT = 2;

    private static final int MOST = 2000;
    private static final int KEPT = 1000;
    private static final double FEW = 5;
    private static final double HALF_HARM = 0.1;
    private static final double MOST_RARE = 0.5;

    private final Map<String, long[]> counts = new HashMap<>();
    private long others;
    private long total;
    private long rows;
    private final Dependence dependence = new Dependence();

    /** Counts some occurrences of a category. */
    void add(String category, long times) {
        long[] count = counts.get(category);
        if (count == null) {
            counts.put(category, new long[] {times});
            if (counts.size() > MOST) {
                prune();
            }
        } else {
            count[0] += times;
        }
        total += times;
    }

    /** Says that so many more rows have been counted; a row may have several categories, such as words. */
    void addRows(long more) {
        rows += more;
    }

    /** How much its rows resemble those before them. */
    Dependence dependence() {
        return dependence;
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public Summary copy() {
        CountSummary copy = new CountSummary();
        copy.merge(this);
        return copy;
    }

    @Override
    public void merge(Summary other) {
        CountSummary more = (CountSummary) other;
        for (Map.Entry<String, long[]> entry : new TreeMap<>(more.counts).entrySet()) {
            add(entry.getKey(), entry.getValue()[0]);
        }
        others += more.others;
        total += more.others;
        rows += more.rows;
        dependence.merge(more.dependence);
    }

    private void prune() {
        List<Map.Entry<String, long[]>> entries = new ArrayList<>(counts.entrySet());
        entries.sort((a, b) -> {
            int order = Long.compare(b.getValue()[0], a.getValue()[0]);
            return order != 0 ? order : a.getKey().compareTo(b.getKey());
        });
        for (Map.Entry<String, long[]> entry : entries.subList(KEPT, entries.size())) {
            others += entry.getValue()[0];
            counts.remove(entry.getKey());
        }
    }

    private double share(String category) {
        long[] count = counts.get(category);
        return count == null || total == 0 ? 0 : count[0] / (double) total;
    }

    @Override
    public Difference compare(Summary newer) {
        CountSummary now = (CountSummary) newer;
        double worth = Dependence.worth(dependence, now.dependence);
        double m = worth * rows;
        double n = worth * now.rows;
        double fewest = Math.min(m, n);
        Map<String, Boolean> all = new TreeMap<>();
        counts.keySet().forEach(c -> all.put(c, true));
        now.counts.keySet().forEach(c -> all.put(c, true));
        double g = 0;
        double divergence = 0;
        double rareBefore = 1;
        double rareNow = 1;
        int cells = 0;
        String moved = "";
        double most = 0;
        String newest = "";
        double newestShare = 0;
        for (String category : all.keySet()) {
            double p = share(category);
            double q = now.share(category);
            double mean = (p * m + q * n) / (m + n);
            if (mean * fewest < FEW || p == 0) {
                if (q > newestShare && q > p) {
                    newestShare = q;
                    newest = category;
                }
                continue;
            }
            rareBefore -= p;
            rareNow -= q;
            cells++;
            g += term(p * m, mean * m) + term(q * n, mean * n);
            divergence += bits(p, q);
            if (Math.abs(p - q) > most) {
                most = Math.abs(p - q);
                moved = category;
            }
        }
        // what is left of one after subtracting shares may be rounding
        rareBefore = rareBefore < 1e-9 ? 0 : rareBefore;
        rareNow = rareNow < 1e-9 ? 0 : rareNow;
        if (rareBefore > MOST_RARE) {
            return new Difference(0, 0, 1, Measure.JENSEN_SHANNON, "most values are too rare to be compared");
        }
        boolean rare = false;
        if (rareBefore + rareNow > 1e-9) {
            cells++;
            double mean = (rareBefore * m + rareNow * n) / (m + n);
            g += term(rareBefore * m, mean * m) + term(rareNow * n, mean * n);
            divergence += bits(rareBefore, rareNow);
            rare = Math.abs(rareBefore - rareNow) > most;
        }
        double chance = Math.max(cells - 1, 0) * (1 / m + 1 / n) / (8 * Math.log(2));
        double effect = Math.max(0, divergence - chance);
        String words = rare
                ? "values that were rare or new, such as '" + Words.shortened(newest) + "', went from "
                        + Words.percent(rareBefore) + " to " + Words.percent(rareNow)
                : "'" + Words.shortened(moved) + "' went from " + Words.percent(share(moved)) + " to "
                        + Words.percent(now.share(moved));
        return new Difference(
                effect,
                Difference.harm(effect, HALF_HARM),
                Significance.chiSquared(g, cells - 1),
                Measure.JENSEN_SHANNON,
                words);
    }

    private static double term(double count, double expected) {
        return 2 * xLogRatio(count, expected);
    }

    private static double xLogRatio(double x, double expected) {
        return x <= 0 ? 0 : x * Math.log(x / expected);
    }

    private static double bits(double p, double q) {
        double m = (p + q) / 2;
        return (xLogRatio(p, m) + xLogRatio(q, m)) / (2 * Math.log(2));
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
        out.writeByte(TYPE);
        dependence.save(out);
        out.writeLong(rows);
        out.writeLong(others);
        out.writeInt(counts.size());
        for (Map.Entry<String, long[]> entry : new TreeMap<>(counts).entrySet()) {
            Part.writeText(out, entry.getKey());
            out.writeLong(entry.getValue()[0]);
        }
    }

    static CountSummary read(DataInputStream in, Dependence dependence) throws IOException {
        CountSummary summary = new CountSummary();
        summary.dependence.merge(dependence);
        summary.rows = in.readLong();
        summary.others = in.readLong();
        summary.total = summary.others;
        for (int i = in.readInt(); i > 0; i--) {
            String category = Part.readText(in);
            summary.add(category, in.readLong());
        }
        return summary;
    }
}
