package io.cleandata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class DamagedFilesTest {
    @TempDir
    Path folder;

    @Test
    void reportsWhatStandsBeforeTheCutOfAGzipFileAndFails() throws IOException {
        byte[] whole = gzip(20_000);
        Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(whole, whole.length * 3 / 4));
        Path scores = folder.resolve("scores.jsonl");

        var run = CommandRun.of("replay", cut.toString(), "--scores", scores.toString(), "--json");

        assertThat(run.status()).isEqualTo(1);
        int samples = JsonMapper.shared().readTree(run.out()).get("samples").asInt();
        assertThat(samples).isBetween(10_000, 19_999);
        assertThat(JsonMapper.shared().readTree(run.out()).get("badMessages")).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("cut.csv.gz", String.format(Locale.ROOT, "%,d", samples), "ends early");
        assertThat(Files.readAllLines(scores)).last().asString().contains("\"line\":" + samples + ",");
    }

    @Test
    void reportsAllOfAGzipFileWhoseChecksumIsWrongAndFails() throws IOException {
        byte[] wrong = gzip(3_000);
        wrong[wrong.length - 8] ^= 1;
        Path file = Files.write(folder.resolve("wrong.csv.gz"), wrong);

        var run = CommandRun.of("replay", file.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("3,000 samples");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("wrong.csv.gz", "3,000", "no sound gzip file");
    }

    @Test
    void saysSoOfAGzipFileThatIsNoneOrEmptyOrCutInItsHeader() throws IOException {
        for (byte[] content :
                new byte[][] {{}, "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8), Arrays.copyOf(gzip(9), 14)}) {
            Path file = Files.write(folder.resolve("none.csv.gz"), content);

            var run = CommandRun.of("replay", file.toString());

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err().lines()).hasSize(1);
            assertThat(run.err()).contains("none.csv.gz").containsAnyOf("ends early", "no sound gzip file");
        }
    }

    @Test
    void doctorAndTailShowWhatStandsBeforeTheDamageAndFail() throws IOException {
        byte[] wrong = gzip(3);
        wrong[wrong.length - 8] ^= 1;
        Path file = Files.write(folder.resolve("wrong.csv.gz"), wrong);
        Path config = Files.writeString(
                folder.resolve("p.yaml"), "source: {type: file, path: " + file + "}\nparser: {type: csv}\n");

        for (String command : new String[] {"doctor", "tail"}) {
            var run = CommandRun.of(command, config.toString());

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.out())
                    .contains(command.equals("doctor") ? "3 of 3 messages are samples" : "wrong.csv.gz 3-");
            assertThat(run.err()).contains("wrong.csv.gz can be read no further than its record 3");
        }
    }

    @Test
    void makesNoProfileOfHalfAFile() throws IOException {
        byte[] whole = gzip(20_000);
        Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(whole, whole.length / 2));
        Path profile = folder.resolve("cut.profile");

        var run = CommandRun.of("profile", cut.toString(), "-o", profile.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(profile).doesNotExist();
    }

    @Test
    void saysInWordsWhyAFileCannotBeWritten() throws IOException {
        Path data = Files.writeString(folder.resolve("data.csv"), "a\n1\n");
        Path nowhere = folder.resolve("no/out");
        for (String option : new String[] {"--scores", "--reports", "--html"}) {
            assertTold(CommandRun.of("replay", data.toString(), option, nowhere.toString()), nowhere);
        }
        assertTold(CommandRun.of("profile", data.toString(), "-o", nowhere.toString()), nowhere);
        assertTold(CommandRun.of("init", "--yes", nowhere.toString()), nowhere);
        var run = CommandRun.of("replay", data.toString(), "--html", folder.toString());
        assertThat(run.err()).contains(folder + ": it is a folder; name a file");
    }

    private void assertTold(CommandRun run, Path file) {
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err())
                .contains("cannot", file + ": the folder " + folder.resolve("no") + " does not exist; create it")
                .doesNotContain("Exception");
    }

    private static byte[] gzip(int rows) throws IOException {
        var random = new Random(3);
        var text = new StringBuilder("a,b\n");
        for (int i = 0; i < rows; i++) {
            text.append(random.nextGaussian())
                    .append(',')
                    .append(random.nextInt(9))
                    .append('\n');
        }
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
