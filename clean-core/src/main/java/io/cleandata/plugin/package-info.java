/**
 * Discovery of plug-ins: which sources, detectors, alert handlers, windowings, parsers and metrics exporters there are, on the class path and in
 * a {@code plugins} directory, each with its module and jar. Nothing is configured or started here.
 */
@NullMarked
package io.cleandata.plugin;

import org.jspecify.annotations.NullMarked;
