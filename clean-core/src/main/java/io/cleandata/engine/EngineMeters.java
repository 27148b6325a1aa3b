package io.cleandata.engine;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.LongAdder;

/** A pipeline's figures as meters. Names follow the Prometheus conventions once an exporter has put underscores for dots. */
final class EngineMeters {

    private EngineMeters() {}

    static void register(MeterRegistry registry, RealtimePipeline pipeline, Counters counters) {
        Tags tags = Tags.of("pipeline", pipeline.name());
        counter(registry, tags, "clean.messages", "Messages taken from the source", counters.messages);
        counter(registry, tags, "clean.message.bytes", "Bytes of messages taken from the source", counters.bytes);
        counter(
                registry,
                tags,
                "clean.messages.redelivered",
                "Messages that an earlier run had analysed",
                counters.redelivered);
        counter(
                registry,
                tags,
                "clean.messages.returned",
                "Messages taken and given back with their partition, to be read again",
                counters.returned);
        counter(registry, tags, "clean.messages.acknowledged", "Messages acknowledged", counters.acknowledged);
        counter(registry, tags, "clean.samples.late", "Samples too late for any window", counters.late);
        counter(registry, tags, "clean.windows", "Windows analysed", counters.windows);
        counter(registry, tags, "clean.keys.overflowed", "Samples of keys beyond the limit", counters.overflowed);
        counter(registry, tags, "clean.listener.failures", "Failures of window listeners", counters.listenerFailures);
        Gauge.builder("clean.window.quality.score", counters, c -> c.score)
                .tags(tags)
                .description("Quality score of the last window, 0 to 1")
                .register(registry);
        Gauge.builder("clean.windows.in.flight", counters, c -> c.inFlight.get())
                .tags(tags)
                .description("Windows in analysis")
                .register(registry);
        Gauge.builder("clean.up", pipeline, p -> p.state() == PipelineState.RUNNING ? 1 : 0)
                .tags(tags)
                .description("Whether the pipeline is running")
                .register(registry);
        counters.bindTo(registry, tags);
    }

    static void counter(MeterRegistry registry, Tags tags, String name, String what, LongAdder adder) {
        FunctionCounter.builder(name, adder, LongAdder::sum)
                .tags(tags)
                .description(what)
                .register(registry);
    }
}
