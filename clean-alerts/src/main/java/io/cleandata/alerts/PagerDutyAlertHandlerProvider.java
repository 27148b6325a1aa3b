package io.cleandata.alerts;

import com.google.auto.service.AutoService;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.AlertHandlerProvider;
import io.cleandata.spi.PluginContext;

/** Makes handlers of the type {@code pagerduty}. */
@AutoService(AlertHandlerProvider.class)
public final class PagerDutyAlertHandlerProvider implements AlertHandlerProvider<PagerDutySettings> {

    @Override
    public String name() {
        return "pagerduty";
    }

    @Override
    public String summary() {
        return "triggers and resolves incidents of PagerDuty (Events API v2)";
    }

    @Override
    public Class<PagerDutySettings> settingsType() {
        return PagerDutySettings.class;
    }

    @Override
    public AlertHandler create(PagerDutySettings settings, PluginContext context) {
        return new PagerDutyAlertHandler(settings);
    }
}
