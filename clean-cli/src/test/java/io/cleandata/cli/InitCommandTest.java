package io.cleandata.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.cli.start.Answers;
import io.cleandata.cli.start.PipelineFile;
import io.cleandata.settings.LiveParts;
import io.cleandata.settings.PipelineSpecReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitCommandTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "pulsar", "redis", "file"})
    void writesAFileThatIsValid(String source) throws IOException {
        var file = folder.resolve("p.yaml");

        var run = CommandRun.of("init", file.toString(), "--yes", "--source", source, "--label", "output.class");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(Files.readString(file)).contains("type: " + source, "label: output.class", "# state-dir");
        assertThat(CommandRun.of("validate", file.toString()).status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "a.tsv", "A.CSV.GZ"})
    void readsATableAsOne(String path) {
        assertThat(new PipelineFile("p", "file", Map.of("path", path), "y", true).text())
                .contains("parser: {type: csv, label: \"y\"}");
    }

    @Test
    void takesWhatOptionsTellAndAsksOnlyForTheRest() throws IOException {
        List<String> asked = new ArrayList<>();
        var answers = new Answers(
                Map.of("topic", "orders"), new BufferedReader(new StringReader("\nbroker:9092\n")), asked::add);

        assertThat(answers.to("topic", "Topic", "t")).isEqualTo("orders");
        assertThat(answers.to("group-id", "Group", "monitor")).isEqualTo("monitor");
        assertThat(answers.to("bootstrap-servers", "Brokers", "localhost:9092")).isEqualTo("broker:9092");
        assertThat(asked).containsExactly("Group [monitor]: ", "Brokers [localhost:9092]: ");
        assertThatThrownBy(() -> answers.to("url", "URL", "")).hasMessageContaining("--set url=");
    }

    @Test
    void takesTheEndOfInputForNoAnswer() {
        var answers = new Answers(Map.of(), new BufferedReader(new StringReader("")), words -> {});

        assertThatThrownBy(() -> answers.to("topic", "Topic", "training-data")).hasMessageContaining("--set topic=");
    }

    @Test
    void quotesWhatYamlWouldMisread() {
        String text = new PipelineFile("1", "file", Map.of("path", "a: b #\n"), "yes", true).text();

        var spec = new PipelineSpecReader(Plugins.catalog()).read(text, "p.yaml", LiveParts.none());

        assertThat(spec.name()).isEqualTo("1");
        assertThat(String.valueOf(spec.source().settings().orElseThrow())).contains("a: b #\n");
        assertThat(String.valueOf(spec.parser().settings().orElseThrow())).contains("label=yes", "features=.");
    }

    @Test
    void leavesAFileThatIsThereAlone() throws IOException {
        var file = Files.writeString(folder.resolve("p.yaml"), "mine");

        var run = CommandRun.of("init", file.toString(), "--yes");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--force");
        assertThat(file).hasContent("mine");
    }
}
