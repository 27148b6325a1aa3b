package io.cleandata.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Window;
import io.cleandata.model.WindowReport;
import io.cleandata.settings.QualityOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The policy's memory as what each window changes in it. */
class PolicyChangesTest {

    private static final QualityOptions OPTIONS = new QualityOptions(
            0.8,
            null,
            true,
            QualityOptions.Evidence.SEQUENTIAL,
            "1/week",
            1,
            Duration.ofHours(1),
            Duration.ofMinutes(30),
            0.5,
            Map.of(),
            Map.of(),
            List.of());

    private final List<byte[]> changes = new ArrayList<>();

    private static WindowReport keyed(long index, String key, double score) {
        Window window = Window.builder(1000)
                .index(index)
                .key(key)
                .closed(Reports.window(index).closed())
                .build();
        return Reports.scored(window, score, List.of());
    }

    private static byte[] whole(QualityAlertPolicy policy) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        policy.save(out);
        return out.toByteArray();
    }

    private void saveChanges(QualityAlertPolicy policy) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (policy.saveChanges(out)) {
            changes.add(out.toByteArray());
        } else {
            assertThat(out.size()).isZero();
        }
    }

    private QualityAlertPolicy restored(byte[] base, int monitors) throws IOException {
        QualityAlertPolicy policy = new QualityAlertPolicy(OPTIONS, monitors);
        policy.restore(new ByteArrayInputStream(base), policy.stateVersion());
        for (byte[] each : changes) {
            policy.restoreChanges(new ByteArrayInputStream(each), policy.stateVersion());
        }
        return policy;
    }

    @Test
    void changesOnTopOfWhatWasSavedInWholeAreTheWhole() throws IOException {
        Random random = new Random(11);
        int monitors = 20;
        QualityAlertPolicy policy = new QualityAlertPolicy(OPTIONS, monitors);
        byte[] base = whole(policy);
        for (int window = 0; window < 500; window++) {
            String key = "k" + random.nextInt(15 + window / 50);
            policy.evaluate(keyed(window, key, random.nextInt(10) == 0 ? 0.4 : 0.95));
            saveChanges(policy);
            if (random.nextInt(20) == 0) {
                byte[] restarted = whole(restored(base, monitors));
                base = whole(policy);
                changes.clear();
                assertThat(restarted).as("after window %s", window).isEqualTo(base);
            }
        }
    }

    @Test
    void withoutANewWindowNothingHasChanged() throws IOException {
        QualityAlertPolicy policy = new QualityAlertPolicy(OPTIONS);
        policy.evaluate(keyed(0, "k", 0.9));
        whole(policy);
        saveChanges(policy);
        policy.evaluate(Reports.scored(Reports.redelivered(1), 0.3, List.of()));
        saveChanges(policy);
        assertThat(changes).isEmpty();
    }

    @Test
    void changesWithoutAnythingSavedBeforeAreAll() throws IOException {
        QualityAlertPolicy policy = new QualityAlertPolicy(OPTIONS);
        byte[] nothing = whole(new QualityAlertPolicy(OPTIONS));
        policy.evaluate(keyed(0, "a", 0.9));
        policy.evaluate(keyed(1, "b", 0.4));
        saveChanges(policy);
        assertThat(whole(restored(nothing, 100))).isEqualTo(whole(policy));
    }

    @Test
    void aWindowOfOneKeyAmongThousandsChangesLittle() throws IOException {
        QualityAlertPolicy policy = new QualityAlertPolicy(OPTIONS);
        for (int i = 0; i < 1000; i++) {
            policy.evaluate(keyed(i, "key " + i, 0.95));
        }
        assertThat(whole(policy)).hasSizeGreaterThan(500_000);
        policy.evaluate(keyed(1000, "key 7", 0.95));
        saveChanges(policy);
        assertThat(changes.get(0)).hasSizeLessThan(2_000);
    }
}
