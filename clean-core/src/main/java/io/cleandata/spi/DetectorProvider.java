package io.cleandata.spi;

/** Makes detectors of one kind of fault, such as {@code labels}. */
public interface DetectorProvider<C extends Record> extends Provider<C> {

    /** A detector without memory. */
    Detector create(C settings, PluginContext context);

    /** The name of its rate in reports, alerts and metrics, such as {@code label_errors}: lower snake case. */
    String metricName();

    /** Whether {@code detectors: all} includes it. A plug-in from outside answers false, so that a dropped jar never changes a running score. */
    default boolean inAll() {
        return false;
    }

    /** Default weight of its severities in the score, 0..1: how much a certain fault of full severity takes from a sample. */
    default double weight() {
        return 1.0;
    }
}
