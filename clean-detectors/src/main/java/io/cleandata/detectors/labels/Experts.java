package io.cleandata.detectors.labels;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Models that give each row an opinion on its class without having seen its label. */
interface Experts {

    /** How many opinions each row gets. */
    int count();

    /**
     * Fits anew and judges the scored rows out of sample.
     *
     * @param opinions for each expert {@code classes} numbers for each scored row, zeros on entry
     */
    void fitAndJudge(TrainingSet set, float[][] opinions);

    /** Judges rows that no fit has seen. */
    void judge(TrainingSet set, float[][] opinions);

    void save(DataOutputStream out) throws IOException;

    void restore(DataInputStream in) throws IOException;
}
