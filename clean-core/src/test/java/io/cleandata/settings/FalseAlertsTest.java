package io.cleandata.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.alert.sequential.AlarmBudget;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FalseAlertsTest {

    private static QualityOptions quality(String falseAlerts) {
        return OptionsBinder.bindYaml(QualityOptions.class, "false-alerts: " + falseAlerts);
    }

    @Test
    void aBudgetIsGivenInTimeOrInWindows() {
        assertThat(quality("2/week").timeBetweenFalseAlerts()).isEqualTo(Duration.ofHours(84));
        assertThat(quality("2/week").falseAlertsPerWindow()).isEmpty();
        assertThat(quality("1/10000 windows").falseAlertsPerWindow()).hasValue(1e-4);
        assertThat(quality("0.5/100 windows").falseAlertsPerWindow()).hasValue(0.005);
    }

    @Test
    void aBudgetInWindowsDoesNotDependOnTime() {
        AlarmBudget budget = AlarmBudget.perWindow(1e-4);
        assertThat(budget.next(Instant.EPOCH)).isEqualTo(1e-4);
        assertThat(budget.next(Instant.EPOCH.plusSeconds(86_400))).isEqualTo(1e-4);
    }

    @Test
    void otherUnitsAreRefused() {
        for (String wrong : new String[] {"1/fortnight", "1/0 windows", "1/10000windows", "often"}) {
            assertThatThrownBy(() -> quality(wrong)).isInstanceOf(InvalidSettingsException.class);
        }
    }
}
