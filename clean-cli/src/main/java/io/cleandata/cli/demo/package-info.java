/**
 * The demo: real data with announced faults, streamed through a pipeline, and a table of what was caught. Knows nothing
 * of terminals; what it tells goes to a {@link io.cleandata.cli.demo.DemoView}.
 */
@NullMarked
package io.cleandata.cli.demo;

import org.jspecify.annotations.NullMarked;
