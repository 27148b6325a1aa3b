/** Small runnable applications, each about one way to use Clean. */
@NullMarked
package io.cleandata.examples;

import org.jspecify.annotations.NullMarked;
