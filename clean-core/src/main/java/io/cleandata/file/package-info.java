/** Files that people name, whoever reads or writes them: what is wrong with one, in words. */
@NullMarked
package io.cleandata.file;

import org.jspecify.annotations.NullMarked;
