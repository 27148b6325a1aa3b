package io.cleandata.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cleandata.engine.PipelineConfig;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Severity;
import io.cleandata.parse.CsvParserSettings;
import io.cleandata.spi.CleanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineSpecReaderTest {

    private static final String FULL = """
            pipeline: {name: training-data, state-dir: /var/lib/clean/training-data, max-workers: 8}
            source: {type: broker, bootstrap-servers: "localhost:9092", topic: ml, password: "${PASSWORD}"}
            parser: {type: json, features: input}
            window: {type: count, size: 500, timeout: 10s, max-open: 1m}
            detectors:
              - labels: {memory: 100}
              - {type: extra, name: second, weight: 0.5}
              - drift
            quality:
              threshold: 0.9
              evidence: immediate
              for: 3
              metrics: {labels_rate: {threshold: 0.1}}
              weights: {drift: 0.25}
            alerts:
              - {type: chat, webhook-url: "https://example.org/${TOKEN:none}", min-severity: critical}
              - console
              - {type: chat, webhook-url: x, metrics: [quality_score]}
            metrics: [{type: scrape, port: 9091}]
            dead-letter: {topic: bad}
            quarantine: {topic: suspect, min-severity: 0.8}
            pass-to: sound
            """;

    private final PipelineSpecReader reader =
            new PipelineSpecReader(Stubs.catalog()).environment(Map.of("PASSWORD", "hunter2")::get);

    @Test
    void readsEverySection() {
        PipelineSpec spec = read(FULL);

        assertThat(spec.name()).isEqualTo("training-data");
        assertThat(spec.pipeline().maxWorkers()).isEqualTo(8);
        assertThat(spec.source().settings())
                .contains(new Stubs.BrokerSettings(List.of("localhost:9092"), "ml", "hunter2", Map.of()));
        assertThat(spec.parser().type()).isEqualTo("json");
        assertThat(spec.window().windowing().settings()).contains(new Stubs.Count(500, Duration.ofSeconds(10)));
        assertThat(spec.window().options().maxOpen()).isEqualTo(Duration.ofMinutes(1));
        assertThat(spec.detectors())
                .extracting(
                        DetectorSpec::name,
                        DetectorSpec::weight,
                        d -> d.detector().settings().orElseThrow())
                .containsExactly(
                        tuple("drift", 0.25, new Stubs.FinderSettings(4000)),
                        tuple("labels", 0.9, new Stubs.FinderSettings(100)),
                        tuple("second", 0.5, new Stubs.FinderSettings(4000)));
        assertThat(spec.quality().forWindows()).isEqualTo(3);
        assertThat(spec.alerts()).extracting(AlertSpec::name).containsExactly("chat", "console", "chat-2");
        assertThat(spec.alerts().get(0).routing().minSeverity()).isEqualTo(Severity.CRITICAL);
        assertThat(spec.alerts().get(0).handler().settings())
                .contains(new Stubs.ChatSettings("https://example.org/none", null));
        assertThat(spec.alerts()).extracting(AlertSpec::withExamples).containsExactly(false, true, false);
        assertThat(spec.metrics().get(0).settings()).contains(new Stubs.ScrapeSettings(9091));
        assertThat(spec.deadLetter().orElseThrow().topic()).isEqualTo("bad");
        assertThat(spec.quarantine().orElseThrow().minSeverity()).isEqualTo(0.8);
        assertThat(spec.passTo().orElseThrow().topic()).isEqualTo("sound");
    }

    @Test
    void theBuilderSaysTheSameAsTheFile() {
        PipelineConfig config = PipelineConfig.builder()
                .name("training-data")
                .stateDir(Path.of("/var/lib/clean/training-data"))
                .maxWorkers(8)
                .source(
                        "broker",
                        Map.of("bootstrap-servers", List.of("localhost:9092"), "topic", "ml", "password", "hunter2"))
                .parser("json", Map.of("features", "input"))
                .windowSize(500)
                .batchTimeout(Duration.ofSeconds(10))
                .set("window.max-open", "1m")
                .detector("labels", Map.of("memory", 100))
                .detector("extra", Map.of("name", "second", "weight", 0.5))
                .detectors("drift")
                .qualityThreshold(0.9)
                .set("quality.evidence", QualityOptions.Evidence.IMMEDIATE)
                .set("quality.for", 3)
                .set("quality.metrics.labels_rate.threshold", 0.1)
                .set("quality.weights", Map.of("drift", 0.25))
                .alert("chat", Map.of("webhook-url", "https://example.org/none", "min-severity", "critical"))
                .alert("console", Map.of())
                .alert("chat", Map.of("webhook-url", "x", "metrics", List.of("quality_score")))
                .metrics("scrape", Map.of("port", 9091))
                .set("dead-letter.topic", "bad")
                .set("quarantine", Map.of("topic", "suspect", "min-severity", 0.8))
                .set("pass-to", "sound")
                .build();

        PipelineSpec fromJava = reader.read(config.settings(), LiveParts.none());

        assertThat(settingsOf(fromJava)).isEqualTo(settingsOf(read(FULL)));
    }

    @Test
    void theDefaultsAreThoseOfThePythonApi() {
        PipelineSpec spec = reader.read(
                PipelineConfig.defaults().settings(),
                LiveParts.none()
                        .source(new io.cleandata.source.file.FileSource(
                                io.cleandata.source.file.FileSourceSettings.of("x.jsonl"))));

        assertThat(spec.window().windowing().settings()).contains(new Stubs.Count(1000, Duration.ofSeconds(30)));
        assertThat(spec.quality().threshold()).isEqualTo(0.8);
        assertThat(spec.quality().alertOnDegradation()).isTrue();
        assertThat(spec.detectors()).extracting(DetectorSpec::name).containsExactly("drift", "labels");
        assertThat(spec.pipeline().maxWorkers()).isEqualTo(4);
    }

    @Test
    void sizeDurationAndSlideChooseTheKindOfWindow() {
        assertThat(window("{duration: 60s, min-size: 100}")).isEqualTo(new Stubs.Time(Duration.ofMinutes(1), 100));
        assertThat(window("{size: 1000, slide: 200}")).isEqualTo(new Stubs.Sliding(1000, 200, Duration.ofSeconds(30)));
        assertThat(window("{type: time, duration: 60s, slide: 5s}"))
                .isEqualTo(new Stubs.SlidingTime(Duration.ofMinutes(1), Duration.ofSeconds(5)));
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> reader.read(
                        PipelineConfig.builder()
                                .windowSize(10)
                                .windowDuration(Duration.ofSeconds(1))
                                .source("file", Map.of("path", "x"))
                                .build()
                                .settings(),
                        LiveParts.none()))
                .withMessage(
                        "window has both size and duration; give size for windows by count, or duration for windows"
                                + " by time.");
    }

    @Test
    void keyedWindowsWrapAnyOtherKind() {
        PipelineSpec spec = read("""
                source: {type: file, path: x.jsonl}
                window: {type: keyed, by: producer, max-keys: 50, window: {type: count, size: 200}}
                """);

        assertThat(spec.window().keyed()).contains(new KeyedOptions("producer", 50));
        assertThat(spec.window().windowing().settings()).contains(new Stubs.Count(200, Duration.ofSeconds(30)));
    }

    @Test
    void csvFilesAreParsedAsCsv() {
        PipelineSpec spec = reader.overriding("parser.label", "cut")
                .read("source: {type: file, path: d.csv.gz}", "x", LiveParts.none());

        assertThat(spec.parser().settings()).contains(CsvParserSettings.withLabel("cut"));
    }

    @Test
    void allInAListStandsForTheRest() {
        PipelineSpec spec = read("""
                source: {type: file, path: x.jsonl}
                detectors: [all, extra, {labels: {memory: 1}}]
                """);

        assertThat(spec.detectors()).extracting(DetectorSpec::name).containsExactly("drift", "extra", "labels");
        assertThat(spec.detectors().get(2).detector().settings()).contains(new Stubs.FinderSettings(1));
    }

    @Test
    void reportsAllFaultsWithTheirLines() {
        InvalidSettingsException e = invalid("""
                pipeline: {max-worker: 4}
                source:
                  type: pulsar
                window: {size: 0}
                detectors: [label, labels, labels]
                quality:
                  threshold: 0.8
                  threshold: 0.9
                  weights: {drif: 1}
                alerts:
                  - {type: chat, webhook-url: "${NOWHERE}", min-severty: warning}
                sinks: {}
                """);

        assertThat(e.problems())
                .containsExactly(
                        "p.yaml:1: pipeline.max-worker is not a setting. Did you mean max-workers?",
                        "p.yaml:3: source.type is \"pulsar\", but clean-source-pulsar is not on the class path. Found:"
                                + " broker, file.",
                        "p.yaml:4: window.size = \"0\": must be at least 1",
                        "p.yaml:5: detectors[0] is \"label\", but there is no detector of that name. Found: drift,"
                                + " extra, labels. Did you mean labels?",
                        "p.yaml:5: detectors[2]: there are two detectors named \"labels\"; give one of them another"
                                + " name.",
                        "p.yaml:8: quality.threshold stands here again; it was set in line 7 already.",
                        "p.yaml:11: alerts[0].webhook-url: the environment variable NOWHERE is not set. Set it, or write"
                                + " ${NOWHERE:default}.",
                        "p.yaml:11: alerts[0].min-severty is not a setting. Did you mean min-severity?",
                        "p.yaml:12: sinks is not a setting. Known here: " + String.join(", ", SpecAssembly.SECTIONS)
                                + ".");
    }

    @Test
    void namesInOtherSectionsMustExist() {
        InvalidSettingsException e = invalid("""
                source: {type: file, path: x}
                quality:
                  weights: {drif: 1}
                  metrics: {bad_mesages: {threshold: 0.5}}
                """);

        assertThat(e.problems())
                .containsExactly(
                        "p.yaml:2: quality.weights.drif: there is no detector of that name. Did you mean drift? Here are:"
                                + " drift, labels.",
                        "p.yaml:2: quality.metrics.bad_mesages: there is no metric of that name. Did you mean"
                                + " bad_messages? Here are: bad_messages, drift_rate, extra_rate, labels_rate.");
    }

    @Test
    void brokenYamlIsToldWithItsLine() {
        assertThat(invalid("source: {type: file\nwindow: [").getMessage())
                .startsWith("p.yaml:")
                .contains("this is not valid YAML");
        assertThat(invalid("a: &x 1\nb: *x").getMessage()).contains("YAML aliases (*name) are not supported");
        assertThat(invalid("--- {}\n--- {}").getMessage()).contains("a second YAML document");
        assertThat(invalid("- a").getMessage()).contains("must be a mapping");
        assertThat(invalid("").getMessage()).contains("source is required");
    }

    @Test
    void secretsComeFromFilesAndStayHidden(@TempDir Path temp) throws IOException {
        Path secret = Files.writeString(temp.resolve("secret"), "s3cret\n");

        PipelineSpec spec = read("source: {type: broker, bootstrap-servers: a, topic: t, password: \"${file:" + secret
                + "}\", client: {x: \"$${kept}\"}}");
        assertThat(spec.source().settings())
                .contains(new Stubs.BrokerSettings(List.of("a"), "t", "s3cret", Map.of("x", "${kept}")));
        assertThat(invalid("{source: {type: file, path: x}, window: {size: \"${file:" + secret + "}\"}}")
                        .getMessage())
                .doesNotContain("s3cret")
                .contains("***");
    }

    @Test
    void ignoredSectionsAreNotEvenResolved() {
        PipelineSpec spec = reader.ignoring("source", "alerts")
                .overriding("window.size", 5)
                .read(
                        "source: {type: nowhere, x: \"${NOT_SET}\"}\nalerts: [\"${NOT_SET}\"]\n",
                        "p.yaml",
                        LiveParts.none()
                                .source(new io.cleandata.source.file.FileSource(
                                        io.cleandata.source.file.FileSourceSettings.of("x.jsonl")))
                                .detector("mine", "mine_rate", 1, c -> w -> DetectorResult.notAssessable("")));

        assertThat(spec.alerts()).isEmpty();
        assertThat(spec.detectors()).extracting(DetectorSpec::name).containsExactly("drift", "labels", "mine");
        assertThat(spec.window().windowing().settings()).contains(new Stubs.Count(5, Duration.ofSeconds(30)));
    }

    @Test
    void aFileThatIsNotThereIsToldByName(@TempDir Path temp) {
        assertThatExceptionOfType(CleanException.class)
                .isThrownBy(() -> reader.read(temp.resolve("none.yaml")))
                .withMessageEndingWith("none.yaml: it does not exist");
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }

    private PipelineSpec read(String yaml) {
        return reader.read(yaml, "p.yaml", LiveParts.none());
    }

    private Record window(String yaml) {
        return read("source: {type: file, path: x}\nwindow: " + yaml)
                .window()
                .windowing()
                .settings()
                .orElseThrow();
    }

    private InvalidSettingsException invalid(String yaml) {
        return catchThrowableOfType(InvalidSettingsException.class, () -> read(yaml));
    }

    private static List<Object> settingsOf(PipelineSpec spec) {
        return List.of(
                spec.pipeline(),
                spec.source().settings(),
                spec.parser().settings(),
                spec.messages(),
                spec.window().options(),
                spec.window().windowing().settings(),
                spec.detectors().stream()
                        .map(d -> List.of(d.name(), d.weight(), d.detector().settings()))
                        .toList(),
                spec.quality(),
                spec.alerts().stream()
                        .map(a -> List.of(a.name(), a.routing(), a.handler().settings()))
                        .toList(),
                spec.metrics().stream().map(Configured::settings).toList(),
                spec.deadLetter(),
                spec.quarantine(),
                spec.passTo());
    }
}
