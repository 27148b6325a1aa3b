package io.cleandata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class LookCommandsTest {
    @TempDir
    Path folder;

    private String pipeline;

    @BeforeEach
    void makeAStream() throws IOException {
        var data = Files.writeString(folder.resolve("data.jsonl"), """
                {"features":{"amount":12.5,"shop":"fuel"},"metadata":{"producer":"eu-1"}}
                {"features":{"amount":3}}
                nonsense
                """);
        pipeline = pipeline("source: {type: file, path: " + data + "}");
    }

    @Test
    void doctorTellsWhatTheParserMakesOfTheStreamAndWhatItLacks() {
        var run = CommandRun.of("doctor", pipeline);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("ok +settings")
                .contains("2 of 3 messages are samples")
                .containsPattern("note +bad messages: \\{[a-z-]+=1}")
                .contains("parser.label", "pipeline.state-dir")
                .containsPattern("amount +numeric +100.00 % +12.5")
                .containsPattern("shop +[a-z]+ +50.00 % +fuel");
    }

    @Test
    void doctorAnswersProgramsInJson() {
        var run = CommandRun.of("doctor", pipeline, "--json");

        var answer = JsonMapper.shared().readTree(run.out());
        assertThat(answer.get("ok").asBoolean()).isTrue();
        assertThat(answer.get("samples").asInt()).isEqualTo(2);
        assertThat(answer.get("features").get(0).get("feature").asString()).isEqualTo("amount");
    }

    @Test
    void doctorNamesTheBrokerThatDoesNotAnswerAndTheOption() throws IOException {
        String broken = pipeline("source: {type: kafka, bootstrap-servers: '127.0.0.1:1', topic: t, group-id: g}");

        var run = CommandRun.of("doctor", broken);
        var json = CommandRun.of("doctor", broken, "--json");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(2);
        assertThat(run.err())
                .startsWith("clean: connecting to Kafka at 127.0.0.1:1 (up to 30 s) ...")
                .contains("127.0.0.1:1 refuses connections", "source.bootstrap-servers");
        assertThat(json.err()).isEmpty();
        assertThat(json.status()).isEqualTo(1);
        assertThat(JsonMapper.shared().readTree(json.out()).get("ok").asBoolean())
                .isFalse();
    }

    @Test
    @Timeout(90) // each client would try for 30 s, and is asked four times
    void doctorAndTailTellAtOnceWhereNothingListens() throws IOException {
        for (String source : new String[] {
            "kafka, bootstrap-servers: 'localhost:1,127.0.0.1:1', topic: t, group-id: g",
            "pulsar, service-url: 'pulsar://localhost:1', topic: t, subscription: s",
            "redis, host: localhost, port: 1, stream: s, consumer-group: g"
        }) {
            String broken = pipeline("source: {type: " + source + "}");
            for (String command : new String[] {"doctor", "tail"}) {
                var run = CommandRun.of(command, broken);
                assertThat(run.status()).isEqualTo(1);
                assertThat(run.err()).contains("connecting to", "localhost:1 refuses connections", "source.");
                assertThat(CommandRun.of(command, broken, "--quiet").err().lines())
                        .hasSize(1);
            }
        }
    }

    @Test
    void doctorFailsWhenNoMessageIsASample() throws IOException {
        var data = Files.writeString(folder.resolve("flat.jsonl"), "{\"amount\":1}\n");

        var run = CommandRun.of("doctor", pipeline("source: {type: file, path: " + data + "}"));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("clean tail");
    }

    @Test
    void doctorRefusesAStateDirectoryThatCannotBe() throws IOException {
        var file = Files.writeString(folder.resolve("occupied"), "");

        var run = CommandRun.of(
                "doctor", pipeline("pipeline: {state-dir: " + file + "}\nsource: {type: file, path: x.jsonl}"));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("pipeline.state-dir");
    }

    @Test
    void tailShowsSamplesAndWhyTheOthersAreNone() {
        var run = CommandRun.of("tail", pipeline);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(3);
        assertThat(run.out())
                .contains("{\"features\":{\"amount\":12.5,\"shop\":\"fuel\"},\"metadata\":{\"producer\":\"eu-1\"}}")
                .contains("{\"features\":{\"amount\":3}}")
                .containsPattern("data.jsonl 3-\\d+: bad \\([a-z-]+\\) .*: nonsense");
    }

    @Test
    void tailPrintsOneObjectForEachMessage() {
        var run = CommandRun.of("tail", pipeline, "--json", "-n", "2");

        var lines = run.out().lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1).get("sample").get("features").get("amount").asDouble())
                .isEqualTo(3);
    }

    private String pipeline(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "p", ".yaml"), text + "\n")
                .toString();
    }
}
