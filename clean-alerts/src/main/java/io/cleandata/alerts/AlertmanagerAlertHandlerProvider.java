package io.cleandata.alerts;

import com.google.auto.service.AutoService;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.AlertHandlerProvider;
import io.cleandata.spi.PluginContext;

/** Makes handlers of the type {@code alertmanager}. */
@AutoService(AlertHandlerProvider.class)
public final class AlertmanagerAlertHandlerProvider implements AlertHandlerProvider<AlertmanagerSettings> {

    @Override
    public String name() {
        return "alertmanager";
    }

    @Override
    public String summary() {
        return "keeps alerts firing in Prometheus Alertmanager, and resolves them";
    }

    @Override
    public Class<AlertmanagerSettings> settingsType() {
        return AlertmanagerSettings.class;
    }

    @Override
    public AlertHandler create(AlertmanagerSettings settings, PluginContext context) {
        return new AlertmanagerAlertHandler(settings, context.clock());
    }
}
