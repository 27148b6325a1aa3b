package io.cleandata.cli;

/** What the process tells its caller. */
final class ExitStatus {
    static final int FINE = 0;
    static final int FAILED = 1;
    /** The command line or the settings are wrong. */
    static final int WRONG_USAGE = 2;
    /** The data are worse than the caller allows. */
    static final int BELOW_LIMIT = 3;

    private ExitStatus() {}
}
