package io.cleandata.source.kafka;

import io.cleandata.testkit.PipelineHarness;
import io.cleandata.testkit.SourcePipelineContract;
import java.util.Map;

/** Whole pipelines, from settings as they stand in a file. */
class KafkaPipelineIT extends SourcePipelineContract {

    @Override
    protected PipelineHarness harness() {
        return new KafkaHarness(Map.of());
    }
}
