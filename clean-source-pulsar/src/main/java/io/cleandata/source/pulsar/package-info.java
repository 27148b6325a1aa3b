/**
 * The source that reads topics of Apache Pulsar: subscription, acknowledgements by message id, and producers for dead letters. Knows
 * the Pulsar client and nothing of windows or detectors.
 */
@NullMarked
package io.cleandata.source.pulsar;

import org.jspecify.annotations.NullMarked;
