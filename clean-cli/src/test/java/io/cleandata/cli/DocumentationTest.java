package io.cleandata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.cli.docs.Documentation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ParameterException;

/** Everything that pages show is tried: Java is compiled, settings are read, command lines parsed, links followed. */
class DocumentationTest {

    @Test
    void javaOfAllPagesCompiles(@TempDir Path folder) throws Exception {
        assertThat(Documentation.javaErrors(folder)).isEmpty();
    }

    @Test
    void aPageThatIsWrongWouldBeNoticed(@TempDir Path folder) throws Exception {
        assertThat(Documentation.javaErrors(folder, "KafkaSource.builder().bootstrapServer(url).build();"))
                .singleElement()
                .asString()
                .contains("bootstrapServer");
        assertThat(Documentation.settingsErrors("quality: {treshold: 0.8}")).hasSize(1);
    }

    @Test
    void settingsOfAllPagesAreValid() {
        assertThat(Documentation.settingsErrors()).isEmpty();
    }

    @Test
    void linksLeadToFilesAndHeadingsThatExist() {
        assertThat(Documentation.brokenLinks()).isEmpty();
    }

    @Test
    void figuresOfTheReadmeStandInTheBenchmarks() throws Exception {
        assertThat(Documentation.figuresWithoutBenchmark()).isEmpty();
    }

    @Test
    void readmeStaysShort() {
        assertThat(Documentation.readmeLines()).isLessThan(130);
    }

    @Test
    void commandLinesOfAllPagesAreUnderstood() {
        List<String> errors = new ArrayList<>();
        Documentation.commandLines().forEach((line, place) -> {
            try {
                CleanCommand.commandLine().parseArgs(words(line));
            } catch (ParameterException e) {
                errors.add(place + ": " + line + ": " + e.getMessage());
            }
        });
        assertThat(errors).isEmpty();
    }

    private static String[] words(String line) {
        return Arrays.stream(line.split("\\s+"))
                .map(word -> word.replaceAll("^[\"']|[\"']$", ""))
                .toArray(String[]::new);
    }
}
