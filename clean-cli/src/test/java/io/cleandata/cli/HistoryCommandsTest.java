package io.cleandata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryCommandsTest {
    @TempDir
    Path folder;

    @Test
    void suggestsRulesThatAPipelineTakes() throws IOException {
        var suggested = CommandRun.of("suggest", csv("data.csv", 0).toString());
        var pipeline =
                Files.writeString(folder.resolve("p.yaml"), "source: {type: file, path: data.csv}\n" + suggested.out());

        assertThat(suggested.status()).as(suggested.err()).isZero();
        assertThat(suggested.out()).contains("\"field\":\"colour\"", "\"in\":[\"blue\",\"green\",\"red\"]");
        var validated = CommandRun.of("validate", pipeline.toString());
        assertThat(validated.status()).as(validated.err()).isZero();
    }

    @Test
    void tellsWhichFeatureDiffersBetweenProfiles() throws IOException {
        String before = profile("before", csv("before.csv", 0));
        String alike = profile("alike", csv("alike.csv", 0));
        String moved = profile("moved", csv("moved.csv", 2));

        var same = CommandRun.of("compare", before, alike, "--fail-on-drift");
        var differs = CommandRun.of("compare", before, moved, "--fail-on-drift");

        assertThat(same.status()).isZero();
        assertThat(differs.status()).isEqualTo(3);
        assertThat(differs.out()).containsPattern("weight +differs").containsPattern("colour +alike");
        assertThat(CommandRun.of("compare", before, moved).status()).isZero();
    }

    @Test
    void namesTheFileThatIsNoProfile() throws IOException {
        var file = Files.writeString(folder.resolve("x.profile"), "no profile");

        var run = CommandRun.of("compare", file.toString(), file.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("clean: ")
                .contains("clean profile " + file + " -o " + file + ".profile"); // never over the data
    }

    private String profile(String name, Path data) {
        String file = folder.resolve(name + ".profile").toString();
        var run = CommandRun.of("profile", data.toString(), "-o", file);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("3,000 samples");
        return file;
    }

    private Path csv(String name, double shift) throws IOException {
        var random = new Random(name.hashCode());
        var text = new StringBuilder("weight,colour\n");
        for (int i = 0; i < 3000; i++) {
            text.append(5 + shift + random.nextGaussian())
                    .append(',')
                    .append("red,green,blue".split(",")[random.nextInt(3)])
                    .append('\n');
        }
        return Files.writeString(folder.resolve(name), text);
    }
}
