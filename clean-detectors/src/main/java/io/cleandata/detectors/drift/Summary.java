package io.cleandata.detectors.drift;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** What is known of the distribution of one part of a feature. Bounded in memory, mergeable. Not to be used by several threads at once. */
sealed interface Summary permits NumberSummary, CountSummary, ExtremesSummary {

    /** How many rows had a value. */
    long rows();

    /** An independent copy. */
    Summary copy();

    /** Adds what another summary of the same type knows. */
    void merge(Summary other);

    /** Compares this one, the reference, with a newer one. */
    Difference compare(Summary newer);

    void save(DataOutputStream out) throws IOException;

    /** Reads what {@link #save} wrote after a byte that says which it was. */
    static Summary read(DataInputStream in) throws IOException {
        int type = in.readByte();
        return switch (type) {
            case NumberSummary.INDEPENDENT -> NumberSummary.read(in, new Dependence());
            case NumberSummary.TYPE -> NumberSummary.read(in, Dependence.read(in));
            case CountSummary.INDEPENDENT -> CountSummary.read(in, new Dependence());
            case CountSummary.TYPE -> CountSummary.read(in, Dependence.read(in));
            case ExtremesSummary.TYPE -> ExtremesSummary.read(in);
            default -> throw new IOException("a summary of type " + type);
        };
    }
}
