package io.cleandata.detectors.constraints;

/** Values as reasons quote them. */
final class Quotes {

    private static final int LONGEST = 60;

    private Quotes() {}

    static String quote(String value) {
        return "\"" + (value.length() > LONGEST ? value.substring(0, LONGEST) + "..." : value) + "\"";
    }
}
