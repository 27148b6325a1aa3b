package io.cleandata.source.redis;

import io.cleandata.testkit.PipelineHarness;
import io.cleandata.testkit.SourceKillContract;

/** Nothing is lost, whoever is killed. */
class RedisKillIT extends SourceKillContract {

    @Override
    protected PipelineHarness harness() {
        return new RedisHarness();
    }
}
