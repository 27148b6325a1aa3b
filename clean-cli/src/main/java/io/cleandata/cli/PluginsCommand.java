package io.cleandata.cli;

import io.cleandata.plugin.Plugin;
import io.cleandata.plugin.PluginCatalog;
import io.cleandata.settings.SettingsReference;
import io.cleandata.settings.SettingsSchema;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "plugins",
        mixinStandardHelpOptions = true,
        description = "Lists the plug-ins that are found, or the options of one.")
final class PluginsCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Plug-in whose options are listed.")
    private @Nullable String name;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var console = output.console();
        var catalog = Plugins.catalog();
        if (name == null && output.json()) {
            console.print(Json.line(Json.object(
                    "plugins",
                    catalog.all().stream().map(PluginsCommand::fields).toList(),
                    "broken",
                    catalog.broken())));
        } else if (name == null) {
            list(console, catalog);
        } else {
            var found = catalog.named(name);
            if (found.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(), "There is no plug-in named \"" + name + "\". \"clean plugins\" lists all.");
            }
            found.forEach(plugin -> console.print(
                    output.json()
                            ? Json.line(fields(plugin, SettingsSchema.options(plugin)))
                            : SettingsReference.describe(plugin)));
        }
        return ExitStatus.FINE;
    }

    private static Map<String, @Nullable Object> fields(Plugin plugin) {
        return Json.object(
                "kind",
                plugin.kind().word(),
                "name",
                plugin.name(),
                "summary",
                plugin.provider().summary(),
                "module",
                plugin.module(),
                "jar",
                plugin.origin());
    }

    private static Map<String, @Nullable Object> fields(Plugin plugin, String schema) {
        var fields = fields(plugin);
        fields.put("options", JsonMapper.shared().readTree(schema));
        return fields;
    }

    private static void list(Console console, PluginCatalog catalog) {
        var table = new Table("lllll").row(console::bold, "kind", "name", "what it does", "module", "jar");
        for (var plugin : catalog.all()) {
            table.row(
                    plugin.kind().word(),
                    plugin.name(),
                    console.safe(plugin.provider().summary()),
                    plugin.module(),
                    plugin.origin());
        }
        table.lines().forEach(console::print);
        if (!catalog.broken().isEmpty()) {
            console.print("");
            console.print(console.red("not loadable:"));
            catalog.broken().forEach(fault -> console.print("  " + console.safe(fault)));
        }
    }
}
