package io.cleandata.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The zip as its users get it. Builds without a distribution skip it. */
class DistributionIT {
    private static final Set<String> ALLOWED = Set.of(
            "Apache-2.0",
            "MIT",
            "MIT-0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "CC0-1.0",
            "EPL-2.0",
            "Public Domain",
            "Bouncy Castle Licence",
            "Go License");

    @TempDir
    static Path folder;

    private static Path home;

    @BeforeAll
    static void unpack() throws IOException {
        Path zip = Path.of("target", "clean-1.0.0-SNAPSHOT.zip");
        assumeTrue(Files.exists(zip), "this build makes no distribution");
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                assertThat(file).startsWithRaw(folder);
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(in, file);
                }
            }
        }
        try (Stream<Path> top = Files.list(folder)) {
            home = top.filter(path -> path.getFileName().toString().startsWith("clean-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void holdsWhatItsUsersNeed() throws IOException {
        assertThat(List.of(
                        "bin/clean",
                        "bin/clean.bat",
                        "conf/pipeline.yaml",
                        "conf/service/Dockerfile",
                        "conf/service/clean@.service",
                        "lib/bom.json",
                        "lib/clean-cli.jar",
                        "plugins/README.txt",
                        "LICENSE",
                        "NOTICE.txt"))
                .allSatisfy(name -> assertThat(home.resolve(name)).exists());
        assertThat(Files.readString(home.resolve("bin/clean"))).doesNotContain("mvn");
        assertThat(Files.readString(home.resolve("bin/clean.bat"))).doesNotContain("mvn");
    }

    @Test
    void everyJarIsInTheBillOfMaterialsUnderALicenceThatIsAllowed() throws IOException {
        var bill = JsonMapper.shared().readTree(home.resolve("lib/bom.json").toFile());
        List<String> named = new ArrayList<>();
        for (var component : bill.get("components")) {
            named.add(component.get("name").asString() + "-"
                    + component.get("version").asString());
            List<String> licences = new ArrayList<>();
            for (var entry : component.path("licenses")) {
                var licence = entry.path("license");
                licences.add(
                        licence.has("id")
                                ? licence.get("id").asString()
                                : licence.path("name")
                                        .asString(entry.path("expression").asString("none")));
            }
            assertThat(licences)
                    .as(component.get("name").asString())
                    .anyMatch(licence -> ALLOWED.contains(licence) || ALLOWED.contains(licence.split(" OR ")[0]));
        }
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString())
                            .filter(name -> name.endsWith(".jar") && !name.equals("clean-cli.jar"))
                            .filter(name -> named.stream().noneMatch(name::startsWith))
                            .toList())
                    .isEmpty();
        }
    }

    @Test
    void runsAndTellsOfAJarThatIsNoPlugin() throws Exception {
        Files.writeString(home.resolve("plugins/broken.jar"), "no jar");

        assertThat(run("--version")).startsWith("clean ");
        String plugins = run("plugins");
        assertThat(plugins).contains("kafka", "pulsar", "redis", "prometheus").contains("broken.jar");
    }

    @Test
    void writesAndTriesAPipeline() throws Exception {
        Path data = Files.writeString(folder.resolve("data.jsonl"), "{\"features\":{\"a\":1}}\n");
        String file = folder.resolve("p.yaml").toString();

        run("init", file, "--yes", "--source", "file", "--set", "path=" + data, "--label", "");

        assertThat(run("doctor", file)).contains("1 of 1 message is a sample");
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        List<String> line =
                new ArrayList<>(List.of("bash", home.resolve("bin/clean").toString()));
        line.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "output", "");
        var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }
}
