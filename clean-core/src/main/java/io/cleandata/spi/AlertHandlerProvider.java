package io.cleandata.spi;

/** Makes alert handlers of one kind, such as {@code slack}. */
public interface AlertHandlerProvider<C extends Record> extends Provider<C> {

    /** A handler ready to be called. */
    AlertHandler create(C settings, PluginContext context);

    /** Whether its alerts leave the machine, so that example samples are sent only when asked for. */
    default boolean leavesTheMachine() {
        return true;
    }
}
