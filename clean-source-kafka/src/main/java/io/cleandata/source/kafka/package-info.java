/** The source that reads topics of Apache Kafka. */
@NullMarked
package io.cleandata.source.kafka;

import org.jspecify.annotations.NullMarked;
