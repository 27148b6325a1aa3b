package io.cleandata.alerts;

import com.google.auto.service.AutoService;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.AlertHandlerProvider;
import io.cleandata.spi.PluginContext;

/** Makes handlers of the type {@code slack}. */
@AutoService(AlertHandlerProvider.class)
public final class SlackAlertHandlerProvider implements AlertHandlerProvider<SlackSettings> {

    @Override
    public String name() {
        return "slack";
    }

    @Override
    public String summary() {
        return "posts alerts to a Slack channel, by an incoming webhook or as a bot";
    }

    @Override
    public Class<SlackSettings> settingsType() {
        return SlackSettings.class;
    }

    @Override
    public AlertHandler create(SlackSettings settings, PluginContext context) {
        return new SlackAlertHandler(settings);
    }
}
