package io.cleandata.detectors.duplicates;

import java.util.Arrays;

/**
 * Finds for each record its few most similar ones, at a cost that grows with the records and not with their pairs.
 *
 * <p><b>Candidates.</b> An inverted index over rare features ({@link Postings}) gives each record a partial score for those that share
 * some with it; the best {@code CANDIDATES} are compared exactly. <b>Similarity</b> is the larger of two: the cosine of
 * the records' feature sets, and the mean of the fields' cosines over the fields that both have, weighted by how much a field tells, with a
 * denominator of at least 30 % of all weight. Features weigh log((n + 1) / (df + 1)) + 1, as in TF-IDF with binary counts
 * (Salton and Buckley, Inf. Process. Manage. 24, 1988).
 */
final class PairFinder {

    private static final int CANDIDATES = 5;
    private static final double LEAST_WEIGHT_PRESENT = 0.3;
    private static final int RARE_CODE = 2;
    private static final double LEAST_PARTIAL = 0.02;

    private float[] fieldWeight = new float[0];
    private float[] weight = new float[0];
    private float[] norm = new float[0];
    private float[] fieldNorm = new float[0];
    private final int[] best = new int[CANDIDATES];
    private final float[] bestScore = new float[CANDIDATES];
    private final Postings postings = new Postings();
    /** Weights of the features that one record has, 0 for all others. */
    private float[] ofField = new float[0];

    private float[] ofWhole = new float[0];

    /** Finds the pairs of which the later record is at least {@code from}. */
    void find(Records records, FieldProfiles profiles, int from, Pairs pairs) {
        weigh(records);
        pairs.begin(records.fields);
        candidates(records, from, pairs);
        pairs.complete();
        compare(records, profiles, pairs);
    }

    private void weigh(Records records) {
        Lexicon lexicon = records.lexicon;
        fieldWeight = weights(records.fieldFrequency, lexicon.fieldFeatures(), records.records, fieldWeight);
        weight = weights(records.frequency, lexicon.features(), records.records, weight);
        int n = records.records;
        int cells = n * records.fields;
        if (norm.length < n) {
            norm = new float[n];
        }
        if (fieldNorm.length < cells) {
            fieldNorm = new float[cells];
        }
        for (int c = 0; c < cells; c++) {
            float sum = 0;
            for (int p = records.start[c]; p < records.start[c + 1]; p++) {
                sum += fieldWeight[records.features[p]];
            }
            fieldNorm[c] = (float) Math.sqrt(sum);
        }
        for (int r = 0; r < n; r++) {
            float sum = 0;
            for (int p = records.wholeStart[r]; p < records.wholeStart[r + 1]; p++) {
                sum += weight[records.whole[p]];
            }
            norm[r] = (float) Math.sqrt(sum);
        }
    }

    /** Squares of the inverse document frequencies of the features that are used. */
    private static float[] weights(Frequencies frequency, int numbers, int n, float[] reused) {
        float[] weights = reused.length < numbers ? new float[Math.max(numbers, 2 * reused.length)] : reused;
        float[] byFrequency = new float[Math.min(n, 4096) + 1];
        for (int f = 0; f < byFrequency.length; f++) {
            byFrequency[f] = weight(f, n);
        }
        for (int i = 0; i < frequency.size(); i++) {
            int number = frequency.used(i);
            int f = frequency.of(number);
            weights[number] = f < byFrequency.length ? byFrequency[f] : weight(f, n);
        }
        return weights;
    }

    private static float weight(int frequency, int n) {
        double w = Math.log((n + 1.0) / (frequency + 1)) + 1;
        return (float) (w * w);
    }

    private void candidates(Records records, int from, Pairs pairs) {
        int n = records.records;
        postings.index(records, from);
        float[] score = new float[n];
        int[] touched = new int[n];
        int[][] chosen = new int[n][];
        for (int r = from; r < n; r++) {
            int count = 0;
            for (int p = records.wholeStart[r]; p < records.wholeStart[r + 1]; p++) {
                if (postings.rare(records.whole[p])) {
                    count = touch(r, records.whole[p], score, touched, count);
                }
            }
            for (int k = postings.furtherBegin(r); k < postings.furtherEnd(r); k++) {
                count = touch(r, postings.further(k), score, touched, count);
            }
            for (int k = 0; k < postings.pairs(r); k++) {
                count = touchPair(r, postings.wordPairs().pair(r, k), score, touched, count);
            }
            chosen[r] = best(r, touched, count, score);
            for (int other : chosen[r]) {
                // A pair that the earlier of the two has chosen already is not added again.
                if (other > r || other < from || !contains(chosen[other], r)) {
                    pairs.add(Math.min(r, other), Math.max(r, other));
                }
            }
        }
    }

    /** Adds the weight of a feature to the scores of the other records that have it; how many records have a score then. */
    private int touch(int r, int feature, float[] score, int[] touched, int count) {
        float w = weight[feature];
        int size = count;
        for (int q = postings.begin(feature); q < postings.end(feature); q++) {
            int other = postings.record(q);
            if (other == r) {
                continue;
            }
            if (score[other] == 0) {
                touched[size++] = other;
            }
            score[other] += w;
        }
        return size;
    }

    /** The same for a pair of words, of which only the nearest earlier records are looked at. */
    private int touchPair(int r, int pair, float[] score, int[] touched, int count) {
        WordPairs pairs = postings.wordPairs();
        float w = weight[pairs.first(pair)] + weight[pairs.second(pair)];
        int size = count;
        int end = pairs.end(pair, r);
        for (int q = pairs.begin(pair, end); q < end; q++) {
            int other = pairs.record(q);
            if (score[other] == 0) {
                touched[size++] = other;
            }
            score[other] += w;
        }
        return size;
    }

    private int[] best(int r, int[] touched, int count, float[] score) {
        int size = 0;
        for (int i = 0; i < count; i++) {
            int other = touched[i];
            float s = norm[other] == 0 ? 0 : score[other] / norm[other];
            score[other] = 0;
            if (s < LEAST_PARTIAL * norm[r] || size == CANDIDATES && s <= bestScore[CANDIDATES - 1]) {
                continue;
            }
            int at = size < CANDIDATES ? size++ : CANDIDATES - 1;
            while (at > 0 && bestScore[at - 1] < s) {
                best[at] = best[at - 1];
                bestScore[at] = bestScore[at - 1];
                at--;
            }
            best[at] = other;
            bestScore[at] = s;
        }
        return Arrays.copyOf(best, size);
    }

    private static boolean contains(int[] values, int value) {
        for (int v : values) {
            if (v == value) {
                return true;
            }
        }
        return false;
    }

    private void compare(Records records, FieldProfiles profiles, Pairs pairs) {
        int n = records.records;
        int fields = records.fields;
        // By the later record: each new one has a few pairs, an earlier one seldom more than one.
        int[] bySecond = new int[n + 1];
        for (int i = 0; i < pairs.count; i++) {
            bySecond[pairs.second[i] + 1]++;
        }
        for (int r = 0; r < n; r++) {
            bySecond[r + 1] += bySecond[r];
        }
        int[] order = new int[pairs.count];
        int[] next = bySecond.clone();
        for (int i = 0; i < pairs.count; i++) {
            order[next[pairs.second[i]]++] = i;
        }
        makeRoom(records.lexicon);
        for (int r = 0; r < n; r++) {
            if (bySecond[r] == bySecond[r + 1]) {
                continue;
            }
            for (int p = records.start[r * fields]; p < records.start[(r + 1) * fields]; p++) {
                ofField[records.features[p]] = fieldWeight[records.features[p]];
            }
            for (int p = records.wholeStart[r]; p < records.wholeStart[r + 1]; p++) {
                ofWhole[records.whole[p]] = weight[records.whole[p]];
            }
            for (int k = bySecond[r]; k < bySecond[r + 1]; k++) {
                int pair = order[k];
                int other = pairs.first[pair];
                float shared = 0;
                for (int p = records.wholeStart[other]; p < records.wholeStart[other + 1]; p++) {
                    shared += ofWhole[records.whole[p]];
                }
                float cosine = shared / (norm[r] * norm[other]);
                float mean = fields(records, profiles, r, other, pairs.cosine, pair * fields);
                pairs.similarity[pair] = Math.min(1, Math.max(cosine, mean));
                pairs.code[pair] = code(records, other, r);
                pairs.otherNumbers[pair] = profiles.single && otherNumbers(records, r, other);
            }
            for (int p = records.start[r * fields]; p < records.start[(r + 1) * fields]; p++) {
                ofField[records.features[p]] = 0;
            }
            for (int p = records.wholeStart[r]; p < records.wholeStart[r + 1]; p++) {
                ofWhole[records.whole[p]] = 0;
            }
        }
    }

    private void makeRoom(Lexicon lexicon) {
        if (ofField.length < lexicon.fieldFeatures()) {
            ofField = new float[Math.max(lexicon.fieldFeatures(), 2 * ofField.length)];
        }
        if (ofWhole.length < lexicon.features()) {
            ofWhole = new float[Math.max(lexicon.features(), 2 * ofWhole.length)];
        }
    }

    /** Mean of the cosines of the fields that both have; {@link #ofField} is that of record r. */
    private float fields(Records records, FieldProfiles profiles, int r, int other, float[] cosines, int at) {
        int fields = records.fields;
        double sum = 0;
        double weights = 0;
        for (int f = 0; f < fields; f++) {
            int a = r * fields + f;
            int b = other * fields + f;
            if (records.value[a] == 0 || records.value[b] == 0) {
                cosines[at + f] = -1;
                continue;
            }
            float cosine = 1;
            if (records.value[a] != records.value[b]) {
                float shared = 0;
                for (int p = records.start[b]; p < records.start[b + 1]; p++) {
                    shared += ofField[records.features[p]];
                }
                cosine = Math.min(1, shared / (fieldNorm[a] * fieldNorm[b]));
            }
            cosines[at + f] = cosine;
            sum += profiles.weight[f] * cosine;
            weights += profiles.weight[f];
        }
        return (float) (sum / Math.max(weights, LEAST_WEIGHT_PRESENT * profiles.sum));
    }

    /** Whether each of two records has numbers that the other has not; {@link #ofField} is that of the first. */
    private boolean otherNumbers(Records records, int r, int other) {
        int fields = records.fields;
        int shared = 0;
        int own = 0;
        for (int p = records.start[other * fields]; p < records.start[(other + 1) * fields]; p++) {
            int feature = records.features[p];
            if (records.lexicon.isNumber(feature)) {
                shared += ofField[feature] > 0 ? 1 : 0;
                own++;
            }
        }
        if (own == shared) {
            return false;
        }
        int numbers = 0;
        for (int p = records.start[r * fields]; p < records.start[(r + 1) * fields]; p++) {
            numbers += records.lexicon.isNumber(records.features[p]) ? 1 : 0;
        }
        return numbers > shared;
    }

    private static byte code(Records records, int a, int b) {
        boolean differ = false;
        boolean sameNumber = false;
        for (int f = 0; f < records.fields; f++) {
            int x = a * records.fields + f;
            int y = b * records.fields + f;
            int xs = records.codeStart[x + 1] - records.codeStart[x];
            int ys = records.codeStart[y + 1] - records.codeStart[y];
            // A field with many codes describes and does not name; nor does one whose codes more than two records
            // share.
            if (!records.names[f] || xs == 0 || ys == 0 || xs > Records.MOST_CODES || ys > Records.MOST_CODES) {
                continue;
            }
            boolean rareX = false;
            boolean rareY = false;
            for (int p = records.codeStart[x]; p < records.codeStart[x + 1]; p++) {
                if (records.codeFrequency.of(records.codes[p]) > RARE_CODE) {
                    continue;
                }
                rareX = true;
                for (int q = records.codeStart[y]; q < records.codeStart[y + 1]; q++) {
                    if (records.codes[p] == records.codes[q]) {
                        if (records.lexicon.hasLetters(records.codes[p])) {
                            return Pairs.SAME_CODE;
                        }
                        sameNumber = true;
                    }
                }
            }
            for (int q = records.codeStart[y]; q < records.codeStart[y + 1]; q++) {
                rareY |= records.codeFrequency.of(records.codes[q]) <= RARE_CODE;
            }
            differ |= rareX && rareY;
        }
        return sameNumber ? Pairs.SAME_NUMBER : differ ? Pairs.OTHER_CODE : 0;
    }
}
