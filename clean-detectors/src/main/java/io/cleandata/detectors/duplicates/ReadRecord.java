package io.cleandata.detectors.duplicates;

/**
 * What was read of one record, for the windows after its own: as long as the {@link Lexicon} keeps its numbers.
 *
 * @param generation of the lexicon
 * @param features of all fields, one field after the other
 * @param featureEnds where each field ends among them
 * @param whole features of the record as a whole
 * @param codes as features
 * @param codeEnds as for features
 * @param values hash of each field, 0 where it has none
 * @param characters letters and digits of each field
 * @param digits digits of each field
 */
record ReadRecord(
        int generation,
        int[] features,
        int[] featureEnds,
        int[] whole,
        int[] codes,
        int[] codeEnds,
        long[] values,
        int[] characters,
        int[] digits) {}
