package io.cleandata.window;

import com.google.auto.service.AutoService;
import io.cleandata.spi.PluginContext;
import io.cleandata.spi.Windowing;
import io.cleandata.spi.WindowingProvider;

/** Windows of a length of time. */
@AutoService(WindowingProvider.class)
public final class TimeWindowingProvider implements WindowingProvider<TimeSettings> {

    @Override
    public String name() {
        return "time";
    }

    @Override
    public String summary() {
        return "a length of time since the first sample, with a minimum of samples";
    }

    @Override
    public Class<TimeSettings> settingsType() {
        return TimeSettings.class;
    }

    @Override
    public Windowing create(TimeSettings settings, PluginContext context) {
        return new TimeWindowing(settings);
    }
}
