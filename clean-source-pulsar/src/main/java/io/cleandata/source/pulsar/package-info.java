/** The source that reads topics of Apache Pulsar. */
@NullMarked
package io.cleandata.source.pulsar;

import org.jspecify.annotations.NullMarked;
