package io.cleandata.window;

import com.google.auto.service.AutoService;
import io.cleandata.spi.PluginContext;
import io.cleandata.spi.Windowing;
import io.cleandata.spi.WindowingProvider;

/** Sliding windows of a number of samples. */
@AutoService(WindowingProvider.class)
public final class SlidingWindowingProvider implements WindowingProvider<SlidingSettings> {

    @Override
    public String name() {
        return "sliding";
    }

    @Override
    public String summary() {
        return "the last so many samples, each time a number of new ones came";
    }

    @Override
    public Class<SlidingSettings> settingsType() {
        return SlidingSettings.class;
    }

    @Override
    public Windowing create(SlidingSettings settings, PluginContext context) {
        return new CountWindowing(
                settings.size(), settings.slide(), settings.timeout().toNanos());
    }
}
