/**
 * Real brokers for tests and examples: Kafka, Pulsar and Redis as child processes on the loopback interface, without Docker.
 *
 * <p>Nothing here sees a broker's classes: each server runs from its own class-path file, so that its jars never meet those
 * of the tests. Clients and topics are the caller's matter.
 */
@NullMarked
package io.cleandata.testkit.brokers;

import org.jspecify.annotations.NullMarked;
