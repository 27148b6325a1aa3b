/** What makes alerts of reports, and brings them to their handlers. */
@NullMarked
package io.cleandata.alert;

import org.jspecify.annotations.NullMarked;
