/** Alert handlers that reach people and services over the network. */
@NullMarked
package io.cleandata.alerts;

import org.jspecify.annotations.NullMarked;
