package io.cleandata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFilesTest {
    private static final String DATA = "a,b\n1,2\n3,4\n";

    @TempDir
    Path folder;

    private Path input;

    @BeforeEach
    void writeInput() throws IOException {
        input = Files.writeString(folder.resolve("data.csv"), DATA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--scores", "--reports", "--html"})
    void leavesTheInputAlone(String option) {
        var run = CommandRun.of("replay", input.toString(), option, spelledOtherwise(input));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(option + " names the same file as the input");
        assertThat(input).hasContent(DATA);
    }

    @Test
    void leavesTheInputAloneThatALinkNames() throws IOException {
        Path link = Files.createLink(folder.resolve("link.jsonl"), input);

        assertThat(CommandRun.of("replay", input.toString(), "--scores", link.toString())
                        .status())
                .isEqualTo(2);
        assertThat(input).hasContent(DATA);
    }

    @Test
    void leavesTheSettingsAlone() throws IOException {
        Path config = Files.writeString(folder.resolve("p.yaml"), "parser: {type: csv}\n");

        var run = CommandRun.of("replay", input.toString(), "-c", config.toString(), "--reports", config.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--reports names the same file as --config");
        assertThat(config).hasContent("parser: {type: csv}");
    }

    @Test
    void writesNoTwoThingsIntoOneFile() {
        Path out = folder.resolve("out.jsonl");

        var run =
                CommandRun.of("replay", input.toString(), "--scores", out.toString(), "--html", spelledOtherwise(out));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--html names the same file as --scores");
        assertThat(out).doesNotExist();
    }

    @Test
    void letsSeveralThingsGoNowhere() {
        assertThat(CommandRun.of("replay", input.toString(), "--scores", "/dev/null", "--reports", "/dev/null")
                        .status())
                .isZero();
    }

    @Test
    void makesNoProfileOfTheDataInTheirPlace() {
        var run = CommandRun.of("profile", input.toString(), "-o", input.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(input).hasContent(DATA);
    }

    private String spelledOtherwise(Path file) {
        return folder.resolve("..").resolve(folder.getFileName()).resolve(file.getFileName()) + "";
    }
}
