package io.cleandata.settings;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes options records from plain values, with defaults filled in and every fault reported at once. */
public final class OptionsBinder {

    private OptionsBinder() {}

    /**
     * The record of the given values.
     *
     * @param values by option name in kebab-case; values are texts as in YAML, numbers, booleans, durations, enum constants,
     *     lists, maps, or records
     * @throws InvalidSettingsException with all that is wrong
     */
    public static <C extends Record> C bind(Class<C> type, Map<String, ?> values) {
        Problems problems = new Problems();
        C bound = new Binding(problems).record(type, Node.of(values), "", List.of());
        return orThrow(bound, problems);
    }

    /** The record of the options of a YAML text. */
    public static <C extends Record> C bindYaml(Class<C> type, String yaml) {
        Problems problems = new Problems();
        Node node = YamlTree.read(yaml, null, Substitution.NONE, problems);
        return orThrow(new Binding(problems).record(type, node, "", List.of()), problems);
    }

    /**
     * The record of all defaults.
     *
     * @throws InvalidSettingsException when an option is required
     */
    public static <C extends Record> C defaults(Class<C> type) {
        return bind(type, Map.of());
    }

    private static <C> C orThrow(@Nullable C bound, Problems problems) {
        if (bound == null || !problems.none()) {
            throw problems.exception();
        }
        return bound;
    }
}
