package io.cleandata.plugin;

import io.cleandata.spi.CleanException;
import io.cleandata.spi.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All plug-ins that there are, found once.
 *
 * <p>A provider that cannot be loaded hides no other: it is logged once, and told again when settings ask for a plug-in that is not
 * there. Two plug-ins of one kind and name are an error. Immutable.
 */
public final class PluginCatalog {

    /** The version of {@code io.cleandata.spi} that this is; jars built for another are not loaded. */
    public static final String SPI_VERSION = "1";

    private static final Logger log = LoggerFactory.getLogger(PluginCatalog.class);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int MAX_FAULTS = 100;

    private final Map<PluginKind, Map<String, Plugin>> plugins = new EnumMap<>(PluginKind.class);
    private final List<String> broken = new ArrayList<>();

    private PluginCatalog() {
        for (PluginKind kind : PluginKind.values()) {
            plugins.put(kind, new TreeMap<>());
        }
    }

    /** The plug-ins that a class loader finds. */
    public static PluginCatalog of(ClassLoader loader) {
        PluginCatalog catalog = new PluginCatalog();
        catalog.scan(loader);
        catalog.warn();
        return catalog;
    }

    /**
     * The plug-ins that a class loader finds, and those of a directory: each jar, or sub-directory of jars, with its own class loader
     * below. A directory that does not exist is an empty one.
     */
    public static PluginCatalog of(ClassLoader loader, Path directory) {
        PluginCatalog catalog = new PluginCatalog();
        catalog.scan(loader);
        if (Files.isDirectory(directory)) {
            for (PluginDirectory.Bundle bundle : PluginDirectory.bundles(directory)) {
                if (catalog.compatible(bundle)) {
                    catalog.scan(bundle.loader(loader));
                }
            }
        }
        catalog.warn();
        return catalog;
    }

    /** Plug-ins that code made itself, for tests and embedding. */
    public static PluginCatalog of(Provider<?>... providers) {
        PluginCatalog catalog = new PluginCatalog();
        for (Provider<?> provider : providers) {
            for (PluginKind kind : PluginKind.values()) {
                if (kind.spi().isInstance(provider)) {
                    catalog.add(kind, provider);
                }
            }
        }
        return catalog;
    }

    /** All plug-ins, by kind and name. */
    public List<Plugin> all() {
        return plugins.values().stream()
                .flatMap(byName -> byName.values().stream())
                .sorted(Comparator.comparing(Plugin::kind).thenComparing(Plugin::name))
                .toList();
    }

    /** All of a kind, sorted by name. */
    public List<Plugin> all(PluginKind kind) {
        return List.copyOf(ofKind(kind).values());
    }

    /** The names of a kind, sorted. */
    public List<String> names(PluginKind kind) {
        return List.copyOf(ofKind(kind).keySet());
    }

    /** The plug-in of a name. */
    public Optional<Plugin> find(PluginKind kind, String name) {
        return Optional.ofNullable(ofKind(kind).get(name));
    }

    /** Every plug-in of a name, of whatever kind. */
    public List<Plugin> named(String name) {
        List<Plugin> found = new ArrayList<>();
        for (PluginKind kind : PluginKind.values()) {
            find(kind, name).ifPresent(found::add);
        }
        return found;
    }

    /** One line for each provider that could not be loaded. */
    public List<String> broken() {
        return List.copyOf(broken);
    }

    /**
     * Why there is no plug-in of this name, and the cure.
     *
     * @param where what names it, such as {@code source.type}
     */
    public String missing(PluginKind kind, String where, String name) {
        StringBuilder text =
                new StringBuilder(where).append(" is \"").append(name).append("\", ");
        String module = kind.moduleOf(name);
        if (module == null) {
            text.append("but there is no ").append(kind.word()).append(" of that name.");
        } else {
            text.append("but ").append(module).append(" is not on the class path.");
        }
        List<String> found = names(kind);
        text.append(" Found: ")
                .append(found.isEmpty() ? "none" : String.join(", ", found))
                .append('.');
        if (!broken.isEmpty()) {
            text.append(" Not loadable: ").append(String.join("; ", broken)).append('.');
        }
        return text.toString();
    }

    private Map<String, Plugin> ofKind(PluginKind kind) {
        return plugins.getOrDefault(kind, Map.of());
    }

    private void scan(ClassLoader loader) {
        for (PluginKind kind : PluginKind.values()) {
            scan(kind, loader);
        }
    }

    /** Both {@code hasNext} and {@code next} may throw for one provider and go on with the one after it. */
    private void scan(PluginKind kind, ClassLoader loader) {
        Iterator<? extends ServiceLoader.Provider<? extends Provider<?>>> found =
                ServiceLoader.load(kind.spi(), loader).stream().iterator();
        int faults = 0;
        while (faults < MAX_FAULTS) {
            String what = kind.spi().getName();
            try {
                if (!found.hasNext()) {
                    return;
                }
                ServiceLoader.Provider<? extends Provider<?>> provider = found.next();
                what = provider.type().getName() + " ("
                        + Origin.of(provider.type()).shown() + ")";
                add(kind, provider.get());
            } catch (ServiceConfigurationError | LinkageError e) {
                faults++;
                broken.add(what + ": " + reason(e));
            }
        }
    }

    private static String reason(Throwable e) {
        Throwable cause = e instanceof ServiceConfigurationError && e.getCause() != null ? e.getCause() : e;
        return cause == e ? String.valueOf(e.getMessage()) : cause.toString();
    }

    private void add(PluginKind kind, Provider<?> provider) {
        Origin origin = Origin.of(provider.getClass());
        Plugin plugin = new Plugin(kind, provider, origin.module(), origin.shown());
        String fault = fault(plugin, origin);
        if (fault != null) {
            broken.add(plugin.where() + ": " + fault);
            return;
        }
        Plugin former = plugins.computeIfAbsent(kind, k -> new TreeMap<>()).putIfAbsent(plugin.name(), plugin);
        if (former != null && former.provider().getClass() != provider.getClass()) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "Two " + kind.word() + " plug-ins are named \"" + plugin.name() + "\": " + former.where() + ", "
                            + plugin.where() + ". Remove one.");
        }
    }

    private static @Nullable String fault(Plugin plugin, Origin origin) {
        if (origin.spiVersion() != null && !origin.spiVersion().equals(SPI_VERSION)) {
            return otherVersion(origin.spiVersion());
        }
        try {
            String name = plugin.provider().name();
            if (name == null || !NAME.matcher(name).matches()) {
                return "its name \"" + name + "\" is not lower kebab-case";
            }
            return plugin.provider().settingsType() == null ? "it has no settings type" : null;
        } catch (RuntimeException | LinkageError e) {
            return e.toString();
        }
    }

    private boolean compatible(PluginDirectory.Bundle bundle) {
        for (Path jar : bundle.jars()) {
            try (JarFile opened = new JarFile(jar.toFile())) {
                log.debug("Looking into {} with {} entries", jar, opened.size());
            } catch (IOException e) {
                broken.add(jar.getFileName() + ": no readable jar (" + e.getMessage() + ")");
                return false;
            }
            String version = Origin.of(jar).spiVersion();
            if (version != null && !version.equals(SPI_VERSION)) {
                broken.add(jar.getFileName() + ": " + otherVersion(version));
                return false;
            }
        }
        return true;
    }

    private static String otherVersion(String version) {
        return "built for version " + version + " of Clean's SPI, this is version " + SPI_VERSION
                + "; get a build of it for this version";
    }

    private void warn() {
        broken.forEach(fault -> log.warn("A plug-in could not be loaded. {}", fault));
        plugins.values()
                .forEach(byName -> byName.values()
                        .forEach(p -> log.debug("Found {} {} in {}", p.kind().word(), p.name(), p.origin())));
    }
}
