package io.cleandata.engine;

import io.cleandata.metrics.MetricsExporter;

/** What a pipeline answers when it is asked for its health. */
final class PipelineHealth implements MetricsExporter.Health {

    private final RealtimePipeline pipeline;

    PipelineHealth(RealtimePipeline pipeline) {
        this.pipeline = pipeline;
    }

    @Override
    public boolean live() {
        return pipeline.state() != PipelineState.FAILED;
    }

    @Override
    public boolean ready() {
        return pipeline.state() == PipelineState.RUNNING && pipeline.trouble().isEmpty();
    }

    @Override
    public String reason() {
        return ready() ? "" : pipeline.state() + (pipeline.trouble().isEmpty() ? "" : ": " + pipeline.trouble());
    }

    @Override
    public boolean over() {
        return pipeline.over();
    }
}
