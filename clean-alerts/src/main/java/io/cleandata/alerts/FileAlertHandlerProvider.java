package io.cleandata.alerts;

import com.google.auto.service.AutoService;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.AlertHandlerProvider;
import io.cleandata.spi.PluginContext;

/** Makes handlers of the type {@code file}. */
@AutoService(AlertHandlerProvider.class)
public final class FileAlertHandlerProvider implements AlertHandlerProvider<FileSettings> {

    @Override
    public String name() {
        return "file";
    }

    @Override
    public String summary() {
        return "appends alerts to a file, one line of JSON each";
    }

    @Override
    public Class<FileSettings> settingsType() {
        return FileSettings.class;
    }

    @Override
    public AlertHandler create(FileSettings settings, PluginContext context) {
        return new FileAlertHandler(settings);
    }

    @Override
    public boolean leavesTheMachine() {
        return false;
    }
}
