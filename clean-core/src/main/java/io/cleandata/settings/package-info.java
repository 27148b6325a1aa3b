/**
 * From what people write (a YAML file, a Java builder) to what the engine runs: one tree of values, bound to records whose
 * components carry {@link io.cleandata.spi.Option}, all faults reported at once, ending in one immutable
 * {@link io.cleandata.settings.PipelineSpec}. Everything printed about settings (reference, JSON Schema, effective values) comes from
 * the same records.
 */
@NullMarked
package io.cleandata.settings;

import org.jspecify.annotations.NullMarked;
