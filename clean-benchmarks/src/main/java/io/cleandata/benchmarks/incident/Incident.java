package io.cleandata.benchmarks.incident;

import io.cleandata.generator.Strength;
import io.cleandata.generator.fault.FaultKind;

/**
 * What became of one fault in one stream.
 *
 * @param stream the sound stream
 * @param oneProducer whether only one producer's messages were touched
 * @param caught whether an alert opened within two windows after the first faulty one, naming the right detector and, for a
 *     fault of a feature, that feature
 * @param noticed whether any alert opened in that time
 * @param delay windows from the first faulty one to the alert that caught it
 * @param named the alert that came first: metric, detector, feature; empty for none
 * @param falseAlerts alerts that opened before the fault
 * @param soundWindows windows before the fault
 */
record Incident(
        String stream,
        FaultKind kind,
        Strength strength,
        boolean oneProducer,
        boolean caught,
        boolean noticed,
        long delay,
        String named,
        int falseAlerts,
        int soundWindows) {}
