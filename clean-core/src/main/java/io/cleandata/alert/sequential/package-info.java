/** The mathematics of alerting: sequential tests of a mean that keep a budget of false alarms. Knows nothing of windows, incidents or alerts. */
@NullMarked
package io.cleandata.alert.sequential;

import org.jspecify.annotations.NullMarked;
