package io.cleandata.source.kafka;

import io.cleandata.testkit.PipelineHarness;
import io.cleandata.testkit.SourceKillContract;
import java.util.Map;

/** Nothing is lost, whoever is killed. */
class KafkaKillIT extends SourceKillContract {

    @Override
    protected PipelineHarness harness() {
        return new KafkaHarness(Map.of());
    }
}
