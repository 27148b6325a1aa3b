package io.cleandata.window;

import com.google.auto.service.AutoService;
import io.cleandata.spi.PluginContext;
import io.cleandata.spi.Windowing;
import io.cleandata.spi.WindowingProvider;

/** Sliding windows of a length of time. */
@AutoService(WindowingProvider.class)
public final class SlidingTimeWindowingProvider implements WindowingProvider<SlidingTimeSettings> {

    @Override
    public String name() {
        return "sliding-time";
    }

    @Override
    public String summary() {
        return "what arrived within a length of time, again and again";
    }

    @Override
    public Class<SlidingTimeSettings> settingsType() {
        return SlidingTimeSettings.class;
    }

    @Override
    public Windowing create(SlidingTimeSettings settings, PluginContext context) {
        return new SlidingTimeWindowing(settings);
    }
}
