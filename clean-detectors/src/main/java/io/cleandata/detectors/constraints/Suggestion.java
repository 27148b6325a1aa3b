package io.cleandata.detectors.constraints;

import java.util.Map;

/**
 * A rule that history obeys.
 *
 * @param rule options of the rule in YAML's names, in order
 * @param evidence what history shows, in words
 */
public record Suggestion(Map<String, Object> rule, String evidence) {}
