/** Contract tests that a plug-in's author extends, and fakes to test against. */
@NullMarked
package io.cleandata.testkit;

import org.jspecify.annotations.NullMarked;
