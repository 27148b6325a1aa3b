package io.cleandata.source.kafka;

import io.cleandata.testkit.SourceContract;
import io.cleandata.testkit.SourceHarness;
import java.util.Map;

/** The contract with the group protocol of KIP-848. */
class KafkaNewProtocolIT extends SourceContract {

    @Override
    protected SourceHarness harness() {
        return new KafkaHarness(Map.of("group.protocol", "consumer", "isolation.level", "read_committed"));
    }
}
