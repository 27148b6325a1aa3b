package io.cleandata.metrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Rules and dashboard ask for what a pipeline exposes, and promtool, where it is installed, finds no fault with any of it. */
class ShippedRulesTest {

    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final Pattern NAME = Pattern.compile("(?<![a-z_:])(clean_[a-z0-9_]+)(\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)(=~|!~|!=|=)\"");
    private static final Pattern BY = Pattern.compile("by \\(([a-z_, ]+)\\)");
    private static final Pattern RECORDED = Pattern.compile("pipeline:clean_[a-z0-9_:]+");

    @TempDir
    static Path directory;

    private static String exposed;
    private static Map<String, TreeSet<String>> series;

    @BeforeAll
    static void run() throws Exception {
        exposed = ExposedMetrics.text();
        series = ExposedMetrics.series(exposed);
    }

    private static String resource(String name) {
        try (InputStream in = ShippedRulesTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every series is exposed, under every label that is asked for. */
    private static void holds(String query) {
        Matcher name = NAME.matcher(query);
        TreeSet<String> labels = new TreeSet<>(List.of("le", "instance"));
        boolean any = false;
        while (name.find()) {
            any = true;
            assertThat(series.keySet()).as(query).contains(name.group(1));
            labels.addAll(series.get(name.group(1)));
            if (name.group(3) != null) {
                Matcher matcher = MATCHER.matcher(name.group(3));
                while (matcher.find()) {
                    assertThat(series.get(name.group(1))).as(query).contains(matcher.group(1));
                }
            }
        }
        assertThat(any || RECORDED.matcher(query).find()).as(query).isTrue();
        Matcher by = BY.matcher(query);
        while (by.find()) {
            assertThat(labels).as(query).contains(by.group(1).split(", *"));
        }
    }

    @Test
    void everyRuleAsksForWhatIsExposed() {
        JsonNode groups = new YAMLMapper().readTree(resource("rules.yml")).get("groups");
        List<String> recorded = new ArrayList<>();
        List<String> queries = new ArrayList<>();
        for (JsonNode group : groups) {
            for (JsonNode rule : group.get("rules")) {
                queries.add(rule.get("expr").asString());
                if (rule.has("record")) {
                    recorded.add(rule.get("record").asString());
                } else {
                    assertThat(rule.get("annotations").get("summary").asString())
                            .contains("{{ $labels.pipeline }}");
                }
            }
        }
        assertThat(queries).hasSizeGreaterThan(12).allSatisfy(ShippedRulesTest::holds);
        for (String query : queries) {
            Matcher matcher = RECORDED.matcher(query);
            while (matcher.find()) {
                assertThat(recorded).contains(matcher.group());
            }
        }
    }

    @Test
    void everyQueryOfTheDashboardAsksForWhatIsExposed() {
        JsonNode dashboard = JsonMapper.shared().readTree(resource("dashboard.json"));
        List<String> queries = new ArrayList<>();
        for (JsonNode panel : dashboard.get("panels")) {
            for (JsonNode target : panel.get("targets")) {
                queries.add(target.get("expr").asString());
                assertThat(target.get("legendFormat").asString()).contains("{{pipeline}}");
            }
        }
        for (JsonNode variable : dashboard.get("templating").get("list")) {
            if (variable.get("type").asString().equals("query")) {
                queries.add(variable.get("query").get("query").asString());
            }
        }
        assertThat(queries).hasSizeGreaterThan(20).allSatisfy(ShippedRulesTest::holds);
    }

    @Test
    void whatIsExposedFollowsTheConventions() {
        assertThat(series).allSatisfy((name, labels) -> {
            assertThat(labels)
                    .as(name)
                    .contains("pipeline")
                    .isSubsetOf(
                            "pipeline",
                            "detector",
                            "handler",
                            "outcome",
                            "reason",
                            "event",
                            "limit",
                            "partition",
                            "partition",
                            "le");
            assertThat(exposed)
                    .as(name)
                    .containsPattern("# HELP " + name.replaceAll("_(bucket|sum|count)$", "") + " \\S");
        });
    }

    @Test
    void promtoolFindsNoFaultWithWhatIsExposed() throws Exception {
        assertThat(promtool(exposed, "check", "metrics")).isEqualTo("0: ");
    }

    @Test
    void promtoolFindsNoFaultWithTheRules() throws Exception {
        Path rules = Files.writeString(directory.resolve("rules.yml"), resource("rules.yml"));
        Path test = Files.writeString(directory.resolve("rules-test.yml"), resource("rules-test.yml"));

        assertThat(promtool("", "check", "rules", rules.toString())).startsWith("0: ");
        assertThat(promtool("", "test", "rules", test.toString())).startsWith("0: ");
    }

    /** Exit status and output. */
    private static String promtool(String input, String... arguments) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(PROMTOOL), "promtool is not installed");
        List<String> command = new ArrayList<>(List.of(PROMTOOL.toString()));
        command.addAll(List.of(arguments));
        Path in = Files.writeString(directory.resolve("input"), input);
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(in.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() + ": " + output;
    }
}
