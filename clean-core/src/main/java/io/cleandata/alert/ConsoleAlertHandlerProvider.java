package io.cleandata.alert;

import com.google.auto.service.AutoService;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.AlertHandlerProvider;
import io.cleandata.spi.PluginContext;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Provides the alert handler {@code console}, which prints one line for each alert, in UTF-8. */
@AutoService(AlertHandlerProvider.class)
public final class ConsoleAlertHandlerProvider implements AlertHandlerProvider<ConsoleAlertHandlerSettings> {
    @Override
    public String name() {
        return "console";
    }

    @Override
    public String summary() {
        return "Prints one line for each alert.";
    }

    @Override
    public Class<ConsoleAlertHandlerSettings> settingsType() {
        return ConsoleAlertHandlerSettings.class;
    }

    @Override
    public AlertHandler create(ConsoleAlertHandlerSettings settings, PluginContext context) {
        var descriptor =
                settings.stream() == ConsoleAlertHandlerSettings.Stream.OUT ? FileDescriptor.out : FileDescriptor.err;
        var out = new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
        return to(out);
    }

    static AlertHandler to(PrintStream out) {
        return alert -> out.println(AlertLine.of(alert));
    }

    @Override
    public boolean leavesTheMachine() {
        return false;
    }
}
