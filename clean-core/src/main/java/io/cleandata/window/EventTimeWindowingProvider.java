package io.cleandata.window;

import com.google.auto.service.AutoService;
import io.cleandata.spi.PluginContext;
import io.cleandata.spi.Windowing;
import io.cleandata.spi.WindowingProvider;

/** Windows of event time. */
@AutoService(WindowingProvider.class)
public final class EventTimeWindowingProvider implements WindowingProvider<EventTimeSettings> {

    @Override
    public String name() {
        return "event-time";
    }

    @Override
    public String summary() {
        return "spans of the samples' own time, closed when all partitions have passed their end";
    }

    @Override
    public Class<EventTimeSettings> settingsType() {
        return EventTimeSettings.class;
    }

    @Override
    public Windowing create(EventTimeSettings settings, PluginContext context) {
        return new EventTimeWindowing(settings);
    }
}
