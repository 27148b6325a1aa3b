package io.cleandata.plugin;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The jar or directory that a class came from.
 *
 * @param path null when it has none that is known
 * @param module title and version of the manifest, else a name made from the path
 * @param spiVersion the manifest's {@code Clean-Spi-Version}; null when it says nothing
 */
record Origin(@Nullable Path path, String module, @Nullable String spiVersion) {

    static final String ATTRIBUTE = "Clean-Spi-Version";

    static Origin of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return new Origin(null, "unknown", null);
        }
        try {
            return of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return new Origin(null, source.getLocation().toString(), null);
        }
    }

    static Origin of(Path path) {
        if (Files.isRegularFile(path)) {
            try (JarFile jar = new JarFile(path.toFile())) {
                Manifest manifest = jar.getManifest();
                if (manifest != null) {
                    Attributes main = manifest.getMainAttributes();
                    String title = main.getValue(Attributes.Name.IMPLEMENTATION_TITLE);
                    String version = main.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
                    String module = title == null ? fileName(path) : version == null ? title : title + " " + version;
                    return new Origin(path, module, main.getValue(ATTRIBUTE));
                }
            } catch (IOException e) {
                return new Origin(path, fileName(path), null);
            }
        }
        return new Origin(path, moduleOfDirectory(path), null);
    }

    /** "clean-core" rather than "classes", for classes that a build has just made. */
    private static String moduleOfDirectory(Path path) {
        Path target = path.getParent();
        boolean built = path.endsWith("classes") || path.endsWith("test-classes");
        if (built && target != null && target.endsWith("target") && target.getParent() != null) {
            return fileName(target.getParent());
        }
        return fileName(path);
    }

    private static String fileName(Path path) {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }

    /** What stands in messages: the file's name, or the whole path of a directory. */
    String shown() {
        if (path == null) {
            return module;
        }
        return Files.isRegularFile(path) ? fileName(path) : path.toString();
    }
}
