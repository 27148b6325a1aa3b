package io.cleandata.generator;

/** How strong an injected fault is: the share of samples it touches, or how far it moves them. */
public enum Strength {
    WEAK,
    MEDIUM,
    STRONG;

    /** The one of three values that belongs to this strength. */
    public double of(double weak, double medium, double strong) {
        return switch (this) {
            case WEAK -> weak;
            case MEDIUM -> medium;
            case STRONG -> strong;
        };
    }
}
