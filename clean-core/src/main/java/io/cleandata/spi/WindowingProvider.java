package io.cleandata.spi;

/** Makes windowings of one kind, such as {@code count}. Asked once for each key of a keyed stream. */
public interface WindowingProvider<C extends Record> extends Provider<C> {

    /** A windowing that holds no sample. */
    Windowing create(C settings, PluginContext context);
}
