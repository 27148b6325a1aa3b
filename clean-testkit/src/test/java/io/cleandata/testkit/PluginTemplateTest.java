package io.cleandata.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.plugin.Plugin;
import io.cleandata.plugin.PluginCatalog;
import io.cleandata.plugin.PluginKind;
import io.cleandata.settings.LiveParts;
import io.cleandata.settings.PipelineSpec;
import io.cleandata.settings.PipelineSpecReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template that authors of plug-ins copy compiles, keeps its contract, and is found in a {@code plugins} directory. */
class PluginTemplateTest {

    private static final Path TEMPLATE = Path.of("..", "clean-examples", "plugin-template");

    @TempDir
    Path temp;

    @Test
    void theJarIsFoundInThePluginDirectoryAndRunsWhenNamed() throws IOException {
        Path plugins = Files.createDirectory(temp.resolve("plugins"));
        pack(compile(TEMPLATE.resolve("src/main/java")), plugins.resolve("suspicious-zero.jar"));

        PluginCatalog catalog = PluginCatalog.of(getClass().getClassLoader(), plugins);
        Plugin plugin = catalog.find(PluginKind.DETECTOR, "suspicious-zero").orElseThrow();
        PipelineSpec spec = new PipelineSpecReader(catalog)
                .overriding("source", java.util.Map.of("type", "file", "path", "x.jsonl"))
                .read(
                        "window: {type: count}\ndetectors: [{suspicious-zero: {min-history: 500}}]",
                        "p.yaml",
                        LiveParts.none());

        assertThat(catalog.broken()).isEmpty();
        assertThat(plugin.origin()).isEqualTo("suspicious-zero.jar");
        assertThat(plugin.provider().getClass().getClassLoader())
                .isNotSameAs(getClass().getClassLoader());
        assertThat(spec.detectors().get(0).detector().settings().orElseThrow())
                .hasToString("SuspiciousZeroSettings[minHistory=500]");
    }

    @Test
    void itsTestsPass() throws Exception {
        Path classes = compile(TEMPLATE.resolve("src"));
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            int run = runTests(loader.loadClass("com.example.clean.SuspiciousZeroContractTest"))
                    + runTests(loader.loadClass("com.example.clean.SuspiciousZeroDetectorTest"));
            assertThat(run).isGreaterThan(10);
        }
    }

    private static int runTests(Class<?> type) throws Exception {
        int run = 0;
        for (Class<?> at = type; at != Object.class; at = at.getSuperclass()) {
            for (Method method : at.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class)) {
                    Constructor<?> constructor = type.getDeclaredConstructor();
                    constructor.setAccessible(true);
                    method.setAccessible(true);
                    method.invoke(constructor.newInstance());
                    run++;
                }
            }
        }
        return run;
    }

    private Path compile(Path sources) throws IOException {
        Path classes = Files.createTempDirectory(temp, "classes");
        List<String> arguments = new ArrayList<>(
                List.of("-d", classes.toString(), "-proc:none", "-cp", System.getProperty("java.class.path")));
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(f -> f.toString().endsWith(".java")).forEach(f -> arguments.add(f.toString()));
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0])))
                .isZero();
        return classes;
    }

    private static void pack(Path classes, Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Clean-Spi-Version", PluginCatalog.SPI_VERSION);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (Path root : List.of(classes, TEMPLATE.resolve("src/main/resources"))) {
                try (Stream<Path> files = Files.walk(root)) {
                    for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
                        out.putNextEntry(new ZipEntry(root.relativize(path).toString()));
                        Files.copy(path, out);
                    }
                }
            }
        }
    }
}
