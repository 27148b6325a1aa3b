package io.cleandata.detectors.duplicates;

import java.util.BitSet;

/**
 * An inverted index: which records have a feature.
 *
 * <p>Indexed are the features that stand in 2 to {@value #RARE} records. In a large window a record may have few of these or none, for all its
 * words come again in other records; for such a record its rarest other words are indexed, too, as long as no more than 2 % of the records have
 * them: up to {@value #FURTHER} of them, until {@value #ENOUGH} records have been met. Their grams would say the same again.
 * In windows of more than 10,000 records 2 % are more than {@value #ENOUGH}: words beyond that are indexed in pairs, which are looked up where a record has met
 * fewer ({@link WordPairs}). So the cost of a record is bounded, however
 * many there are and whatever they say.
 */
final class Postings {

    private static final int RARE = 10;
    private static final int FURTHER = 8;
    private static final int ENOUGH = 200;
    private static final int COMMON_FROM_ONE_IN = 50;
    private static final int NOT_INDEXED = Integer.MAX_VALUE;

    /** Begin and end of the postings of each feature, side by side. */
    private int[] ranges = new int[0];

    private int[] postings = new int[0];
    private int rarePostings;
    private int[] further = new int[0];
    private int[] furtherEnds = new int[0];
    private final int[] chosen = new int[FURTHER];
    private final BitSet scant = new BitSet();
    private final WordPairs wordPairs = new WordPairs();

    /** Indexes all records for those from the given one on. */
    void index(Records records, int from) {
        Frequencies frequency = records.frequency;
        if (ranges.length < 2 * records.lexicon.features()) {
            ranges = new int[2 * Math.max(records.lexicon.features(), ranges.length)];
        }
        rarePostings = 0;
        for (int i = 0; i < frequency.size(); i++) {
            int feature = frequency.used(i);
            int f = frequency.of(feature);
            boolean indexed = f >= 2 && f <= RARE;
            ranges[2 * feature] = indexed ? rarePostings : NOT_INDEXED;
            ranges[2 * feature + 1] = rarePostings;
            rarePostings += indexed ? f : 0;
        }
        int total = indexFurther(records, from);
        if (postings.length < total) {
            postings = new int[Math.max(total, 2 * postings.length)];
        }
        for (int r = 0; r < records.records; r++) {
            for (int p = records.wholeStart[r]; p < records.wholeStart[r + 1]; p++) {
                int range = 2 * records.whole[p];
                if (ranges[range] != NOT_INDEXED) {
                    postings[ranges[range + 1]++] = r;
                }
            }
        }
    }

    /** Chooses the further features of each record; how many postings there are with theirs. */
    private int indexFurther(Records records, int from) {
        if (furtherEnds.length <= records.records) {
            furtherEnds = new int[records.records + 1];
            further = new int[records.records * FURTHER];
        }
        furtherEnds[from] = 0;
        scant.clear();
        int total = rarePostings;
        int common = records.records / COMMON_FROM_ONE_IN;
        int most = Math.min(ENOUGH, common);
        wordPairs.index(records, most, common);
        for (int r = from; r < records.records; r++) {
            int end = furtherEnds[r];
            int met = 0;
            int size = 0;
            for (int p = records.wholeStart[r]; p < records.wholeStart[r + 1]; p++) {
                int feature = records.whole[p];
                int f = records.frequency.of(feature);
                if (f <= RARE) {
                    met += f - 1;
                } else if (f <= most && records.lexicon.isWord(feature)) {
                    size = choose(records, feature, chosen, size);
                }
            }
            for (int k = 0; k < size && met < ENOUGH; k++) {
                int feature = chosen[k];
                int f = records.frequency.of(feature);
                met += f - 1;
                further[end++] = feature;
                if (ranges[2 * feature] == NOT_INDEXED) {
                    ranges[2 * feature] = total;
                    ranges[2 * feature + 1] = total;
                    total += f;
                }
            }
            furtherEnds[r + 1] = end;
            scant.set(r, met < ENOUGH);
        }
        return total;
    }

    /** Puts a feature among the rarest; their new number. */
    static int choose(Records records, int feature, int[] chosen, int size) {
        int last = chosen.length - 1;
        if (size == chosen.length && !rarer(records, feature, chosen[last])) {
            return size;
        }
        int k = Math.min(size, last);
        while (k > 0 && rarer(records, feature, chosen[k - 1])) {
            chosen[k] = chosen[k - 1];
            k--;
        }
        chosen[k] = feature;
        return Math.min(size + 1, chosen.length);
    }

    /** Features of the same frequency have an order that depends on neither their numbers nor that of the fields. */
    private static boolean rarer(Records records, int one, int other) {
        int f = records.frequency.of(one);
        int g = records.frequency.of(other);
        return f < g || f == g && records.lexicon.mark(one) < records.lexicon.mark(other);
    }

    /** Whether a feature is indexed because it is rare. */
    boolean rare(int feature) {
        return ranges[2 * feature] < rarePostings;
    }

    /** Where the further features of a record begin in {@link #further}. */
    int furtherBegin(int record) {
        return furtherEnds[record];
    }

    /** Where they end. */
    int furtherEnd(int record) {
        return furtherEnds[record + 1];
    }

    /** A further feature of a record. */
    int further(int index) {
        return further[index];
    }

    /** Pairs of common words of a record that meets few others by its features, else none. */
    int pairs(int record) {
        return scant.get(record) ? wordPairs.size(record) : 0;
    }

    /** The index of these pairs. */
    WordPairs wordPairs() {
        return wordPairs;
    }

    /** Where the records of an indexed feature begin in {@link #record}. */
    int begin(int feature) {
        return ranges[2 * feature];
    }

    /** Where they end. */
    int end(int feature) {
        return ranges[2 * feature + 1];
    }

    /** A record that has the feature. */
    int record(int index) {
        return postings[index];
    }
}
