package io.cleandata.detectors.labels;

/**
 * What the experts are fitted on and which rows they judge, as slots of the memory.
 *
 * @param train slots to fit on: remembered rows, oldest first, then the window's
 * @param y class of each of them
 * @param scored slots to judge
 * @param given class of each of them
 * @param trainRow for each scored row its place in {@code train}, -1 if it takes no part
 * @param learnable whether a scored row may take part in a fit
 * @param fresh how many of {@code train} are of the window
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
        int[] labelOf,
        int[] classOf) {

    int classes() {
        return labelOf.length;
    }
}
