package io.cleandata.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Window;
import io.cleandata.model.WindowReport;
import io.cleandata.settings.OptionsBinder;
import io.cleandata.settings.QualityOptions;
import io.cleandata.settings.QualityOptions.Evidence;
import io.cleandata.settings.QualityOptions.Silence;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Incidents of a key whose data end, in hours of the windows' own time. */
class SilentKeyTest {

    private static final String OPENED = "p/quality_score/quiet/1:opened:0";

    private final List<Alert> alerts = new ArrayList<>();
    private final Map<String, Object> settings = new LinkedHashMap<>(
            Map.of("evidence", Evidence.IMMEDIATE, "cooldown", Duration.ofDays(300), "alert-on-degradation", false));
    private QualityAlertPolicy policy = policy();
    private long index;

    private QualityAlertPolicy policy() {
        return new QualityAlertPolicy(OptionsBinder.bind(QualityOptions.class, settings));
    }

    private static Instant at(double hour) {
        return Reports.START.plusSeconds(Math.round(3600 * hour));
    }

    private void window(double hour, @Nullable String key, double score) {
        alerts.addAll(policy.evaluate(report(hour, key, score)));
    }

    private WindowReport report(double hour, @Nullable String key, double score) {
        Window window =
                Window.builder(1000).index(index++).key(key).closed(at(hour)).build();
        return Reports.scored(window, score, List.of());
    }

    /** A sound window of another key every hour. */
    private void others(int from, int until) {
        for (int hour = from; hour < until; hour++) {
            window(hour, "loud", 0.95);
        }
    }

    private void restart() throws IOException {
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        policy.save(saved);
        policy = policy();
        policy.restore(new ByteArrayInputStream(saved.toByteArray()), policy.stateVersion());
    }

    private List<String> told() {
        return alerts.stream().map(Alert::idempotencyKey).toList();
    }

    @Test
    void anIncidentIsClosedWithoutAValueOnceTheOthersShowThatItsKeyIsSilent() {
        window(0, "quiet", 0.7);
        others(1, 24);
        assertThat(told()).containsExactly(OPENED);
        others(24, 60);
        assertThat(told()).containsExactly(OPENED, "p/quality_score/quiet/1:recovered:24");
        Alert end = alerts.get(1);
        assertThat(end.value()).isNaN();
        assertThat(end.low()).isNaN();
        assertThat(end.threshold()).isEqualTo(0.8);
        assertThat(end.key()).isEqualTo("quiet");
        assertThat(end.severity()).isEqualTo(alerts.get(0).severity());
        assertThat(end.time()).isEqualTo(at(24));
        assertThat(end.firstPosition()).isEmpty();
        assertThat(end.message())
                .isEqualTo("quality_score: no data of key quiet of p came since 2026-01-01T00:00:00Z; the incident is"
                        + " closed without having been seen to recover.");
    }

    @Test
    void whatIsClosedIsNoLongerWatched() {
        window(0, "quiet", 0.7);
        others(1, 24);
        assertThat(policy.standings()).anyMatch(standing -> "quiet".equals(standing.key()) && standing.open());
        others(24, 25);
        assertThat(policy.standings())
                .noneMatch(standing ->
                        "quiet".equals(standing.key()) && standing.metric().equals("quality_score"));
    }

    @Test
    void aLaterFallIsAnotherIncidentAlsoAfterARestart() throws IOException {
        window(0, "quiet", 0.7);
        others(1, 30);
        restart();
        window(30, "quiet", 0.7);
        others(31, 56);
        restart();
        window(56, "quiet", 0.7);
        assertThat(told())
                .containsExactly(
                        OPENED,
                        "p/quality_score/quiet/1:recovered:24",
                        "p/quality_score/quiet/2:opened:30",
                        "p/quality_score/quiet/2:recovered:54",
                        "p/quality_score/quiet/3:opened:56");
    }

    @Test
    void dataOfTheKeyKeepTheIncidentOpenAlsoWhereTheyHaveNoScore() {
        window(0, "quiet", 0.7);
        others(1, 20);
        window(20, "quiet", Double.NaN);
        others(21, 44);
        assertThat(alerts).noneMatch(alert -> alert.state() == AlertState.RECOVERED);
        others(44, 45);
        assertThat(alerts)
                .filteredOn(alert -> alert.state() == AlertState.RECOVERED)
                .extracting(Alert::incident)
                .containsExactly("p/assessment/quiet/1", "p/quality_score/quiet/1");
        assertThat(alerts.get(alerts.size() - 1).message()).contains("came since 2026-01-01T20:00:00Z;");
    }

    @Test
    void theKeysOwnNextWindowIsNoSilence() {
        window(0, "quiet", 0.7);
        others(1, 24);
        window(30, "quiet", 0.7);
        window(31, "quiet", 0.9);
        assertThat(told()).containsExactly(OPENED, "p/quality_score/quiet/1:recovered:25");
        assertThat(alerts.get(1).value()).isEqualTo(0.9);
    }

    @Test
    void restartsChangeNothing() throws IOException {
        QualityAlertPolicy through = policy();
        List<Alert> expected = new ArrayList<>();
        List<byte[]> changes = new ArrayList<>();
        ByteArrayOutputStream base = new ByteArrayOutputStream();
        policy.save(base);
        for (int hour = 0; hour < 120; hour++) {
            String key = hour % 40 == 0 ? "quiet " + hour % 3 : "loud";
            WindowReport report = report(hour, key, hour % 40 == 0 ? 0.7 : 0.95);
            expected.addAll(through.evaluate(report));
            alerts.addAll(policy.evaluate(report));
            ByteArrayOutputStream change = new ByteArrayOutputStream();
            policy.saveChanges(change);
            changes.add(change.toByteArray());
            policy = policy();
            policy.restore(new ByteArrayInputStream(base.toByteArray()), policy.stateVersion());
            for (byte[] each : changes) {
                policy.restoreChanges(new ByteArrayInputStream(each), policy.stateVersion());
            }
        }
        assertThat(told())
                .isEqualTo(expected.stream().map(Alert::idempotencyKey).toList())
                .hasSize(6);
        assertThat(alerts)
                .extracting(Alert::message)
                .isEqualTo(expected.stream().map(Alert::message).toList());
    }

    /**
     * {@code policy-v3.bin} is what version 3 saved after the first window below, {@code policy-v3-changes.bin} what it then saved of the second. It did not save when
     * a key was seen, so that the time counts from the first window after.
     */
    @Test
    void memoryOfTheVersionBeforeGoesOn() throws IOException {
        report(0, "quiet", 0.7);
        report(1, "loud", 0.95);
        policy.restore(saved("policy-v3.bin"), 3);
        policy.restoreChanges(saved("policy-v3-changes.bin"), 3);
        others(2, 26);
        assertThat(alerts).isEmpty();
        restart();
        others(26, 27);
        assertThat(told()).containsExactly("p/quality_score/quiet/1:recovered:26");
        assertThat(alerts.get(0).message()).contains("came since 2026-01-01T02:00:00Z;");
    }

    private static InputStream saved(String name) {
        return Objects.requireNonNull(SilentKeyTest.class.getResourceAsStream(name), name);
    }

    /** After a long stop, or between a day's batches, each key is yet to have its turn. */
    @Test
    void aPauseOfTheWholeStreamIsNoSilenceOfAKey() {
        window(0, "quiet", 0.7);
        others(1, 3);
        others(72, 96);
        assertThat(told()).containsExactly(OPENED);
        others(96, 97);
        assertThat(told()).hasSize(2);
        assertThat(alerts.get(1).message()).contains("came since 2026-01-01T00:00:00Z;");
    }

    /** As in a replay of data without timestamps. */
    @Test
    void whereTimeStandsStillNothingIsClosed() {
        window(0, "quiet", 0.7);
        for (int i = 0; i < 1000; i++) {
            window(0, "loud", 0.95);
        }
        assertThat(told()).containsExactly(OPENED);
    }

    @Test
    void aStreamWithoutKeysKeepsItsIncident() {
        window(0, null, 0.7);
        for (int hour = 1; hour < 60; hour++) {
            window(hour, null, Double.NaN);
        }
        assertThat(alerts).noneMatch(alert -> alert.state() == AlertState.RECOVERED);
    }

    @Test
    void zeroIsNever() {
        settings.put("end-silent-after", Duration.ZERO);
        policy = policy();
        window(0, "quiet", 0.7);
        others(1, 2000);
        assertThat(told()).containsExactly(OPENED);
    }

    @Test
    void duringASilenceOfAlertsTheEndWaits() {
        settings.put("silences", List.of(new Silence(at(1), at(50), null, "quiet", "reload")));
        policy = policy();
        window(0, "quiet", 0.7);
        others(1, 60);
        assertThat(told()).containsExactly(OPENED, "p/quality_score/quiet/1:recovered:50");
    }

    @Test
    void anEndThatWasSeenInASilenceOfAlertsIsToldAsThat() {
        settings.put("silences", List.of(new Silence(at(1), at(3), null, null, "reload")));
        policy = policy();
        window(0, "quiet", 0.7);
        window(2, "quiet", 0.95);
        others(3, 60);
        assertThat(told()).containsExactly(OPENED, "p/quality_score/quiet/1:recovered:25");
        assertThat(alerts.get(1).message())
                .endsWith("came since 2026-01-01T02:00:00Z; the incident had ended before, while its alerts were kept"
                        + " back.");
    }

    @Test
    void whatNobodyWasToldOfEndsUntold() {
        settings.put("silences", List.of(new Silence(at(0), at(3), null, null, "reload")));
        policy = policy();
        window(0, "quiet", 0.7);
        others(1, 60);
        assertThat(alerts).isEmpty();
    }
}
