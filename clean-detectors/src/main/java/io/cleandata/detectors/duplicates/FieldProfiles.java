package io.cleandata.detectors.duplicates;

/**
 * What each field of a window's records is like: how much equal values tell, and whether it is a number.
 *
 * <p>The weight of a field is -log of the probability that two records agree in it by chance, plus 0.1: a state weighs little, a name much
 * (the agreement weight of Fellegi and Sunter, JASA 64, 1969, with certain agreement of matches).
 */
final class FieldProfiles {

    private static final double LEAST_WEIGHT = 0.1;
    private static final double DIGITS_OF_NUMBER = 0.9;
    private static final double LEAST_DISTINCT = 0.3;
    private static final double LEAST_PRESENT = 0.2;
    private static final int LEAST_CHARACTERS = 4;
    private static final double DOMINANT = 0.7;
    private static final double DISTINCT = 0.98;
    private static final double LEAST_COINCIDENCE = 0.1;

    /** Weight of each field, and their sum. */
    double[] weight = new double[0];

    double sum;

    /** Probability that two records agree by chance. */
    double[] collision = new double[0];

    /** Whether the field is written in digits. */
    boolean[] number = new boolean[0];

    /** Whether the field numbers or times records: mostly digits, and 98 % distinct. */
    boolean[] key = new boolean[0];

    /** Whether the field is text in which chance seldom agrees: less than a tenth of the records have an equal one by chance. */
    boolean[] telling = new boolean[0];

    /** Whether some field holds text that tells records apart: without one, near duplicates are not to be told from chance. */
    boolean textual;

    /** Whether one field outweighs all others, so that a record is one text. */
    boolean single;

    private final Vocabulary seen = new Vocabulary();

    /** Measures the fields of all records. */
    void measure(Records records) {
        int fields = records.fields;
        weight = new double[fields];
        collision = new double[fields];
        number = new boolean[fields];
        key = new boolean[fields];
        telling = new boolean[fields];
        sum = 0;
        textual = false;
        double most = 0;
        int[] counts = new int[records.records];
        for (int f = 0; f < fields; f++) {
            int present = 0;
            int distinct = 0;
            double equalPairs = 0;
            seen.clear();
            for (int r = 0; r < records.records; r++) {
                long value = records.value[r * fields + f];
                if (value != 0) {
                    present++;
                    int id = seen.number(Mix.avalanche(value));
                    counts[id] = id == distinct ? 1 : counts[id] + 1;
                    distinct = seen.size();
                    equalPairs += 2.0 * (counts[id] - 1);
                }
            }
            collision[f] = present < 2
                    ? 0.9
                    : Math.max(equalPairs / ((double) present * (present - 1)), 1.0 / ((double) present * present));
            weight[f] = LEAST_WEIGHT - Math.log(collision[f]);
            sum += weight[f];
            most = Math.max(most, weight[f]);
            number[f] = records.digits[f] > DIGITS_OF_NUMBER * records.characters[f];
            key[f] = 2L * records.digits[f] > records.characters[f] && distinct >= DISTINCT * present;
            telling[f] = 2L * records.digits[f] < records.characters[f]
                    && collision[f] * records.records < LEAST_COINCIDENCE;
            if (present >= LEAST_PRESENT * records.records
                    && distinct >= LEAST_DISTINCT * present
                    && records.characters[f] >= (double) LEAST_CHARACTERS * present
                    && 2L * records.digits[f] < records.characters[f]) {
                textual = true;
            }
        }
        single = most > DOMINANT * sum;
    }
}
