package io.cleandata.spi;

/**
 * Makes plug-ins of one name. Found with {@link java.util.ServiceLoader} by way of its sub-interfaces.
 *
 * <p><b>Threading.</b> Stateless; any thread may call. <b>Failure.</b> Does no I/O but to read a file that its settings name; a {@code create} that finds its settings
 * contradictory throws {@link CleanException} of kind {@code SETTINGS}.
 *
 * @param <C> a record whose components carry {@link Option}
 */
public interface Provider<C extends Record> {

    /** The name by which settings refer to it: lower kebab-case, unique in its SPI. */
    String name();

    /** What it does in one line. */
    String summary();

    /** The record that holds its options. */
    Class<C> settingsType();
}
