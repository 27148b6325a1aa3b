/** Numbers that describe texts, for detectors that compare texts by their form. */
@NullMarked
package io.cleandata.detectors.text;

import org.jspecify.annotations.NullMarked;
