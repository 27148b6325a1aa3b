package io.cleandata.alerts;

import com.google.auto.service.AutoService;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.AlertHandlerProvider;
import io.cleandata.spi.PluginContext;

/** Makes handlers of the type {@code webhook}. */
@AutoService(AlertHandlerProvider.class)
public final class WebhookAlertHandlerProvider implements AlertHandlerProvider<WebhookSettings> {

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public String summary() {
        return "posts alerts as JSON to an address";
    }

    @Override
    public Class<WebhookSettings> settingsType() {
        return WebhookSettings.class;
    }

    @Override
    public AlertHandler create(WebhookSettings settings, PluginContext context) {
        return new WebhookAlertHandler(settings);
    }
}
