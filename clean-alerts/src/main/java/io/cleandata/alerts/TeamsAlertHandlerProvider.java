package io.cleandata.alerts;

import com.google.auto.service.AutoService;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.AlertHandlerProvider;
import io.cleandata.spi.PluginContext;

/** Makes handlers of the type {@code teams}. */
@AutoService(AlertHandlerProvider.class)
public final class TeamsAlertHandlerProvider implements AlertHandlerProvider<TeamsSettings> {

    @Override
    public String name() {
        return "teams";
    }

    @Override
    public String summary() {
        return "posts adaptive cards to a Microsoft Teams channel, by a workflow's webhook";
    }

    @Override
    public Class<TeamsSettings> settingsType() {
        return TeamsSettings.class;
    }

    @Override
    public AlertHandler create(TeamsSettings settings, PluginContext context) {
        return new TeamsAlertHandler(settings);
    }
}
