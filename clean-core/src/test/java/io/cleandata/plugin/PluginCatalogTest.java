package io.cleandata.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cleandata.spi.CleanException;
import io.cleandata.spi.DetectorProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against real jars, compiled here, in a real plug-in directory. */
class PluginCatalogTest {

    private static final String SERVICES = "META-INF/services/" + DetectorProvider.class.getName();

    @TempDir
    Path temp;

    private Path plugins;

    @BeforeEach
    void makeDirectory() throws IOException {
        plugins = Files.createDirectory(temp.resolve("plugins"));
    }

    @Test
    void findsEachJarAndIsolatesItsLibraries() throws IOException {
        jar("first.jar", "1", detector("FirstProvider", "first", "lib.Version.TEXT"), library("1.0"));
        Path bundle = Files.createDirectory(plugins.resolve("second"));
        jar("second/plugin.jar", "1", detector("SecondProvider", "second", "lib.Version.TEXT"), library("2.0"));
        jar("second/unrelated.jar", null, Map.of("other.Thing", "package other; public class Thing {}"));
        assertThat(bundle).isDirectory();

        PluginCatalog catalog = PluginCatalog.of(getClass().getClassLoader(), plugins);

        assertThat(catalog.broken()).isEmpty();
        Plugin first = catalog.find(PluginKind.DETECTOR, "first").orElseThrow();
        Plugin second = catalog.find(PluginKind.DETECTOR, "second").orElseThrow();
        assertThat(first.provider().summary()).isEqualTo("1.0");
        assertThat(second.provider().summary()).isEqualTo("2.0");
        assertThat(first.origin()).isEqualTo("first.jar");
        assertThat(first.module()).isEqualTo("acme-first.jar 7");
        assertThat(first.provider().getClass().getClassLoader())
                .isNotSameAs(second.provider().getClass().getClassLoader());
        assertThat(catalog.find(PluginKind.PARSER, "json")).isPresent();
    }

    @Test
    void reportsBrokenJarsByNameAndKeepsTheOthers() throws IOException {
        Files.writeString(plugins.resolve("a-noise.jar"), "this is no jar");
        Map<String, String> throwing = detector("ThrowingProvider", "throwing", "\"x\"");
        throwing.replaceAll((name, source) ->
                source.replace("/*constructor*/", "throw new IllegalStateException(\"no licence\");"));
        jar("b-throwing.jar", "1", throwing);
        Path absent = jar("c-absent.jar", "1", detector("GoneProvider", "gone", "\"x\""));
        remove(absent, "acme/GoneProvider.class");
        jar("d-old.jar", "99", detector("OldProvider", "old", "\"x\""));
        jar("e-name.jar", "1", detector("BadNameProvider", "Bad_Name", "\"x\""));
        jar("f-sound.jar", "1", detector("SoundProvider", "sound", "\"x\""));

        PluginCatalog catalog = PluginCatalog.of(getClass().getClassLoader(), plugins);

        assertThat(catalog.find(PluginKind.DETECTOR, "sound")).isPresent();
        assertThat(catalog.broken())
                .anySatisfy(line -> assertThat(line).contains("a-noise.jar", "no readable jar"))
                .anySatisfy(line -> assertThat(line).contains("acme.ThrowingProvider (b-throwing.jar)", "no licence"))
                .anySatisfy(line -> assertThat(line).contains("acme.GoneProvider"))
                .anySatisfy(line -> assertThat(line).contains("d-old.jar", "built for version 99"))
                .anySatisfy(line -> assertThat(line).contains("e-name.jar", "not lower kebab-case"))
                .hasSize(5);
        assertThat(catalog.missing(PluginKind.DETECTOR, "detectors[0]", "old")).contains("Not loadable: ", "d-old.jar");
    }

    @Test
    void refusesTwoOfOneNameNamingBothJars() throws IOException {
        jar("one.jar", "1", detector("OneProvider", "same", "\"x\""));
        jar("two.jar", "1", detector("TwoProvider", "same", "\"x\""));

        assertThatExceptionOfType(CleanException.class)
                .isThrownBy(() -> PluginCatalog.of(getClass().getClassLoader(), plugins))
                .withMessage("Two detector plug-ins are named \"same\": acme.OneProvider (one.jar), "
                        + "acme.TwoProvider (two.jar). Remove one.");
    }

    @Test
    void aMissingPluginNamesTheModuleToAdd() {
        PluginCatalog catalog = PluginCatalog.of(new io.cleandata.parse.JsonMessageParserProvider());

        assertThat(catalog.missing(PluginKind.SOURCE, "source.type", "pulsar"))
                .isEqualTo("source.type is \"pulsar\", but clean-source-pulsar is not on the class path. Found: none.");
        assertThat(catalog.missing(PluginKind.PARSER, "parser.type", "xml"))
                .isEqualTo("parser.type is \"xml\", but there is no parser of that name. Found: json.");
    }

    @Test
    void theSpiVersionIsTheBuilds() throws IOException {
        Path pom = Path.of("").toAbsolutePath().resolve("../pom.xml");

        assertThat(Files.readString(pom))
                .contains("<clean.spi.version>" + PluginCatalog.SPI_VERSION + "</clean.spi.version>");
    }

    private static Map<String, String> detector(String type, String name, String summary) {
        return new java.util.HashMap<>(Map.of("acme." + type, """
                package acme;
                public final class %1$s implements io.cleandata.spi.DetectorProvider<%1$s.Settings> {
                    public record Settings() {}
                    public %1$s() { /*constructor*/ }
                    public String name() { return "%2$s"; }
                    public String summary() { return %3$s; }
                    public Class<Settings> settingsType() { return Settings.class; }
                    public String metricName() { return "acme"; }
                    public io.cleandata.spi.Detector create(Settings s, io.cleandata.spi.PluginContext c) {
                        return window -> io.cleandata.model.DetectorResult.notAssessable("never");
                    }
                }
                """.formatted(type, name, summary)));
    }

    private static Map<String, String> library(String version) {
        return Map.of(
                "lib.Version",
                "package lib; public class Version { public static final String TEXT = String.valueOf(\"" + version
                        + "\"); }");
    }

    @SafeVarargs
    private Path jar(String name, String spiVersion, Map<String, String>... sources) throws IOException {
        Path work = Files.createTempDirectory(temp, "build");
        Path classes = Files.createDirectory(work.resolve("classes"));
        List<String> arguments = new ArrayList<>(
                List.of("-d", classes.toString(), "-proc:none", "-cp", System.getProperty("java.class.path")));
        List<String> providers = new ArrayList<>();
        for (Map<String, String> group : sources) {
            for (Map.Entry<String, String> source : group.entrySet()) {
                Path file = work.resolve(source.getKey().replace('.', '/') + ".java");
                Files.createDirectories(file.getParent());
                Files.writeString(file, source.getValue());
                arguments.add(file.toString());
                if (source.getValue().contains("implements io.cleandata.spi")) {
                    providers.add(source.getKey());
                }
            }
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, null, null, arguments.toArray(new String[0])))
                .isZero();

        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.IMPLEMENTATION_TITLE, "acme-" + name);
        main.put(Attributes.Name.IMPLEMENTATION_VERSION, "7");
        if (spiVersion != null) {
            main.putValue("Clean-Spi-Version", spiVersion);
        }
        Path jar = plugins.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> compiled = Files.walk(classes)) {
            for (Path path : compiled.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new ZipEntry(classes.relativize(path).toString()));
                Files.copy(path, out);
            }
            if (!providers.isEmpty()) {
                out.putNextEntry(new ZipEntry(SERVICES));
                out.write(String.join("\n", providers).getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private static void remove(Path jar, String entry) throws IOException {
        try (java.nio.file.FileSystem zip = java.nio.file.FileSystems.newFileSystem(jar)) {
            Files.delete(zip.getPath(entry));
        }
    }
}
