package io.cleandata.alert;

import com.google.auto.service.AutoService;
import io.cleandata.model.AlertState;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.AlertHandlerProvider;
import io.cleandata.spi.PluginContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Provides the alert handler {@code log}, which writes alerts to the application's log: recoveries as INFO, all else as WARN. */
@AutoService(AlertHandlerProvider.class)
public final class LogAlertHandlerProvider implements AlertHandlerProvider<LogAlertHandlerProvider.Settings> {
    private static final Logger log = LoggerFactory.getLogger("io.cleandata.alerts");

    /** It has no options. */
    public record Settings() {}

    @Override
    public String name() {
        return "log";
    }

    @Override
    public String summary() {
        return "Writes each alert to the log, as a warning.";
    }

    @Override
    public Class<Settings> settingsType() {
        return Settings.class;
    }

    @Override
    public AlertHandler create(Settings settings, PluginContext context) {
        return alert -> {
            if (alert.state() == AlertState.RECOVERED) {
                log.info("{}", AlertLine.of(alert));
            } else {
                log.warn("{}", AlertLine.of(alert));
            }
        };
    }

    @Override
    public boolean leavesTheMachine() {
        return false;
    }
}
