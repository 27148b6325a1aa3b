/**
 * The values that flow through a pipeline: messages, samples, windows by column, issues, results, reports, alerts.
 * Immutable, without behaviour of their own beyond access; sees {@code java.*} only.
 */
@NullMarked
package io.cleandata.model;

import org.jspecify.annotations.NullMarked;
