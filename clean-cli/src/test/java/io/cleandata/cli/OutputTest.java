package io.cleandata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON and silence, the same in every command. */
class OutputTest {
    @TempDir
    Path folder;

    private String data;

    @BeforeEach
    void makeHistory() throws IOException {
        var text = new StringBuilder("size,colour\n");
        for (int i = 0; i < 400; i++) {
            text.append(i % 17).append(',').append(i % 3 == 0 ? "red" : "blue").append('\n');
        }
        data = Files.writeString(folder.resolve("data.csv"), text).toString();
    }

    @Test
    void everyCommandWithResultsKnowsJsonAndQuiet() {
        for (CommandLine command : CleanCommand.commandLine().getSubcommands().values()) {
            String name = command.getCommandName();
            if (!name.equals("schema") && !name.equals("warm-up") && !name.equals("generate-completion")) {
                assertThat(command.getCommandSpec().optionsMap().keySet())
                        .as(name)
                        .contains("--json", "--quiet", "--no-color");
            }
        }
    }

    @Test
    void validateListsProblemsForPrograms() throws IOException {
        var bad = Files.writeString(folder.resolve("p.yaml"), "source: {type: file}\nquality: {threshold: 2}\n");

        var run = CommandRun.of("validate", bad.toString(), "--json");

        assertThat(run.status()).isEqualTo(2);
        JsonNode answer = JsonMapper.shared().readTree(run.out());
        assertThat(answer.get("valid").asBoolean()).isFalse();
        assertThat(answer.get("problems").size()).isEqualTo(2);
    }

    @Test
    void validateGivesEffectiveSettingsForPrograms() throws IOException {
        var good = Files.writeString(folder.resolve("p.yaml"), "source: {type: file, path: x.csv}\n");

        var answer = json("validate", good.toString(), "--effective", "--json");

        assertThat(answer.get("settings").get("quality").get("threshold").asDouble())
                .isEqualTo(0.8);
    }

    @Test
    void replayGivesItsSummaryForPrograms() {
        var answer = json("replay", data, "--window-size", "100", "--json");

        assertThat(answer.get("samples").asInt()).isEqualTo(400);
        assertThat(answer.get("windows").asInt()).isEqualTo(4);
        assertThat(answer.get("detectors").has("duplicates")).isTrue();
    }

    @Test
    void pluginsAndTheirOptionsAreListedForPrograms() {
        assertThat(json("plugins", "--json").get("plugins").size()).isGreaterThan(20);
        var plugin = json("plugins", "kafka", "--json");
        assertThat(plugin.get("options").get("properties").has("topic")).isTrue();
    }

    @Test
    void historyCommandsAnswerPrograms() {
        String profile = folder.resolve("a.profile").toString();

        assertThat(json("profile", data, "-o", profile, "--json").get("samples").asInt())
                .isEqualTo(400);
        assertThat(json("compare", profile, profile, "--json").get("features").size())
                .isEqualTo(2);
        assertThat(json("suggest", data, "--json").get("rules").size()).isPositive();
    }

    @Test
    void quietCommandsPrintNothingButErrors() {
        var run = CommandRun.of("replay", data, "--window-size", "100", "--quiet");
        var failing = CommandRun.of("replay", data, "--window-size", "100", "--quiet", "--fail-below", "1");

        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEmpty();
        assertThat(failing.status()).isEqualTo(3);
        assertThat(failing.err()).startsWith("clean: ");
    }

    @Test
    void wrongUsageIsToldInOneLineWithTheCure() {
        var option = CommandRun.of("replay", data, "--widow-size", "3");
        var command = CommandRun.of("replya");
        var file = CommandRun.of("replay", folder.resolve("absent.csv").toString());

        assertThat(option.err().lines()).hasSize(1);
        assertThat(option.err()).contains("--widow-size", "--window-size");
        assertThat(option.err()).doesNotContain("argument", "'3'");
        for (var run : new CommandRun[] {
            CommandRun.of("replay", "--widow-size", "3", data),
            CommandRun.of("replay", "--widow-size=3"),
            CommandRun.of("replay", "--widow-size")
        }) {
            assertThat(run.err())
                    .startsWith("clean: Unknown option --widow-size. Did you mean --window-size?")
                    .doesNotContain("FILE");
            assertThat(run.status()).isEqualTo(2);
        }
        assertThat(CommandRun.of("frobnicate").err())
                .contains("There is no command \"frobnicate\".", "clean --help")
                .doesNotContain("Did you mean");
        assertThat(CommandRun.of("replay", data, "other").err()).contains("The argument \"other\" is one too many.");
        assertThat(CommandRun.of("replay", data, "--window-size", "x").err()).contains("'x' is no whole number");
        assertThat(command.err().lines()).hasSize(1);
        assertThat(command.err()).contains("Did you mean replay?");
        assertThat(file.err().lines()).hasSize(1);
        assertThat(file.err()).contains("absent.csv does not exist");
    }

    @Test
    void printsACompletionScript() {
        assertThat(CommandRun.of("generate-completion").out()).contains("_complete_clean", "doctor");
    }

    private static JsonNode json(String... arguments) {
        var run = CommandRun.of(arguments);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        return JsonMapper.shared().readTree(run.out());
    }
}
