package io.cleandata.alerts;

import com.google.auto.service.AutoService;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.AlertHandlerProvider;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.PluginContext;

/** Makes handlers of the type {@code email}. */
@AutoService(AlertHandlerProvider.class)
public final class EmailAlertHandlerProvider implements AlertHandlerProvider<EmailSettings> {

    @Override
    public String name() {
        return "email";
    }

    @Override
    public String summary() {
        return "sends e-mail over SMTP with TLS";
    }

    @Override
    public Class<EmailSettings> settingsType() {
        return EmailSettings.class;
    }

    @Override
    public AlertHandler create(EmailSettings settings, PluginContext context) {
        try {
            return new EmailAlertHandler(settings);
        } catch (NoClassDefFoundError e) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "the alert handler email needs org.eclipse.angus:angus-mail on the class path",
                    e);
        }
    }
}
