package io.cleandata.source.pulsar;

import io.cleandata.testkit.PipelineHarness;
import io.cleandata.testkit.SourceKillContract;

/** Nothing is lost, whoever is killed. */
class PulsarKillIT extends SourceKillContract {

    @Override
    protected PipelineHarness harness() {
        return new PulsarHarness(SubscriptionKind.EXCLUSIVE, true);
    }
}
