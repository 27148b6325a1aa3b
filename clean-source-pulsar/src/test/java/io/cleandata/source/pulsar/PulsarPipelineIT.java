package io.cleandata.source.pulsar;

import io.cleandata.testkit.PipelineHarness;
import io.cleandata.testkit.SourcePipelineContract;

/** Whole pipelines, from settings as they stand in a file. */
class PulsarPipelineIT extends SourcePipelineContract {

    @Override
    protected PipelineHarness harness() {
        return new PulsarHarness(SubscriptionKind.EXCLUSIVE, true);
    }
}
