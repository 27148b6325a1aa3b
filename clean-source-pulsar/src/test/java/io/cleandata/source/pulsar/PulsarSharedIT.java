package io.cleandata.source.pulsar;

import io.cleandata.testkit.SourceContract;
import io.cleandata.testkit.SourceHarness;

/** The contract with a shared subscription: each message acknowledged by its id, here in batches of the producer. */
class PulsarSharedIT extends SourceContract {

    @Override
    protected SourceHarness harness() {
        return new PulsarHarness(SubscriptionKind.SHARED, true);
    }
}
