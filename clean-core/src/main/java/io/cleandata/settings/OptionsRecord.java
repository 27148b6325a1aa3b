package io.cleandata.settings;

import io.cleandata.spi.CleanException;
import io.cleandata.spi.Option;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a settings record says about its options, read once.
 *
 * @param <C> the record
 */
final class OptionsRecord<C extends Record> {

    private static final ClassValue<OptionsRecord<?>> CACHE = new ClassValue<>() {
        @Override
        @SuppressWarnings({"unchecked", "rawtypes"})
        protected OptionsRecord<?> computeValue(Class<?> type) {
            return new OptionsRecord(type);
        }
    };

    private final Class<C> type;
    private final Map<String, Entry> options;
    private final Constructor<C> constructor;

    /** One option: its name in files, its component, what the annotation says. */
    record Entry(String name, RecordComponent component, OptionType type, Option option) {

        boolean hasDefault() {
            return !option.value().isEmpty();
        }

        boolean secret() {
            return option.secret() || option.passThrough();
        }
    }

    private OptionsRecord(Class<C> type) {
        this.type = type;
        if (!type.isRecord()) {
            throw fault(type.getName() + " is no record. Settings are records whose components carry @Option.");
        }
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        options = new LinkedHashMap<>();
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            types[i] = component.getType();
            String where = type.getName() + "." + component.getName();
            Option option = component.getAnnotation(Option.class);
            if (option == null) {
                throw fault(where + " carries no @Option.");
            }
            if (option.value().isEmpty()
                    && !option.required()
                    && component.getType().isPrimitive()) {
                throw fault(
                        where + " is a primitive without a default. Give it one, require it, or use the boxed type.");
            }
            String name = option.name().isEmpty() ? Names.kebab(component.getName()) : option.name();
            Entry former = options.put(
                    name, new Entry(name, component, OptionType.of(component.getGenericType(), where), option));
            if (former != null) {
                throw fault(type.getName() + " has two options of the name " + name + ".");
            }
            component.getAccessor().trySetAccessible();
        }
        try {
            constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new CleanException(
                    CleanException.Kind.INTERNAL, type.getName() + " cannot be constructed by reflection.", e);
        }
    }

    /** What a record says; the same object at each call. */
    @SuppressWarnings("unchecked")
    static <C extends Record> OptionsRecord<C> of(Class<C> type) {
        return (OptionsRecord<C>) CACHE.get(type);
    }

    Class<C> type() {
        return type;
    }

    /** By name in files, in the order of the record. */
    Map<String, Entry> options() {
        return options;
    }

    List<String> names() {
        return new ArrayList<>(options.keySet());
    }

    /** The option of a present or former name. */
    @Nullable
    Entry find(String name) {
        Entry entry = options.get(name);
        if (entry != null) {
            return entry;
        }
        for (Entry candidate : options.values()) {
            if (List.of(candidate.option().formerly()).contains(name)) {
                return candidate;
            }
        }
        return null;
    }

    /** The option that a single value in place of a mapping stands for: the only required one. */
    @Nullable
    Entry shorthand() {
        Entry only = null;
        for (Entry entry : options.values()) {
            if (entry.option().required()) {
                if (only != null) {
                    return null;
                }
                only = entry;
            }
        }
        return only;
    }

    /** Whether a mapping without any key is enough. */
    boolean complete() {
        return options.values().stream().noneMatch(e -> e.option().required());
    }

    C construct(@Nullable Object[] values) throws InvocationTargetException {
        try {
            return constructor.newInstance(values);
        } catch (InstantiationException | IllegalAccessException e) {
            throw new CleanException(CleanException.Kind.INTERNAL, type.getName() + " cannot be constructed.", e);
        }
    }

    /** The value of an option in a record. */
    static @Nullable Object value(Entry entry, Record settings) {
        try {
            return entry.component().getAccessor().invoke(settings);
        } catch (ReflectiveOperationException e) {
            throw new CleanException(
                    CleanException.Kind.INTERNAL, settings.getClass().getName() + " cannot be read.", e);
        }
    }

    private static CleanException fault(String message) {
        return new CleanException(CleanException.Kind.INTERNAL, message);
    }
}
