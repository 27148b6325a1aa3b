package io.cleandata.engine;

import io.cleandata.settings.PipelineSpec;
import io.cleandata.spi.PluginContext;
import io.cleandata.spi.Windowing;
import java.time.Duration;

/**
 * What a pipeline's open windows may hold, for sources whose systems have limits of their own.
 *
 * @param longest time until a window closes by itself
 * @param most messages in open windows at once
 */
record Holding(Duration longest, long most) {

    static Holding of(PipelineSpec spec, PluginContext context) {
        Windowing rule = spec.window().windowing().create(context);
        Duration longest = rule.longestHold() > 0
                ? Duration.ofNanos(rule.longestHold())
                : spec.window().options().maxOpen();
        long limit = spec.window().options().maxOpenSamples();
        return new Holding(longest, spec.window().keyed().isPresent() ? limit : Math.min(limit, rule.mostHeld()));
    }
}
