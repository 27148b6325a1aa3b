package io.cleandata.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExamplesTest {

    interface Main {
        void run(String[] args) throws Exception;
    }

    static String output(Main main) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            main.run(new String[0]);
        } finally {
            System.setOut(before);
        }
        return captured.toString(StandardCharsets.UTF_8);
    }

    @Test
    void customAlertHandlerIsPagedAboutTheRetryStorm() throws Exception {
        assertThat(output(CustomAlertHandler::main)).contains("PAGE: ").contains("Final metrics: ");
    }

    @Test
    void customDetectorReportsEveryWindow() throws Exception {
        assertThat(output(CustomDetector::main)).containsPattern("window 3, large-amounts: [1-9][0-9]* flagged");
    }

    @Test
    void customParserReadsItsOwnFormat() throws Exception {
        assertThat(output(CustomParser::main)).contains("window 2: ", "temperature=", "site=");
    }

    @Test
    void keyedWindowsScoreEachProducer() throws Exception {
        assertThat(output(KeyedWindows::main)).contains("producer eu-1, window", "producer eu-2, window");
    }

    @Test
    void windowingStrategiesCutTheStreamAsTheySay() throws Exception {
        assertThat(output(WindowingStrategies::main))
                .contains("every 1000: 3 windows")
                .contains("the last 1000, every 200: 11 windows")
                .contains("every minute, at least 100: 1 windows");
    }

    @Test
    void gracefulShutdownAcknowledgesAllThatItTook() throws Exception {
        String output = output(GracefulShutdown::main);
        assertThat(output).containsPattern("Taken: ([0-9]+)\\RAcknowledged: \\1\\R");
    }

    @Test
    void prometheusEndpointShowsMeters() throws Exception {
        assertThat(output(PrometheusEndpoint::main)).contains("clean_up{", "clean_messages_total{");
    }

    @Test
    void yamlPipelineRunsTheSettingsOfAFile() throws Exception {
        assertThat(output(YamlPipeline::main)).contains("weight: 0.5", "window 7: score", "Windows: 8");
    }

    @Test
    void quarantineSortsEveryMessageIntoOneOfThreeStreams() throws Exception {
        assertThat(output(Quarantine::main))
                .contains("Dead: 5", "Quarantined: 20", "Passed on: 1995")
                .containsPattern("Why: .+");
    }

    @Test
    void guiceOverrideScoresWithAModelOfItsOwn() throws Exception {
        assertThat(output(GuiceOverride::main))
                .contains("2026-01-01T12:00:00Z window 0: 1.000")
                .containsPattern("window 5: 0\\.0");
    }

    @Test
    void thresholdFromHistoryTellsTheAlertsOfTheIncident() throws Exception {
        assertThat(output(ThresholdFromHistory::main))
                .containsPattern("threshold 0\\.[0-9]{2}")
                .contains("Would have alerted in window 2");
    }

    @Test
    void slackGetsWarningsAndPagerDutyWhatIsCritical() throws Exception {
        assertThat(output(SlackAndPagerDutyRouting::main))
                .containsPattern("/slack got .*large_yellow_circle")
                .containsPattern("/pagerduty got .*\"event_action\":\"trigger\".*\"severity\":\"critical\"")
                .doesNotContainPattern("/slack got .*:red_circle:")
                .containsPattern("Delivered: [2-9]");
    }
}
