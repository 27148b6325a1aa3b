package io.cleandata.testkit.brokers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The jars of one broker, as the build resolved them.
 *
 * <p>The build writes the resource {@code NAME.classpath}: paths relative to the local Maven repository, so that no path of
 * the building machine gets into the jar. The repository is the one that the system property
 * {@code clean.testkit.repository} names, else {@code maven.repo.local}, else {@code ~/.m2/repository}.
 */
record BrokerClassPath(String name, List<Path> files) {
    private static final String REPOSITORY = "REPOSITORY/";

    static BrokerClassPath of(String name) {
        Path repository = repository();
        List<Path> files = new ArrayList<>();
        for (String entry : read(name + ".classpath").strip().split(":", -1)) {
            if (!entry.startsWith(REPOSITORY)) {
                throw new IllegalStateException(name + ".classpath: not a path in the repository: " + entry);
            }
            Path file = repository.resolve(entry.substring(REPOSITORY.length()));
            if (!Files.exists(file)) {
                throw new IllegalStateException("The " + name + " server needs " + file + ", which is not there. Build"
                        + " clean-testkit-brokers (which fetches it), fetch it with mvn dependency:get, or name the local Maven"
                        + " repository with -Dclean.testkit.repository=DIRECTORY.");
            }
            files.add(file);
        }
        return new BrokerClassPath(name, List.copyOf(files));
    }

    /** The arguments for a JVM with these jars and {@link ServerChild}; through a file, since they are long. */
    List<String> javaArguments(Path directory) {
        StringBuilder path = new StringBuilder(ownLocation().toString());
        files.forEach(file -> path.append(java.io.File.pathSeparatorChar).append(file));
        Path arguments = directory.resolve("java-arguments");
        EmbeddedKafka.write(
                arguments,
                List.of("-cp", "\"" + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\""));
        return List.of("@" + arguments);
    }

    private static Path repository() {
        for (String property : List.of("clean.testkit.repository", "maven.repo.local")) {
            String value = System.getProperty(property, "");
            if (!value.isEmpty()) {
                return Path.of(value);
            }
        }
        return Path.of(System.getProperty("user.home"), ".m2", "repository");
    }

    private static String read(String resource) {
        try (InputStream in = BrokerClassPath.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + resource
                        + " is missing: build clean-testkit-brokers with Maven, which writes it");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path ownLocation() {
        try {
            return Path.of(ServerChild.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
