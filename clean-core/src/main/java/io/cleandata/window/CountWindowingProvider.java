package io.cleandata.window;

import com.google.auto.service.AutoService;
import io.cleandata.spi.PluginContext;
import io.cleandata.spi.Windowing;
import io.cleandata.spi.WindowingProvider;

/** Windows of a number of samples. */
@AutoService(WindowingProvider.class)
public final class CountWindowingProvider implements WindowingProvider<CountSettings> {

    @Override
    public String name() {
        return "count";
    }

    @Override
    public String summary() {
        return "a number of samples, or fewer after a timeout";
    }

    @Override
    public Class<CountSettings> settingsType() {
        return CountSettings.class;
    }

    @Override
    public Windowing create(CountSettings settings, PluginContext context) {
        return new CountWindowing(
                settings.size(), settings.size(), settings.timeout().toNanos());
    }
}
