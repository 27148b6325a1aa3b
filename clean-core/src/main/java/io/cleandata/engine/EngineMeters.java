package io.cleandata.engine;

import io.cleandata.alert.DeliveryCounts;
import io.cleandata.alert.OutboxDispatcher;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/** A pipeline's figures as meters. Names follow the Prometheus conventions once an exporter has put underscores for dots. */
final class EngineMeters {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5)
    };

    private EngineMeters() {}

    private static double lag(RealtimePipeline pipeline) {
        Map<String, Long> lag = pipeline.lag();
        double sum = lag.isEmpty() ? Double.NaN : 0;
        for (long each : lag.values()) {
            sum += each;
        }
        return sum;
    }

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
        counter(
                registry,
                tags,
                "clean.fields.repeated",
                "Fields that a message named again; the last one counts",
                counters.repeatedKeys);
        counter(registry, tags, "clean.keys.overflowed", "Samples of keys beyond the limit", counters.overflowed);
        counter(registry, tags, "clean.listener.failures", "Failures of window listeners", counters.listenerFailures);
        gauge(
                registry,
                tags,
                "clean.window.quality.score",
                "Quality score of the last window, 0 to 1",
                counters,
                c -> c.score);
        gauge(registry, tags, "clean.windows.in.flight", "Windows in analysis", counters, c -> c.inFlight.get());
        gauge(
                registry,
                tags,
                "clean.up",
                "Whether the pipeline is running",
                pipeline,
                p -> p.state() == PipelineState.RUNNING ? 1 : 0);
        gauge(
                registry,
                tags,
                "clean.ready",
                "Whether the pipeline is running without trouble, its source connected",
                pipeline,
                p -> p.state() == PipelineState.RUNNING && p.trouble().isEmpty() ? 1 : 0);
        gauge(
                registry,
                tags,
                "clean.source.lag.messages",
                "Messages that wait in the source, all partitions together; NaN where it does not tell",
                pipeline,
                EngineMeters::lag);
        age(
                registry,
                tags,
                "clean.messages.waiting.oldest.age",
                "Age, by the broker's time, of the oldest message that is taken and not acknowledged; 0 when there is none",
                pipeline,
                p -> p.age(counters.oldestWaiting));
        age(
                registry,
                tags,
                "clean.messages.waiting.newest.age",
                "Age, by the broker's time, of the newest message that is taken and not acknowledged; 0 when there is none",
                pipeline,
                p -> p.age(counters.newestWaiting));
        counters.bindTo(registry, tags);
    }

    /** What became of alerts, by handler and outcome. */
    static void register(MeterRegistry registry, RealtimePipeline pipeline, OutboxDispatcher dispatcher) {
        Tags tags = Tags.of("pipeline", pipeline.name());
        for (String handler : dispatcher.handlers()) {
            Tags own = tags.and("handler", handler);
            outcome(registry, own, dispatcher, handler, "delivered", DeliveryCounts::delivered);
            outcome(registry, own, dispatcher, handler, "retried", DeliveryCounts::retries);
            outcome(registry, own, dispatcher, handler, "given_up", DeliveryCounts::givenUp);
            outcome(registry, own, dispatcher, handler, "dropped", DeliveryCounts::dropped);
            gauge(
                    registry,
                    own,
                    "clean.alerts.waiting",
                    "Alerts that wait for a handler",
                    dispatcher,
                    d -> count(d, handler, DeliveryCounts::waiting));
            gauge(
                    registry,
                    own,
                    "clean.alert.handler.failing",
                    "Whether the last delivery to a handler failed",
                    dispatcher,
                    d -> count(d, handler, counts -> counts.failing() ? 1 : 0));
        }
        gauge(
                registry,
                tags,
                "clean.outbox.failing",
                "Whether the outbox cannot be written, so that a restart would lose alerts",
                dispatcher,
                d -> d.outboxFailing() ? 1 : 0);
        gauge(
                registry,
                tags,
                "clean.outbox.damaged.records",
                "Damaged places in the outbox that an earlier run left",
                dispatcher,
                OutboxDispatcher::damaged);
    }

    private static void outcome(
            MeterRegistry registry,
            Tags tags,
            OutboxDispatcher dispatcher,
            String handler,
            String outcome,
            ToDoubleFunction<DeliveryCounts> figure) {
        FunctionCounter.builder("clean.alerts.sent", dispatcher, d -> count(d, handler, figure))
                .tags(tags.and("outcome", outcome))
                .description("Alerts by what became of them at a handler; retried are attempts")
                .register(registry);
    }

    private static double count(OutboxDispatcher dispatcher, String handler, ToDoubleFunction<DeliveryCounts> figure) {
        DeliveryCounts counts = dispatcher.counts(handler);
        return counts == null ? 0 : figure.applyAsDouble(counts);
    }

    private static void age(
            MeterRegistry registry,
            Tags tags,
            String name,
            String what,
            RealtimePipeline of,
            ToDoubleFunction<RealtimePipeline> figure) {
        Gauge.builder(name, of, figure)
                .tags(tags)
                .description(what)
                .baseUnit("seconds")
                .register(registry);
    }

    private static <T> void gauge(
            MeterRegistry registry, Tags tags, String name, String what, T of, ToDoubleFunction<T> figure) {
        Gauge.builder(name, of, figure).tags(tags).description(what).register(registry);
    }

    /** A span of time with buckets from 10 ms to 5 min. */
    static Timer timer(MeterRegistry registry, Tags tags, String name, String what) {
        return Timer.builder(name)
                .tags(tags)
                .description(what)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    static void counter(MeterRegistry registry, Tags tags, String name, String what, LongAdder adder) {
        FunctionCounter.builder(name, adder, LongAdder::sum)
                .tags(tags)
                .description(what)
                .register(registry);
    }
}
