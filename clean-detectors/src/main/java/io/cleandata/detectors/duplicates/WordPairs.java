package io.cleandata.detectors.duplicates;

import java.util.Arrays;

/**
 * An inverted index of pairs of common words, for records of a large window that have too few words that are indexed alone.
 *
 * <p>Of the words that stand in too many records for that, but in no more than 2 % of all, each record's {@value #WORDS} rarest make up to {@value #PAIRS} pairs, which stand in far fewer
 * records. A record is compared with the {@value #MOST_MET} nearest earlier ones that have a pair: so its cost is bounded, however many records there are. Two that share
 * nine of twelve words have three pairs or more in common in 95 of 100 cases (hypergeometric), and chance seldom brings two.
 */
final class WordPairs {

    private static final int WORDS = 5;
    private static final int PAIRS = WORDS * (WORDS - 1) / 2;
    private static final int MOST_MET = 200;

    private static final int[] NONE = new int[0];

    private final Vocabulary numbers = new Vocabulary();
    private final int[] chosen = new int[WORDS];
    /** The pairs of each record, {@value #PAIRS} places for each. */
    private int[] pairs = new int[0];

    private int[] sizes = new int[0];
    /** The two words of each pair. */
    private int[] first = new int[0];

    private int[] second = new int[0];
    private int[] starts = new int[1];
    private int[] postings = new int[0];

    /** Indexes the pairs of all records; of words that stand in more than {@code alone} records and at most in so many. */
    void index(Records records, int alone, int most) {
        if (most <= alone) {
            sizes = NONE;
            return;
        }
        int n = records.records;
        numbers.clear();
        pairs = new int[n * PAIRS];
        sizes = new int[n];
        for (int r = 0; r < n; r++) {
            pair(records, r, choose(records, r, alone, most));
        }
        starts = new int[numbers.size() + 1];
        for (int r = 0; r < n; r++) {
            for (int k = 0; k < sizes[r]; k++) {
                starts[pairs[r * PAIRS + k] + 1]++;
            }
        }
        for (int pair = 0; pair < numbers.size(); pair++) {
            starts[pair + 1] += starts[pair];
        }
        postings = new int[starts[numbers.size()]];
        int[] ends = Arrays.copyOf(starts, numbers.size());
        for (int r = 0; r < n; r++) {
            for (int k = 0; k < sizes[r]; k++) {
                postings[ends[pairs[r * PAIRS + k]]++] = r;
            }
        }
    }

    private int choose(Records records, int r, int alone, int most) {
        int size = 0;
        for (int p = records.wholeStart[r]; p < records.wholeStart[r + 1]; p++) {
            int feature = records.whole[p];
            int f = records.frequency.of(feature);
            if (f > alone && f <= most && records.lexicon.isWord(feature)) {
                size = Postings.choose(records, feature, chosen, size);
            }
        }
        return size;
    }

    private void pair(Records records, int r, int words) {
        for (int i = 0; i < words; i++) {
            for (int j = i + 1; j < words; j++) {
                int before = numbers.size();
                int pair = numbers.number(Mix.avalanche((long) chosen[i] << 32 | chosen[j]));
                if (pair == before) {
                    if (pair == first.length) {
                        first = Arrays.copyOf(first, Math.max(64, 2 * pair));
                        second = Arrays.copyOf(second, first.length);
                    }
                    first[pair] = chosen[i];
                    second[pair] = chosen[j];
                }
                pairs[r * PAIRS + sizes[r]++] = pair;
            }
        }
    }

    /** How many pairs a record has. */
    int size(int record) {
        return sizes.length == 0 ? 0 : sizes[record];
    }

    /** A pair of a record. */
    int pair(int record, int index) {
        return pairs[record * PAIRS + index];
    }

    /** The rarer word of a pair. */
    int first(int pair) {
        return first[pair];
    }

    /** The other one. */
    int second(int pair) {
        return second[pair];
    }

    /** Where the records that have a pair and come before a record end in {@link #record}. */
    int end(int pair, int record) {
        int at = Arrays.binarySearch(postings, starts[pair], starts[pair + 1], record);
        return at < 0 ? -at - 1 : at;
    }

    /** Where the nearest of them begin. */
    int begin(int pair, int end) {
        return Math.max(starts[pair], end - MOST_MET);
    }

    /** A record that has the pair. */
    int record(int index) {
        return postings[index];
    }
}
