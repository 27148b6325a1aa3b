/** What texts are by their form, for detectors that compare texts by it: numbers that describe them, and whether they are mere numbers of samples. */
@NullMarked
package io.cleandata.detectors.text;

import org.jspecify.annotations.NullMarked;
