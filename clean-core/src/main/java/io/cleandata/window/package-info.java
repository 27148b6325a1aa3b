/** The built-in rules that cut a stream into windows, by count and by time, each with its options. They hold no samples themselves. */
@NullMarked
package io.cleandata.window;

import org.jspecify.annotations.NullMarked;
