package io.cleandata.detectors.labels;

/**
 * What the experts are fitted on and which rows they judge, as slots of the memory.
 *
 * @param train slots to fit on: remembered rows, oldest first, then the window's
 * @param y class of each of them
 * @param scored slots to judge
 * @param given class of each of them
 * @param trainRow for each scored row its place in {@code train}, or that of the same row when it was delivered before; -1 if it takes no part
 * @param learnable whether a scored row may take part in a fit
 * @param fresh how many of {@code train} are of the window
 * @param trainHash a hash of each of {@code train}, features and label
 * @param scoredHash the same of each of {@code scored}
 * @param again the scored rows that were delivered before
 * @param twin for each of these the scored row that is the same and new, -1 if there is none
 * @param labelOf label of each class
 * @param classOf class of each label, -1 for labels that are too rare
 */
record TrainingSet(
        int[] train,
        int[] y,
        int[] scored,
        int[] given,
        int[] trainRow,
        boolean[] learnable,
        int fresh,
        int[] trainHash,
        int[] scoredHash,
        Again again,
        int[] twin,
        int[] labelOf,
        int[] classOf) {

    int classes() {
        return labelOf.length;
    }
}
