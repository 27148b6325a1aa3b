package io.cleandata.spi;

/** Makes sources of one kind of system, such as {@code kafka}. */
public interface SourceProvider<C extends Record> extends Provider<C> {

    /** A source that is not yet open. */
    Source create(C settings, PluginContext context);
}
