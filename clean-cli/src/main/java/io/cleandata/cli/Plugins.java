package io.cleandata.cli;

import io.cleandata.plugin.PluginCatalog;
import java.nio.file.Path;

/** The plug-ins that the command knows: those on its class path, and those in the directory {@code plugins} beside it. */
final class Plugins {
    private Plugins() {}

    static PluginCatalog catalog() {
        var loader = Plugins.class.getClassLoader();
        String home = System.getProperty("clean.home");
        return home == null
                ? PluginCatalog.of(loader)
                : PluginCatalog.of(loader, Path.of(home, "plugins").normalize());
    }
}
