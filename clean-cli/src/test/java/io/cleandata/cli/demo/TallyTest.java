package io.cleandata.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.DetectorReport;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Message;
import io.cleandata.model.Severity;
import io.cleandata.model.Window;
import io.cleandata.model.WindowReport;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Windows of ten messages; the storm lasts from message 15 to 34, so that windows 1 to 3 hold it. */
class TallyTest {
    private final Tally tally = new Tally(List.of(
            new DemoScript.Scene("storm", Set.of("duplicates"), ""),
            new DemoScript.Scene("damage", Set.of(), ""),
            new DemoScript.Scene("later", Set.of("drift"), "x")));

    @BeforeEach
    void storm() {
        tally.fault(new DemoSource.Fault("storm", 15, true));
        tally.fault(new DemoSource.Fault("storm", 34, false));
    }

    @Test
    void countsWindowsFromTheFirstFaultyOneToTheAlert() {
        window(0, 0.9);
        window(1, 0.6);
        window(2, 0.4, alert("duplicates_rate", AlertState.OPENED, "duplicates"));

        var outcome = tally.outcomes().get(0);
        assertThat(outcome.caughtBy()).isEqualTo("duplicates_rate");
        assertThat(outcome.windowsLater()).isEqualTo(1);
        assertThat(outcome.score()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void acceptsAFallOfTheScoreThatTheRightDetectorExplains() {
        window(1, 0.6, alert("quality_score", AlertState.OPENED, "duplicates"));

        assertThat(tally.outcomes().get(0).caughtBy()).isEqualTo("quality_score (duplicates)");
    }

    @Test
    void doesNotAcceptAnotherDetectorsAlertOrARecovery() {
        window(1, 0.6, alert("missing_rate", AlertState.OPENED, "missing"));
        window(2, 0.6, alert("duplicates_rate", AlertState.RECOVERED, "duplicates"));

        assertThat(tally.outcomes().get(0).caughtBy()).isNull();
    }

    @Test
    void doesNotAcceptAnAlertThatComesTooLate() {
        window(1, 0.6);
        window(2, 0.6);
        window(3, 0.6);
        window(6, 1, alert("duplicates_rate", AlertState.OPENED, "duplicates"));

        assertThat(tally.outcomes().get(0).caughtBy()).isNull();
    }

    @Test
    void catchesDamagedMessagesByTheAlertAboutBadOnes() {
        tally.fault(new DemoSource.Fault("damage", 55, true));
        window(5, 1, alert("bad_messages", AlertState.OPENED, ""));

        assertThat(tally.outcomes().get(1).caughtBy()).isEqualTo("bad_messages");
    }

    @Test
    void leavesOutFaultsThatHaveNotBegun() {
        assertThat(tally.outcomes()).extracting(Outcome::fault).containsExactly("storm");
    }

    private void window(int index, double score, Alert... alerts) {
        var messages = IntStream.range(0, 10)
                .mapToObj(i -> Message.builder("demo")
                        .position(index * 10 + i + 1, 0, 0)
                        .build())
                .toArray(Message[]::new);
        var window = Window.builder(10).index(index).messages(messages).build();
        var detectors = List.of("duplicates", "missing").stream()
                .map(name -> DetectorReport.of(
                        name, name + "_rate", 1, DetectorResult.ofWindow().build(), window, 0))
                .toList();
        tally.window(WindowReport.of("demo", window, score, score, score, detectors, Map.of(), 0)
                .withAlerts(List.of(alerts)));
    }

    private static Alert alert(String metric, AlertState state, String detector) {
        return Alert.builder()
                .pipeline("demo")
                .incident("demo/" + metric + "/1")
                .state(state)
                .severity(Severity.WARNING)
                .metric(metric)
                .message("m")
                .detectors(detector.isEmpty() ? List.of() : List.of(new Alert.Contribution(detector, 1)))
                .build();
    }
}
