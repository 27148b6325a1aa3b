/** Alert handlers that reach people and services over the network, and the file of alerts in the same format. */
@NullMarked
package io.cleandata.alerts;

import org.jspecify.annotations.NullMarked;
