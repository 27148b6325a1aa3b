package io.cleandata.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Severity;
import io.cleandata.model.Window;
import io.cleandata.model.WindowReport;
import io.cleandata.settings.QualityOptions;
import io.cleandata.settings.QualityOptions.Evidence;
import io.cleandata.settings.QualityOptions.MetricOptions;
import io.cleandata.settings.QualityOptions.Silence;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QualityAlertPolicyTest {

    private final SplittableRandom random = new SplittableRandom(3);

    @Test
    void staysQuietWhereAPlainThresholdFlaps() {
        QualityAlertPolicy policy = new QualityAlertPolicy(options(Evidence.SEQUENTIAL, 1, List.of(), Map.of()));
        int raw = 0;
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            double score = noisy(0.81);
            raw += score < 0.8 ? 1 : 0;
            alerts.addAll(policy.evaluate(Reports.scored(i, score)));
        }
        assertThat(raw).isGreaterThan(300);
        assertThat(alerts).isEmpty();
    }

    @Test
    void opensWithinThreeWindowsAndRecoversOnce() {
        QualityAlertPolicy policy = new QualityAlertPolicy(options(Evidence.SEQUENTIAL, 1, List.of(), Map.of()));
        run(policy, 0, 100, 0.82);
        List<Alert> fallen = run(policy, 100, 106, 0.75);
        assertThat(fallen).extracting(Alert::state).containsExactly(AlertState.OPENED);
        assertThat(fallen.get(0).window()).isLessThan(104);
        assertThat(fallen.get(0).severity()).isEqualTo(Severity.WARNING);
        assertThat(fallen.get(0).incident()).isEqualTo("p/quality_score/1");
        List<Alert> back = run(policy, 106, 130, 0.9);
        assertThat(back).extracting(Alert::state).containsExactly(AlertState.RECOVERED);
        assertThat(back.get(0).incident()).isEqualTo("p/quality_score/1");
    }

    @Test
    void alertsOfACollapseInItsFirstWindowAsCritical() {
        QualityAlertPolicy policy = new QualityAlertPolicy(options(Evidence.SEQUENTIAL, 1, List.of(), Map.of()));
        List<Alert> alerts = policy.evaluate(Reports.scored(0, 0.4));
        assertThat(alerts).hasSize(1);
        assertThat(alerts.get(0).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(alerts.get(0).message()).contains("0.400").contains("0.800").contains("window 0 of p");
    }

    @Test
    void alertsOfARetryStormInItsSecondWindowAlthoughItIsOneCluster() {
        QualityAlertPolicy policy = new QualityAlertPolicy(options(Evidence.SEQUENTIAL, 1, List.of(), Map.of()));
        run(policy, 0, 10, 0.98);
        assertThat(policy.evaluate(Reports.clustered(10, 0.03))).isEmpty();
        assertThat(policy.evaluate(Reports.clustered(11, 0.03))).singleElement().satisfies(alert -> {
            assertThat(alert.state()).isEqualTo(AlertState.OPENED);
            assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
        });
    }

    @Test
    void seesAFallAgainstItsOwnPastAboveTheThreshold() {
        QualityAlertPolicy policy = new QualityAlertPolicy(options(Evidence.SEQUENTIAL, 1, List.of(), Map.of()));
        run(policy, 0, 100, 0.95);
        List<Alert> alerts = run(policy, 100, 110, 0.88);
        assertThat(alerts).extracting(Alert::state).containsExactly(AlertState.OPENED);
        assertThat(alerts.get(0).message()).contains("below its usual 0.95");
        assertThat(alerts.get(0).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void continuesAfterARestartAsIfThereHadBeenNone() throws IOException {
        QualityOptions options = options(Evidence.SEQUENTIAL, 1, List.of(), Map.of());
        QualityAlertPolicy one = new QualityAlertPolicy(options);
        QualityAlertPolicy two = new QualityAlertPolicy(options);
        for (int i = 0; i < 300; i++) {
            double score = noisy(i % 100 < 60 ? 0.85 : 0.77);
            List<Alert> expected = one.evaluate(Reports.scored(i, score));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            two.save(out);
            two = new QualityAlertPolicy(options);
            two.restore(new ByteArrayInputStream(out.toByteArray()), two.stateVersion());
            List<Alert> actual = two.evaluate(Reports.scored(i, score));
            assertThat(actual)
                    .extracting(Alert::idempotencyKey)
                    .isEqualTo(expected.stream().map(Alert::idempotencyKey).toList());
        }
        assertThat(one.standings().get(1).value())
                .isEqualTo(two.standings().get(1).value());
    }

    @Test
    void ignoresSamplesThatAnEarlierRunHasJudged() {
        QualityAlertPolicy policy = new QualityAlertPolicy(options(Evidence.SEQUENTIAL, 1, List.of(), Map.of()));
        assertThat(policy.evaluate(Reports.scored(Reports.redelivered(1), 0.3, List.of())))
                .isEmpty();
    }

    @Test
    void appliesThePlainRuleForSoManyWindowsInARow() {
        QualityAlertPolicy policy = new QualityAlertPolicy(options(Evidence.IMMEDIATE, 3, List.of(), Map.of()));
        List<Alert> alerts = new ArrayList<>();
        double[] scores = {0.79, 0.79, 0.81, 0.79, 0.79, 0.79, 0.79, 0.9, 0.79, 0.9, 0.9, 0.9};
        for (int i = 0; i < scores.length; i++) {
            alerts.addAll(policy.evaluate(Reports.scored(i, scores[i])));
        }
        assertThat(alerts).extracting(a -> a.window() + " " + a.state()).containsExactly("5 OPENED", "11 RECOVERED");
    }

    @Test
    void announcesAtTheEndOfASilenceWhatBeganInIt() {
        Silence silence =
                new Silence(Reports.START, Reports.START.plusSeconds(60 * 10), "quality_score", null, "maintenance");
        QualityAlertPolicy policy = new QualityAlertPolicy(options(Evidence.IMMEDIATE, 1, List.of(silence), Map.of()));
        List<Alert> alerts = run(policy, 0, 12, 0.7);
        assertThat(alerts).extracting(a -> a.window() + " " + a.state()).containsExactly("10 OPENED");
    }

    @Test
    void remindsAfterTheCooldown() {
        QualityAlertPolicy policy = new QualityAlertPolicy(options(Evidence.IMMEDIATE, 1, List.of(), Map.of()));
        List<Alert> alerts = run(policy, 0, 130, 0.7);
        assertThat(alerts)
                .extracting(a -> a.window() + " " + a.state())
                .containsExactly("0 OPENED", "60 REPEATED", "120 REPEATED");
    }

    @Test
    void watchesRatesUpwardAndSaysWhereFaultsGather() {
        QualityAlertPolicy policy = new QualityAlertPolicy(options(
                Evidence.SEQUENTIAL, 1, List.of(), Map.of("label_errors", new MetricOptions(0.05, null, null))));
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            alerts.addAll(policy.evaluate(Reports.mislabelled(i, 0.97, 20)));
        }
        assertThat(alerts).isEmpty();
        for (int i = 60; i < 70; i++) {
            alerts.addAll(policy.evaluate(Reports.mislabelled(i, 0.9, 100)));
        }
        Alert alert = alerts.stream()
                .filter(a -> a.metric().equals("label_errors"))
                .findFirst()
                .orElseThrow();
        assertThat(alert.value()).isEqualTo(0.1);
        assertThat(alert.message()).contains("label_errors 10.0 % now is above");
        assertThat(alert.detectors())
                .first()
                .satisfies(d -> assertThat(d.name()).isEqualTo("labels"));
        assertThat(alert.features()).first().satisfies(f -> assertThat(f.name()).isEqualTo("colour"));
        assertThat(alert.concentrations()).first().satisfies(c -> {
            assertThat(c.field() + "=" + c.value()).isEqualTo("source=crawler-7");
            assertThat(c.lift()).isGreaterThan(5);
            assertThat(c.pValue()).isLessThan(1e-6);
        });
        assertThat(alert.examples()).hasSize(5);
    }

    @Test
    void tellsWhenThereIsNoScore() {
        QualityAlertPolicy policy = new QualityAlertPolicy(options(Evidence.SEQUENTIAL, 1, List.of(), Map.of()));
        List<Alert> alerts = new ArrayList<>(policy.evaluate(Reports.scored(0, 0.99)));
        alerts.addAll(policy.evaluate(Reports.scored(1, Double.NaN)));
        alerts.addAll(policy.evaluate(Reports.scored(2, Double.NaN)));
        alerts.addAll(policy.evaluate(Reports.scored(3, 0.99)));
        assertThat(alerts)
                .extracting(a -> a.window() + " " + a.metric() + " " + a.state())
                .containsExactly("1 assessment OPENED", "3 assessment RECOVERED");
    }

    @Test
    void alertsOfBadMessagesAboveTheirThresholdAndOfARiseAgainstTheirPast() {
        QualityAlertPolicy policy = new QualityAlertPolicy(options(Evidence.SEQUENTIAL, 1, List.of(), Map.of()));
        List<Alert> sound = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            sound.addAll(policy.evaluate(Reports.withBad(i, random.nextInt(4))));
        }
        List<Alert> risen = new ArrayList<>();
        for (int i = 200; i < 204; i++) {
            risen.addAll(policy.evaluate(Reports.withBad(i, 25)));
        }
        List<Alert> high = policy.evaluate(Reports.withBad(204, 200));

        assertThat(sound).isEmpty();
        assertThat(risen).extracting(Alert::metric).containsExactly("bad_messages");
        assertThat(risen.get(0).message()).contains("above its usual");
        assertThat(high).extracting(Alert::state).containsExactly(AlertState.ESCALATED);
    }

    @Test
    void newKeysAreWatchedInThePlaceOfThoseSeenLongestAgo() throws Exception {
        QualityOptions options = options(Evidence.IMMEDIATE, 1, List.of(), Map.of());
        QualityAlertPolicy policy = new QualityAlertPolicy(options, 20);
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            alerts.addAll(policy.evaluate(keyed(i, "k" + i, i == 0 ? 0.5 : 0.99)));
        }
        assertThat(alerts).extracting(Alert::incident).containsExactly("p/quality_score/k0/1");
        ByteArrayOutputStream memory = new ByteArrayOutputStream();
        policy.save(memory);
        QualityAlertPolicy restored = new QualityAlertPolicy(options, 20);
        restored.restore(new ByteArrayInputStream(memory.toByteArray()), restored.stateVersion());

        assertThat(restored.evaluate(keyed(100, "k0", 0.99)))
                .as("an open incident is not forgotten")
                .extracting(Alert::state)
                .containsExactly(AlertState.RECOVERED);
        List<Alert> again = new ArrayList<>(restored.evaluate(keyed(101, "new", 0.5)));
        for (int i = 102; i < 140; i++) {
            restored.evaluate(keyed(i, "other" + i, 0.99));
        }
        again.addAll(restored.evaluate(keyed(140, "k0", 0.5)));
        assertThat(again)
                .as("a key that was forgotten begins no second incident of the same name")
                .extracting(Alert::incident)
                .hasSize(2)
                .doesNotContain("p/quality_score/k0/1");
    }

    private static WindowReport keyed(long index, String key, double score) {
        Window window = Window.builder(1000)
                .index(index)
                .key(key)
                .closed(Reports.window(index).closed())
                .build();
        return Reports.scored(window, score, List.of());
    }

    private List<Alert> run(QualityAlertPolicy policy, int from, int to, double quality) {
        List<Alert> alerts = new ArrayList<>();
        for (int i = from; i < to; i++) {
            alerts.addAll(policy.evaluate(Reports.scored(i, noisy(quality))));
        }
        return alerts;
    }

    private double noisy(double quality) {
        return quality + random.nextGaussian() * Math.sqrt(quality * (1 - quality) / 1000);
    }

    private static QualityOptions options(
            Evidence evidence, int inRow, List<Silence> silences, Map<String, MetricOptions> metrics) {
        return new QualityOptions(
                0.8,
                null,
                true,
                evidence,
                "1/week",
                inRow,
                Duration.ofHours(1),
                Duration.ofHours(24),
                0.5,
                metrics,
                Map.of(),
                silences);
    }
}
