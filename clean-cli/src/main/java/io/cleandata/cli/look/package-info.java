/** A look at a live stream for {@code clean doctor} and {@code clean tail}: some messages and what the parser makes of them, nothing acknowledged. */
@NullMarked
package io.cleandata.cli.look;

import org.jspecify.annotations.NullMarked;
