/** What sources of this module have in common beyond the SPI. */
@NullMarked
package io.cleandata.source;

import org.jspecify.annotations.NullMarked;
