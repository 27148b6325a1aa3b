package io.cleandata.detectors.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordsTest {

    private final Records records = new Records();

    @Test
    void aMeasuredNumberIsOneFeatureThatIsSharedWhenEqualOnly() {
        records.begin(3, 1);
        records.addMeasured(0, 0, 12.345, null);
        records.addMeasured(1, 0, 12.346, null);
        records.addMeasured(2, 0, 12.345, null);
        records.complete();
        assertThat(records.start).startsWith(0, 1, 2, 3);
        assertThat(records.features[0]).isEqualTo(records.features[2]).isNotEqualTo(records.features[1]);
        assertThat(records.value[0]).isEqualTo(records.value[2]).isNotEqualTo(records.value[1]);
        assertThat(records.codeStart[3]).as("codes").isZero();
    }

    @Test
    void aMeasuredFieldMayHoldTextAndNothing() {
        records.begin(3, 1);
        records.addMeasured(0, 0, Double.NaN, "n/a");
        records.addMeasured(1, 0, Double.NaN, null);
        records.addMeasured(2, 0, Double.NaN, "n/a");
        records.complete();
        assertThat(records.present(0, 0)).isTrue();
        assertThat(records.present(1, 0)).isFalse();
        assertThat(records.value[0]).isEqualTo(records.value[2]);
    }

    @Test
    void textSharesItsWordsAndGrams() {
        records.begin(2, 1);
        records.add(0, 0, "Kettle white");
        records.add(1, 0, "white kettles");
        records.complete();
        assertThat(records.frequency).contains(2);
    }

    @Test
    void codesNameThingsInAFieldWhereFewAreSharedByMoreThanTwo() {
        records.begin(40, 2);
        for (int r = 0; r < 40; r++) {
            records.add(r, 0, "part kx" + (1000 + r / 2));
            records.add(r, 1, "version 2." + (1000 + r / 5));
        }
        records.complete();
        assertThat(records.names).containsExactly(true, false);
    }
}
