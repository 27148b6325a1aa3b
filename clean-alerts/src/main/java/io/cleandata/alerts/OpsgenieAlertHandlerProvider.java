package io.cleandata.alerts;

import com.google.auto.service.AutoService;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.AlertHandlerProvider;
import io.cleandata.spi.PluginContext;

/** Makes handlers of the type {@code opsgenie}. */
@AutoService(AlertHandlerProvider.class)
public final class OpsgenieAlertHandlerProvider implements AlertHandlerProvider<OpsgenieSettings> {

    @Override
    public String name() {
        return "opsgenie";
    }

    @Override
    public String summary() {
        return "opens and closes alerts of Opsgenie";
    }

    @Override
    public Class<OpsgenieSettings> settingsType() {
        return OpsgenieSettings.class;
    }

    @Override
    public AlertHandler create(OpsgenieSettings settings, PluginContext context) {
        return new OpsgenieAlertHandler(settings);
    }
}
