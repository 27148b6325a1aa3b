package io.cleandata.source.redis;

import com.google.auto.service.AutoService;
import io.cleandata.spi.PluginContext;
import io.cleandata.spi.Source;
import io.cleandata.spi.SourceProvider;

/** Provides the source {@code redis}. */
@AutoService(SourceProvider.class)
public final class RedisSourceProvider implements SourceProvider<RedisSourceSettings> {

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public String summary() {
        return "Reads Redis Streams as a member of a consumer group.";
    }

    @Override
    public Class<RedisSourceSettings> settingsType() {
        return RedisSourceSettings.class;
    }

    @Override
    public Source create(RedisSourceSettings settings, PluginContext context) {
        return new RedisSource(settings);
    }
}
