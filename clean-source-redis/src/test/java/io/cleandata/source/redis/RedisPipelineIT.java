package io.cleandata.source.redis;

import io.cleandata.testkit.PipelineHarness;
import io.cleandata.testkit.SourcePipelineContract;

/** Whole pipelines, from settings as they stand in a file. */
class RedisPipelineIT extends SourcePipelineContract {

    @Override
    protected PipelineHarness harness() {
        return new RedisHarness();
    }
}
