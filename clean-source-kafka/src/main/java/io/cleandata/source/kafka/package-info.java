/**
 * The source that reads topics of Apache Kafka: subscription, offsets, rebalances, and the producer for dead letters. Knows the
 * Kafka client and nothing of windows or detectors.
 */
@NullMarked
package io.cleandata.source.kafka;

import org.jspecify.annotations.NullMarked;
