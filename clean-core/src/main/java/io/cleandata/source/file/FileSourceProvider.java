package io.cleandata.source.file;

import com.google.auto.service.AutoService;
import io.cleandata.spi.PluginContext;
import io.cleandata.spi.Source;
import io.cleandata.spi.SourceProvider;

/** Provides the source {@code file}. */
@AutoService(SourceProvider.class)
public final class FileSourceProvider implements SourceProvider<FileSourceSettings> {

    @Override
    public String name() {
        return "file";
    }

    @Override
    public String summary() {
        return "Reads JSON lines or CSV from a file or standard input.";
    }

    @Override
    public Class<FileSourceSettings> settingsType() {
        return FileSourceSettings.class;
    }

    @Override
    public Source create(FileSourceSettings settings, PluginContext context) {
        return new FileSource(settings);
    }
}
