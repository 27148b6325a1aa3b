package io.cleandata.source.kafka;

import io.cleandata.testkit.SourceContract;
import io.cleandata.testkit.SourceHarness;
import java.util.Map;

/** The contract with the classic group protocol and cooperative rebalancing, the default. */
class KafkaSourceIT extends SourceContract {

    @Override
    protected SourceHarness harness() {
        return new KafkaHarness(Map.of());
    }
}
