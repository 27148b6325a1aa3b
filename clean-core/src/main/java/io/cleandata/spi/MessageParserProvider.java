package io.cleandata.spi;

/** Makes parsers of one message format, such as {@code json}. */
public interface MessageParserProvider<C extends Record> extends Provider<C> {

    /** A parser. */
    MessageParser create(C settings, PluginContext context);
}
