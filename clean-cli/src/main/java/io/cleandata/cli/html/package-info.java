/** The report of a replay as one self-contained HTML page: no script, no network, strangers' strings escaped. */
@NullMarked
package io.cleandata.cli.html;

import org.jspecify.annotations.NullMarked;
