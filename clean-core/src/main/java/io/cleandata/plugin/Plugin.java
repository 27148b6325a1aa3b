package io.cleandata.plugin;

import io.cleandata.spi.Provider;

/**
 * One discovered plug-in.
 *
 * @param kind what it is
 * @param provider what makes it
 * @param module title and version of its jar's manifest, or the name of its directory
 * @param origin the jar or directory that it came from
 */
public record Plugin(PluginKind kind, Provider<?> provider, String module, String origin) {

    /** The name by which settings refer to it. */
    public String name() {
        return provider.name();
    }

    /** "class (jar)", for messages. */
    String where() {
        return provider.getClass().getName() + " (" + origin + ")";
    }
}
