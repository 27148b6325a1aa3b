package io.cleandata.source.pulsar;

import com.google.auto.service.AutoService;
import io.cleandata.spi.PluginContext;
import io.cleandata.spi.Source;
import io.cleandata.spi.SourceProvider;

/** Provides the source {@code pulsar}. */
@AutoService(SourceProvider.class)
public final class PulsarSourceProvider implements SourceProvider<PulsarSourceSettings> {

    @Override
    public String name() {
        return "pulsar";
    }

    @Override
    public String summary() {
        return "Reads topics of Apache Pulsar.";
    }

    @Override
    public Class<PulsarSourceSettings> settingsType() {
        return PulsarSourceSettings.class;
    }

    @Override
    public Source create(PulsarSourceSettings settings, PluginContext context) {
        return new PulsarSource(settings);
    }
}
