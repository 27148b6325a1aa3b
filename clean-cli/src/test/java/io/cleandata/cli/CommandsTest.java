package io.cleandata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class CommandsTest {
    @TempDir
    Path folder;

    @Test
    void explainsItselfAndItsCommands() {
        var help = CommandRun.of("--help");

        assertThat(help.status()).isZero();
        assertThat(help.out()).contains("demo", "replay", "monitor", "validate", "plugins", "schema");
        assertThat(help.out()).doesNotContain("warm-up");
    }

    @Test
    void refusesWrongUsageWithStatusTwo() {
        assertThat(CommandRun.of().status()).isEqualTo(2);
        assertThat(CommandRun.of("no-such-command").status()).isEqualTo(2);
        assertThat(CommandRun.of("replay").status()).isEqualTo(2);
        assertThat(CommandRun.of("replay", "x.csv", "--fail-below", "2").status())
                .isEqualTo(2);
    }

    @Test
    void listsPluginsWithTheirModules() {
        var plugins = CommandRun.of("plugins");

        assertThat(plugins.status()).isZero();
        assertThat(plugins.out())
                .containsPattern("detector +duplicates .*clean-detectors")
                .containsPattern("source +file .*clean-core");
    }

    @Test
    void describesAPluginsOptions() {
        var plugin = CommandRun.of("plugins", "file");

        assertThat(plugin.status()).isZero();
        assertThat(plugin.out()).contains("path", "required", "max-record-bytes", "1000000");
        assertThat(CommandRun.of("plugins", "no-such").status()).isEqualTo(2);
    }

    @Test
    void printsASchemaForEditors() {
        var schema = CommandRun.of("schema");

        assertThat(schema.status()).isZero();
        assertThat(JsonMapper.shared().readTree(schema.out()).has("$schema")).isTrue();
    }

    @Test
    void saysWhatIsWrongWithAFileAllAtOnce() throws IOException {
        var file = Files.writeString(folder.resolve("p.yaml"), """
                source: {type: file, path: data.jsonl}
                window: {type: count, size: many}
                qualty: {threshold: 0.8}
                """);

        var validate = CommandRun.of("validate", file.toString());

        assertThat(validate.status()).isEqualTo(2);
        assertThat(validate.err()).contains("p.yaml:2", "size", "p.yaml:3", "qualty", "quality");
    }

    @Test
    void showsWhatASoundFileAmountsTo() throws IOException {
        var file = Files.writeString(
                folder.resolve("p.yaml"), "source: {type: file, path: data.jsonl}\nwindow: {size: 500}\n");

        var validate = CommandRun.of("validate", "--effective", file.toString());

        assertThat(validate.status()).isZero();
        assertThat(validate.out()).contains("500", "0.8");
    }
}
