package io.cleandata.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.settings.OptionsBinder;
import io.cleandata.spi.Option;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Checks of a plug-in's options record, and of the Java builder that stands beside it. */
public final class SettingsAssertions {

    private SettingsAssertions() {}

    /** The record's defaults are these; every option has a description in one line. */
    public static <C extends Record> void assertDefaults(C expected) {
        assertDefaults(expected, Map.of());
    }

    /** With the required options given, the others are these. */
    public static <C extends Record> void assertDefaults(C expected, Map<String, ?> required) {
        assertThat(OptionsBinder.bind(typeOf(expected), required)).isEqualTo(expected);
        for (RecordComponent component : expected.getClass().getRecordComponents()) {
            Option option = component.getAnnotation(Option.class);
            assertThat(option.doc()).as(component.getName()).isNotBlank().doesNotContain("\n");
        }
    }

    /** These values, which must name every option and differ from its default, make this record. */
    public static <C extends Record> void assertEveryOptionIsBound(C expected, Map<String, ?> values) throws Exception {
        assertThat(OptionsBinder.bind(typeOf(expected), values)).isEqualTo(expected);
        for (RecordComponent component : expected.getClass().getRecordComponents()) {
            Option option = component.getAnnotation(Option.class);
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            String value = String.valueOf(accessor.invoke(expected));
            String unset = option.value().isEmpty() ? "null" : option.value();
            assertThat(value)
                    .as("%s differs from its default", component.getName())
                    .isNotIn(unset, "[]", "{}");
        }
        assertThat(values).hasSameSizeAs(expected.getClass().getRecordComponents());
    }

    /**
     * Builder and record have the same options: for each component a method of that name, and no method besides.
     *
     * @param further names of builder methods that are no options, such as a shorthand; and of options that the builder reaches another way
     */
    public static void assertBuilderMatches(Class<?> builder, Class<? extends Record> settings, String... further) {
        Set<String> options = new TreeSet<>();
        for (RecordComponent component : settings.getRecordComponents()) {
            options.add(component.getName());
        }
        Set<String> methods = new TreeSet<>();
        for (Method method : builder.getDeclaredMethods()) {
            boolean setter = method.getReturnType() == builder && Modifier.isPublic(method.getModifiers());
            if (setter && !method.isSynthetic()) {
                methods.add(method.getName());
            }
        }
        Set<String> without = Set.of(further);
        options.removeAll(without);
        methods.removeAll(without);
        assertThat(methods).as("methods of %s", builder.getName()).isEqualTo(options);
    }

    @SuppressWarnings("unchecked")
    private static <C extends Record> Class<C> typeOf(C record) {
        return (Class<C>) record.getClass();
    }
}
