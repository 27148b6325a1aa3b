package io.cleandata.detectors.duplicates;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which candidate pairs are near duplicates.
 *
 * <p><b>Statistic.</b> The log odds of a pair are those of its similarity ({@link SimilarityTail}), less a penalty for each number that clearly differs (a year, a
 * house number, a date) and for rare codes of which none is shared: two articles of a series are alike in all but these. The
 * penalty is log((1 - u) / (1 - m)), the disagreement weight of Fellegi and Sunter (JASA 64, 1969), with u the probability of chance agreement and m the
 * share of clear duplicates that agree, learnt in the stream from mutual best pairs of high similarity once a twentieth of a
 * window are such, against a prior worth 20 pairs: .95 for numbers of few values, which are expected to agree; none for
 * others, such as prices. A shared rare code, one that no third record has, identifies: such a pair needs only to be each other's best
 * and {@code minSimilarity} alike. Of pairs that have a context in common, those that differ where most of them do are kept apart. A record that is one single text has no fields that could tell: its threshold is
 * {@code SINGLE_TEXT}, and two that each have numbers that the other has not are different things, unless they share a code.
 *
 * <p><b>Assumes</b> that fields disagree independently of each other given whether a pair is one of copies, that mutual best pairs of high similarity are copies, and that a stream keeps to its
 * fields: what is learnt is kept by their names, of at most {@value #MOST_FIELDS}, and fades by a fifth with each window that teaches.
 *
 * <p><b>Cost.</b> A few steps for each field of each pair.
 */
final class NearModel {

    private static final double SINGLE_TEXT = 0.9;
    private static final double SINGLE_TEXT_RATE = 20;
    private static final double CODE_BONUS = 0.3;
    private static final double AS_GOOD = 0.02;
    private static final double CLEAR = 0.7;
    private static final double CLEAR_SHARE = 0.05;
    private static final double AGREE = 0.6;
    private static final double DISAGREE = 0.35;
    private static final double PARTLY = 0.6;
    private static final double PRIOR_PAIRS = 20;
    private static final double PRIOR_AGREEMENT = 0.95;
    private static final double FEW_VALUES = 0.01;
    private static final double FEWEST_PAIRS = 50;
    private static final double CODE_CHANCE = 0.4;
    private static final double FADE = 0.8;
    private static final int FEWEST_RECORDS = 50;
    private static final int MOST_FIELDS = 1000;
    private static final double CODE_LOG_ODDS = 2.2;
    private static final double SAME_NUMBER_LEAST = 0.5;
    private static final int FEWEST_ALIKE = 20;
    private static final double MOSTLY = 0.8;
    private static final double TELLING = 0.15;
    private static final double LEAST_OF_SINGLE = 0.5;

    private final double minSimilarity;
    private final SimilarityTail tail = new SimilarityTail();
    private final Map<String, double[]> agreement = new LinkedHashMap<>();
    private double codePairs;
    private double codeAgreements;

    NearModel(double minSimilarity) {
        this.minSimilarity = minSimilarity;
    }

    /** Log odds of each pair, over 0 for those accepted; learns from the pairs if it is told to. */
    float[] judge(Records records, FieldProfiles profiles, List<String> names, Pairs pairs, boolean learn) {
        boolean codes = !profiles.single && records.records >= FEWEST_RECORDS;
        if (learn) {
            tail.learn(pairs, records.records);
        }
        float[] best = best(records.records, pairs, codes);
        if (learn && !profiles.single) {
            learn(records, names, pairs, best, codes);
        }
        double[] penalty = penalties(profiles, names);
        double agree = (PRIOR_PAIRS * PRIOR_AGREEMENT + codeAgreements) / (PRIOR_PAIRS + codePairs);
        double codePenalty = penalty(agree, CODE_CHANCE);
        double single = threshold(profiles);
        double chancePairs = 0.5 * records.records * records.records;
        float[] odds = new float[pairs.count];
        for (int i = 0; i < pairs.count; i++) {
            double similarity = pairs.similarity[i];
            double logOdds;
            if (profiles.single) {
                double least = single;
                if (pairs.otherNumbers[i]) {
                    least = pairs.code[i] > 0 ? Math.max(SINGLE_TEXT, single) : SimilarityTail.EQUAL;
                }
                logOdds = SINGLE_TEXT_RATE * (similarity - least);
            } else {
                logOdds = tail.logOdds(similarity);
                for (int f = 0; f < penalty.length; f++) {
                    float cosine = pairs.cosine[i * penalty.length + f];
                    if (penalty[f] > 0 && cosine >= 0 && cosine < AGREE) {
                        logOdds -= penalty[f] * (cosine < DISAGREE ? 1 : PARTLY);
                    }
                }
                if (codes && pairs.code[i] < 0) {
                    logOdds -= codePenalty;
                }
                if (codes && identifies(pairs, i)) {
                    double s = similarity + CODE_BONUS + AS_GOOD;
                    if (s >= best[pairs.first[i]] && s >= best[pairs.second[i]]) {
                        logOdds = Math.max(logOdds, CODE_LOG_ODDS);
                    }
                }
            }
            if (!profiles.single && logOdds > 0 && pairs.code[i] != Pairs.SAME_CODE) {
                logOdds = Math.min(logOdds, coincidence(profiles, pairs, i, chancePairs));
            }
            odds[i] = (float) (similarity < minSimilarity ? Math.min(logOdds, -1) : logOdds);
        }
        if (!profiles.single && tail.threshold() < SimilarityTail.CERTAIN) {
            keepApart(profiles, pairs, odds);
        }
        return odds;
    }

    /**
     * Log odds against chance of what a pair agrees in: fewer than one such pair is to be expected among all. A text in which
     * chance seldom agrees stands for itself: how far texts are alike by chance, {@link SimilarityTail} knows.
     */
    private static double coincidence(FieldProfiles profiles, Pairs pairs, int i, double chancePairs) {
        double logs = 0;
        int fields = profiles.weight.length;
        for (int f = 0; f < fields; f++) {
            float cosine = pairs.cosine[i * fields + f];
            if (cosine >= AGREE && profiles.telling[f]) {
                return Double.POSITIVE_INFINITY;
            }
            double agreement = Math.min(1, (cosine - DISAGREE) / (AGREE - DISAGREE));
            logs -= agreement <= 0 ? 0 : agreement * Math.log(profiles.collision[f]);
        }
        return logs - Math.log(chancePairs);
    }

    /**
     * Takes back pairs that have a context in common and are different things in it: members of a household, articles of a series, orders of a
     * customer. What tells these apart are the fields in which most of the pairs differ.
     */
    private void keepApart(FieldProfiles profiles, Pairs pairs, float[] odds) {
        int fields = profiles.weight.length;
        int[] both = new int[fields];
        int[] differ = new int[fields];
        for (int i = 0; i < pairs.count; i++) {
            for (int f = 0; f < fields && odds[i] > 0; f++) {
                float cosine = pairs.cosine[i * fields + f];
                both[f] += cosine >= 0 ? 1 : 0;
                differ[f] += cosine >= 0 && cosine < AGREE ? 1 : 0;
            }
        }
        boolean[] apart = new boolean[fields];
        double telling = 0;
        double all = 0;
        for (int f = 0; f < fields; f++) {
            all += profiles.key[f] ? 0 : profiles.weight[f];
            apart[f] = !profiles.key[f] && both[f] >= FEWEST_ALIKE && differ[f] >= MOSTLY * both[f];
            telling += apart[f] ? profiles.weight[f] : 0;
        }
        if (telling < TELLING * all) {
            return;
        }
        for (int i = 0; i < pairs.count; i++) {
            double against = 0;
            for (int f = 0; f < fields; f++) {
                float cosine = pairs.cosine[i * fields + f];
                against += apart[f] && cosine >= 0 && cosine < AGREE ? profiles.weight[f] : 0;
            }
            if (odds[i] > 0 && 2 * against >= telling && pairs.code[i] != Pairs.SAME_CODE) {
                odds[i] = (float) Math.min(odds[i], tail.logOddsOfCopies(pairs.similarity[i]));
            }
        }
    }

    /** The best similarity of each record, shared codes counted in. */
    private float[] best(int records, Pairs pairs, boolean codes) {
        float[] best = new float[records];
        for (int i = 0; i < pairs.count; i++) {
            float s = boosted(pairs, i, codes);
            best[pairs.first[i]] = Math.max(best[pairs.first[i]], s);
            best[pairs.second[i]] = Math.max(best[pairs.second[i]], s);
        }
        return best;
    }

    private float boosted(Pairs pairs, int i, boolean codes) {
        return pairs.similarity[i] + (codes && identifies(pairs, i) ? (float) CODE_BONUS : 0);
    }

    /** Whether the pair shares a code that chance does not explain; numbers such as dates of birth coincide now and then. */
    private boolean identifies(Pairs pairs, int i) {
        double least = pairs.code[i] == Pairs.SAME_NUMBER ? Math.max(minSimilarity, SAME_NUMBER_LEAST) : minSimilarity;
        return pairs.code[i] > 0 && pairs.similarity[i] >= least;
    }

    private void learn(Records records, List<String> names, Pairs pairs, float[] best, boolean codes) {
        int fields = names.size();
        double[] agree = new double[fields];
        double[] both = new double[fields];
        double clear = 0;
        double codeAgree = 0;
        double least = Math.max(CLEAR, tail.threshold());
        for (int i = 0; i < pairs.count; i++) {
            float s = boosted(pairs, i, codes);
            if (s < least || s < best[pairs.first[i]] || s < best[pairs.second[i]]) {
                continue;
            }
            clear++;
            codeAgree += pairs.code[i] >= 0 ? 1 : 0;
            for (int f = 0; f < fields; f++) {
                float cosine = pairs.cosine[i * fields + f];
                both[f] += cosine >= 0 ? 1 : 0;
                agree[f] += cosine >= AGREE ? 1 : 0;
            }
        }
        if (clear < CLEAR_SHARE * records.records) {
            return;
        }
        codePairs = codePairs * FADE + clear;
        codeAgreements = codeAgreements * FADE + codeAgree;
        for (int f = 0; f < fields; f++) {
            if (agreement.size() < MOST_FIELDS || agreement.containsKey(names.get(f))) {
                double[] counts = agreement.computeIfAbsent(names.get(f), name -> new double[2]);
                counts[0] = counts[0] * FADE + agree[f];
                counts[1] = counts[1] * FADE + both[f];
            }
        }
    }

    private double[] penalties(FieldProfiles profiles, List<String> names) {
        double[] penalties = new double[names.size()];
        for (int f = 0; f < penalties.length; f++) {
            if (!profiles.number[f]) {
                continue;
            }
            double[] counts = agreement.getOrDefault(names.get(f), new double[2]);
            boolean fewValues = profiles.collision[f] > FEW_VALUES;
            if (!fewValues && counts[1] < FEWEST_PAIRS) {
                continue;
            }
            double prior = fewValues ? PRIOR_AGREEMENT : 0.5;
            double agree = (PRIOR_PAIRS * prior + counts[0]) / (PRIOR_PAIRS + counts[1]);
            penalties[f] = penalty(agree, profiles.collision[f]);
        }
        return penalties;
    }

    private static double penalty(double agreement, double chance) {
        return Math.max(0, Math.log((1 - chance) / (1 - agreement + 1e-3)));
    }

    /** The similarity from which on pairs are accepted when nothing speaks against them. */
    double threshold(FieldProfiles profiles) {
        if (!profiles.single || tail.formulaic()) {
            return tail.threshold();
        }
        return tail.risen() ? Math.max(LEAST_OF_SINGLE, Math.min(SINGLE_TEXT, tail.threshold())) : SINGLE_TEXT;
    }

    /** Forgets all. */
    void clear() {
        tail.clear();
        agreement.clear();
        codePairs = 0;
        codeAgreements = 0;
    }

    void save(DataOutputStream out) throws IOException {
        tail.save(out);
        out.writeDouble(codePairs);
        out.writeDouble(codeAgreements);
        out.writeInt(agreement.size());
        for (Map.Entry<String, double[]> entry : agreement.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeDouble(entry.getValue()[0]);
            out.writeDouble(entry.getValue()[1]);
        }
    }

    void restore(DataInputStream in) throws IOException {
        clear();
        tail.restore(in);
        codePairs = in.readDouble();
        codeAgreements = in.readDouble();
        int size = in.readInt();
        if (size < 0 || size > MOST_FIELDS) {
            throw new IOException("damaged state: " + size + " fields");
        }
        for (int i = 0; i < size; i++) {
            agreement.put(in.readUTF(), new double[] {in.readDouble(), in.readDouble()});
        }
    }
}
