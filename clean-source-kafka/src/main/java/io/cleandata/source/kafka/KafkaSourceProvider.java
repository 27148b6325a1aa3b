package io.cleandata.source.kafka;

import com.google.auto.service.AutoService;
import io.cleandata.spi.PluginContext;
import io.cleandata.spi.Source;
import io.cleandata.spi.SourceProvider;

/** Provides the source {@code kafka}. */
@AutoService(SourceProvider.class)
public final class KafkaSourceProvider implements SourceProvider<KafkaSourceSettings> {

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public String summary() {
        return "Reads topics of Apache Kafka.";
    }

    @Override
    public Class<KafkaSourceSettings> settingsType() {
        return KafkaSourceSettings.class;
    }

    @Override
    public Source create(KafkaSourceSettings settings, PluginContext context) {
        return new KafkaSource(settings);
    }
}
