package io.cleandata.column;

/** What a raw cell holds before its column's kind is known. Zero is absent, so that fresh arrays need no filling. */
final class Cell {

    static final byte ABSENT = 0;
    static final byte NULL = 1;
    static final byte EMPTY = 2;
    static final byte NUMBER = 3;
    /** A whole number beyond 2^53: its text is kept beside it. */
    static final byte EXACT = 4;

    static final byte BOOL = 5;
    /** A string with a code. */
    static final byte CODE = 6;
    /** A string without a code. */
    static final byte TEXT = 7;

    static final byte VECTOR = 8;
    /** A vector that does not fit its column: only its text is kept. */
    static final byte MISFIT = 9;

    static final int KINDS = 10;

    private Cell() {}
}
