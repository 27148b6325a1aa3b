package io.cleandata.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Alert;
import io.cleandata.settings.OptionsBinder;
import io.cleandata.settings.QualityOptions;
import io.cleandata.settings.QualityOptions.Evidence;
import io.cleandata.settings.QualityOptions.Silence;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Windows close every minute; from the first to before the tenth one nothing may be announced. */
class SilenceTest {

    private final QualityOptions options = OptionsBinder.bind(
            QualityOptions.class,
            Map.of(
                    "evidence",
                    Evidence.IMMEDIATE,
                    "cooldown",
                    Duration.ofMinutes(20),
                    "silences",
                    List.of(silence(1, 7), silence(5, 10))));
    private QualityAlertPolicy policy = new QualityAlertPolicy(options);
    private final List<Alert> alerts = new ArrayList<>();
    private int next;

    private static Silence silence(int from, int until) {
        return new Silence(
                Reports.START.plusSeconds(60L * from), Reports.START.plusSeconds(60L * until), null, null, "reload");
    }

    private void windows(int until, double score) {
        while (next < until) {
            alerts.addAll(policy.evaluate(Reports.scored(next++, score)));
        }
    }

    private void restart() throws IOException {
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        policy.save(saved);
        policy = new QualityAlertPolicy(options);
        policy.restore(new ByteArrayInputStream(saved.toByteArray()), policy.stateVersion());
    }

    private List<String> told() {
        return alerts.stream()
                .map(alert -> alert.idempotencyKey() + " " + alert.severity())
                .toList();
    }

    /** Else whoever follows incidents, such as PagerDuty and Alertmanager, would have it open for ever. */
    @Test
    void aRecoveryInASilenceIsToldWhenItEnds() throws IOException {
        windows(1, 0.7);
        windows(4, 0.9);
        restart();
        windows(15, 0.9);
        assertThat(told())
                .containsExactly("p/quality_score/1:opened:0 WARNING", "p/quality_score/1:recovered:10 WARNING");
    }

    @Test
    void whatComesBackInASilenceIsTheSameIncident() {
        windows(1, 0.7);
        windows(4, 0.9);
        windows(25, 0.7);
        windows(27, 0.9);
        assertThat(told())
                .containsExactly(
                        "p/quality_score/1:opened:0 WARNING",
                        "p/quality_score/1:repeated:20 WARNING",
                        "p/quality_score/1:recovered:25 WARNING");
    }

    @Test
    void anEscalationInASilenceIsToldWhenItEnds() throws IOException {
        windows(3, 0.7);
        windows(5, 0.3);
        restart();
        windows(12, 0.7);
        assertThat(told())
                .containsExactly("p/quality_score/1:opened:0 WARNING", "p/quality_score/1:escalated:10 CRITICAL");
    }

    @Test
    void whatBeginsAndEndsInASilenceIsNotTold() {
        windows(3, 0.9);
        windows(6, 0.3);
        windows(15, 0.9);
        assertThat(told()).isEmpty();
    }
}
