/** The clean command: its subcommands, what they print, and their exit statuses. */
@NullMarked
package io.cleandata.cli;

import org.jspecify.annotations.NullMarked;
