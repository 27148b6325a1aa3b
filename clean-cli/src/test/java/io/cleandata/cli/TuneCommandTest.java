package io.cleandata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.settings.LiveParts;
import io.cleandata.settings.PipelineSpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TuneCommandTest {
    @TempDir
    Path folder;

    @Test
    void proposesSettingsThatASoundHistoryRaisesNoAlertUnder() throws IOException {
        var run = CommandRun.of("tune", history(0, 0).toString(), "--window-size", "250");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("5,000 samples in 20 windows, 3.5 days", "would have raised no alert");
        String yaml = "source: {type: file, path: x.jsonl}\n" + run.out();
        var spec = new PipelineSpecReader(Plugins.catalog()).read(yaml, "p.yaml", LiveParts.none());
        assertThat(spec.quality().threshold()).isBetween(0.9, 0.98);
        assertThat(spec.quality().metrics()).containsKey("missing_values");
    }

    @Test
    void tellsTheAlertsThatItsSettingsWouldHaveRaised() throws IOException {
        var run = CommandRun.of(
                "tune", history(3000, 3500).toString(), "--window-size", "250", "--incidents", "1", "--json");

        JsonNode answer = JsonMapper.shared().readTree(run.out());
        assertThat(answer.get("allowed").asInt()).isEqualTo(1);
        assertThat(answer.get("proposal").get("threshold").asDouble()).isGreaterThan(0.9);
        assertThat(answer.get("alerts").size()).isPositive();
        for (var alert : answer.get("alerts")) {
            assertThat(alert.get("window").asInt()).isBetween(12, 14);
        }
    }

    @Test
    void lowersTheWeightOfWhatIsUsualInTheStream() throws IOException {
        var text = new StringBuilder("a,b\n");
        var random = new Random(5);
        for (int i = 0; i < 2500; i++) {
            String row = random.nextGaussian() + "," + random.nextGaussian() + "\n";
            text.append(row).append(i % 3 == 0 ? row : "");
        }
        var file = Files.writeString(folder.resolve("repeats.csv"), text);

        var run = CommandRun.of("tune", file.toString(), "--window-size", "200", "--json");

        JsonNode answer = JsonMapper.shared().readTree(run.out());
        assertThat(answer.get("days").isNull()).isTrue();
        assertThat(answer.get("proposal").get("weights").get("duplicates").asDouble())
                .isBetween(0.01, 0.5);
    }

    @Test
    void readsNoStandardInputSinceItReadsTwice() {
        assertThat(CommandRun.of("tune", "-").status()).isEqualTo(2);
    }

    /** One sample a minute, of which a share lacks a value between two lines. */
    private Path history(int from, int to) throws IOException {
        var random = new Random(7);
        var text = new StringBuilder();
        var begin = Instant.parse("2026-03-01T00:00:00Z");
        for (int i = 0; i < 5000; i++) {
            boolean bad = i >= from && i < to && random.nextDouble() < 0.7;
            text.append("{\"features\":{\"a\":")
                    .append(bad ? "null" : Double.toString(random.nextGaussian()))
                    .append(",\"b\":")
                    .append(random.nextGaussian())
                    .append("},\"timestamp\":\"")
                    .append(begin.plusSeconds(60L * i))
                    .append("\"}\n");
        }
        return Files.writeString(folder.resolve("history.jsonl"), text);
    }
}
