package io.cleandata.examples.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.aether.artifact.Artifact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever takes some modules gets their clients and nobody else's. */
class ModuleIsolationTest {

    private static final List<String> CORE = List.of(
            "clean-core",
            "jspecify",
            "slf4j-api",
            "guice",
            "jackson-databind",
            "jackson-dataformat-yaml",
            "jackson-dataformat-csv",
            "micrometer-core",
            "resilience4j-core");

    private static final List<String> CLIENTS = List.of(
            "kafka-clients",
            "pulsar-client",
            "jedis",
            "micrometer-registry-prometheus",
            "angus-mail",
            "picocli",
            "clean-source-kafka",
            "clean-source-pulsar",
            "clean-source-redis",
            "clean-alerts",
            "clean-metrics-prometheus",
            "clean-detectors",
            "clean-cli",
            "clean-testkit",
            "junit-jupiter-api",
            "slf4j-simple",
            "logback-classic");

    @TempDir
    Path folder;

    @Test
    void coreAloneBringsNoClient() throws Exception {
        try (ThrowAwayProject project = new ThrowAwayProject(folder)) {
            assertThat(names(project.classPath("clean-core"))).containsAll(CORE).doesNotContainAnyElementsOf(CLIENTS);
        }
    }

    @Test
    void kafkaBringsKafkaOnlyAndWorks() throws Exception {
        try (ThrowAwayProject project = new ThrowAwayProject(folder)) {
            List<Artifact> classPath = project.classPath("clean-core", "clean-source-kafka");
            assertThat(names(classPath))
                    .containsAll(CORE)
                    .contains("kafka-clients")
                    .doesNotContainAnyElementsOf(without("kafka-clients", "clean-source-kafka"));

            String output = run(classPath, """
                    import io.cleandata.engine.*;
                    import io.cleandata.source.kafka.KafkaSource;

                    public class Main {
                        public static void main(String[] args) throws Exception {
                            var source = KafkaSource.builder().bootstrapServers("127.0.0.1:1").topic("t").groupId("g").build();
                            var pipeline = RealtimePipeline.builder().source(source)
                                    .config(PipelineConfig.builder().windowSize(100).build())
                                    .detector("nothing", window -> io.cleandata.model.DetectorResult.ofWindow().build())
                                    .build();
                            System.out.println("state " + pipeline.state());
                            pipeline.close();
                            System.out.println("plugins " + io.cleandata.plugin.PluginCatalog.of(Main.class.getClassLoader())
                                    .names(io.cleandata.plugin.PluginKind.SOURCE));
                        }
                    }
                    """);

            assertThat(output).contains("state NEW", "plugins [file, kafka]");
        }
    }

    @Test
    void theBomGivesVersionsAndRedisWithAlertsBringNoOtherClient() throws Exception {
        try (ThrowAwayProject project = new ThrowAwayProject(folder).withBom()) {
            assertThat(names(project.classPath("clean-core", "clean-source-redis", "clean-alerts")))
                    .contains("jedis")
                    .doesNotContainAnyElementsOf(without("jedis", "clean-source-redis", "clean-alerts"));
        }
    }

    @Test
    void theBomKnowsEveryPublishedModule() throws Exception {
        try (ThrowAwayProject project = new ThrowAwayProject(folder).withBom()) {
            for (String module : List.of(
                    "clean-core",
                    "clean-detectors",
                    "clean-source-kafka",
                    "clean-source-pulsar",
                    "clean-source-redis",
                    "clean-alerts",
                    "clean-metrics-prometheus",
                    "clean-generator",
                    "clean-testkit",
                    "clean-testkit-brokers")) {
                assertThat(project.managedVersion(module)).as(module).isEqualTo(ThrowAwayProject.version());
            }
        }
    }

    private static List<String> without(String... own) {
        return CLIENTS.stream().filter(name -> !List.of(own).contains(name)).toList();
    }

    private static List<String> names(List<Artifact> classPath) {
        return classPath.stream().map(Artifact::getArtifactId).toList();
    }

    /** Compiles and runs a class with nothing but this class path. */
    private String run(List<Artifact> artifacts, String source) throws Exception {
        String classPath = artifacts.stream()
                .map(artifact -> artifact.getPath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        Path file = Files.writeString(folder.resolve("Main.java"), source);
        Path output = folder.resolve("output");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-cp", classPath, file.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
