package io.cleandata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.plugin.PluginCatalog;
import io.cleandata.settings.SettingsReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code docs/configuration.md} to the options records of all modules. {@code mvn -pl clean-cli -am test
 * -Dtest=ConfigurationReferenceTest -Dclean.docs.write=true -Dsurefire.failIfNoSpecifiedTests=false} writes the page anew.
 */
class ConfigurationReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    @Test
    void thePageSaysWhatTheRecordsSay() throws IOException {
        String page = SettingsReference.markdown(PluginCatalog.of(getClass().getClassLoader()));
        if (Boolean.getBoolean("clean.docs.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("docs/configuration.md is out of date; write it anew with -Dclean.docs.write=true")
                .isEqualTo(page);
    }

    @Test
    void theCommandsPrintTheSameOptions() {
        assertThat(CommandRun.of("plugins", "duplicates").out())
                .contains("options:", "memory", "options of every detector:");
        assertThat(CommandRun.of("schema").out())
                .startsWith("{")
                .contains("https://json-schema.org/draft/2020-12/schema");
    }
}
