/**
 * For the authors of plug-ins: contract tests to extend ({@code DetectorContract}, {@code AlertHandlerContract}, ...), windows and
 * columns from plain values, clocks that stand still, and fakes. What belongs here helps to test a plug-in without a pipeline
 * or a broker.
 */
@NullMarked
package io.cleandata.testkit;

import org.jspecify.annotations.NullMarked;
