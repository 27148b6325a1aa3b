package io.cleandata.detectors.labels;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Naive Bayes on words, and on runs of characters; each only while the texts tell something. */
final class TextExperts implements Experts {

    private final LabelMemory memory;
    private final NaiveBayes words;
    private final NaiveBayes grams;
    private final Usefulness ofWords = new Usefulness();
    private final Usefulness ofGrams = new Usefulness();
    private final Forking forking;

    TextExperts(LabelMemory memory, Forking forking) {
        this.memory = memory;
        this.words = new NaiveBayes(memory.words());
        this.grams = new NaiveBayes(memory.grams());
        this.forking = forking;
    }

    @Override
    public int count() {
        return 2;
    }

    @Override
    public void fitAndJudge(TrainingSet set, float[][] opinions) {
        double[] rows = new double[set.classes()];
        for (int i = 0; i < set.train().length - set.fresh(); i++) {
            rows[set.y()[i]]++;
        }
        forking.run(2, i -> {
            Vocabulary vocabulary = i == 0 ? memory.words() : memory.grams();
            NaiveBayes model = i == 0 ? words : grams;
            Usefulness use = i == 0 ? ofWords : ofGrams;
            vocabulary.recycle();
            if (!use.takesPart()) {
                return;
            }
            int n = set.scored().length;
            char[][] places = new char[n][];
            for (int r = 0; r < n; r++) {
                int slot = set.scored()[r];
                places[r] = i == 0 ? memory.wordPlaces(slot) : memory.gramPlaces(slot);
            }
            model.fitAndJudge(documents(set, i == 0), places, set, rows, opinions[i]);
            use.told(opinions[i], set.given(), set.learnable(), set.classes());
        });
    }

    @Override
    public void judge(TrainingSet set, float[][] opinions) {
        if (!ofWords.resting()) {
            words.judge(documents(set, true), set, opinions[0]);
        }
        if (!ofGrams.resting()) {
            grams.judge(documents(set, false), set, opinions[1]);
        }
    }

    private int[][] documents(TrainingSet set, boolean ofWords) {
        int[][] documents = new int[set.scored().length][];
        for (int r = 0; r < documents.length; r++) {
            documents[r] = ofWords ? memory.wordsOf(set.scored()[r]) : memory.gramsOf(set.scored()[r]);
        }
        return documents;
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
        words.save(out);
        grams.save(out);
        ofWords.save(out);
        ofGrams.save(out);
    }

    @Override
    public void restore(DataInputStream in) throws IOException {
        words.restore(in);
        grams.restore(in);
        ofWords.restore(in);
        ofGrams.restore(in);
    }
}
