package io.cleandata.detectors.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordsTest {

    private final Records records = new Records(new Lexicon(Lexicon.MOST));

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
        int white = records.whole[records.wholeStart[1]];
        assertThat(records.frequency.of(white)).isEqualTo(2);
        assertThat(records.frequency.of(records.whole[0])).as("kettle").isOne();
    }

    @Test
    void aRecordThatWasReadIsAddedAsItWas() {
        records.begin(2, 2);
        records.add(0, 0, "Part kx-1000, kx-1000 white");
        records.add(0, 1, "no 77123");
        records.add(1, 0, null);
        records.add(1, 1, "kx1000");
        records.complete();
        ReadRecord first = records.read(0);
        ReadRecord second = records.read(1);

        records.begin(3, 2);
        records.add(0, second);
        records.add(1, first);
        records.add(2, 0, "Part kx-1000, kx-1000 white");
        records.add(2, 1, "no 77123");
        records.complete();

        assertThat(records.read(0)).usingRecursiveComparison().isEqualTo(second);
        assertThat(records.read(1)).usingRecursiveComparison().isEqualTo(first);
        assertThat(records.read(2)).usingRecursiveComparison().isEqualTo(first);
        assertThat(records.codeFrequency.of(second.codes()[0])).isEqualTo(3);
        assertThat(records.frequency.of(records.whole[records.wholeStart[1]]))
                .as("part")
                .isEqualTo(2);
        assertThat(records.digits).containsExactly(16, 14);
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
