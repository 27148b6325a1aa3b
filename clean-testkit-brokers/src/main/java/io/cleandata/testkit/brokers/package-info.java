/** Real servers on the loopback interface for tests, each in a process of its own. */
@NullMarked
package io.cleandata.testkit.brokers;

import org.jspecify.annotations.NullMarked;
