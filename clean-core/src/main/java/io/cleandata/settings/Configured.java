package io.cleandata.settings;

import io.cleandata.spi.PluginContext;
import io.cleandata.spi.Provider;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A plug-in with its settings: what it takes to make the live thing.
 *
 * @param <T> what is made
 */
public final class Configured<T> {

    private final String type;
    private final Optional<Record> settings;
    private final Function<PluginContext, T> factory;

    private Configured(String type, Optional<Record> settings, Function<PluginContext, T> factory) {
        this.type = Objects.requireNonNull(type, "type");
        this.settings = settings;
        this.factory = factory;
    }

    /** A provider's plug-in with bound settings; {@code create} is the provider's method. */
    public static <C extends Record, T> Configured<T> of(
            Provider<C> provider, C settings, BiFunction<C, PluginContext, T> create) {
        return new Configured<>(provider.name(), Optional.of(settings), context -> create.apply(settings, context));
    }

    /** A live thing that somebody's code made; it can be asked for once only when it has a state of its own. */
    public static <T> Configured<T> live(String type, T thing) {
        Objects.requireNonNull(thing, "thing");
        return new Configured<>(type, Optional.empty(), context -> thing);
    }

    /** A thing that somebody's code makes when the pipeline is built. */
    public static <T> Configured<T> madeBy(String type, Function<PluginContext, T> factory) {
        return new Configured<>(type, Optional.empty(), factory);
    }

    /** The plug-in's name, such as {@code kafka}. */
    public String type() {
        return type;
    }

    /** The plug-in's bound settings; empty for things that code made. */
    public Optional<Record> settings() {
        return settings;
    }

    /** Makes it. */
    public T create(PluginContext context) {
        return factory.apply(context);
    }

    @Override
    public String toString() {
        return type;
    }
}
