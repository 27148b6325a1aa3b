package io.cleandata.plugin;

import io.cleandata.file.FileProblem;
import io.cleandata.spi.CleanException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A directory of plug-ins: each jar in it, and each sub-directory of jars, is one plug-in with a class loader of its own. */
final class PluginDirectory {

    private PluginDirectory() {}

    /** One plug-in: its name and its jars, in order of their names. */
    record Bundle(Path path, List<Path> jars) {

        PluginClassLoader loader(ClassLoader parent) {
            List<URL> urls = new ArrayList<>();
            for (Path jar : jars) {
                try {
                    urls.add(jar.toUri().toURL());
                } catch (MalformedURLException e) {
                    throw new CleanException(CleanException.Kind.INTERNAL, "no URL for " + jar, e);
                }
            }
            return new PluginClassLoader(String.valueOf(path.getFileName()), urls, parent);
        }
    }

    static List<Bundle> bundles(Path directory) {
        List<Bundle> bundles = new ArrayList<>();
        for (Path path : sorted(directory)) {
            if (isJar(path)) {
                bundles.add(new Bundle(path, List.of(path)));
            } else if (Files.isDirectory(path)) {
                List<Path> jars =
                        sorted(path).stream().filter(PluginDirectory::isJar).toList();
                if (!jars.isEmpty()) {
                    bundles.add(new Bundle(path, jars));
                }
            }
        }
        return bundles;
    }

    private static boolean isJar(Path path) {
        return Files.isRegularFile(path) && path.toString().endsWith(".jar");
    }

    private static List<Path> sorted(Path directory) {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.sorted().toList();
        } catch (IOException e) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "the plug-in directory " + directory + " cannot be read: " + FileProblem.words(directory, e),
                    e);
        }
    }
}
