package io.cleandata.parse;

import com.google.auto.service.AutoService;
import io.cleandata.spi.MessageParser;
import io.cleandata.spi.MessageParserProvider;
import io.cleandata.spi.PluginContext;

/** Provides the parser {@code json}. */
@AutoService(MessageParserProvider.class)
public final class JsonMessageParserProvider implements MessageParserProvider<JsonParserSettings> {

    @Override
    public String name() {
        return "json";
    }

    @Override
    public String summary() {
        return "Reads samples from JSON objects.";
    }

    @Override
    public Class<JsonParserSettings> settingsType() {
        return JsonParserSettings.class;
    }

    @Override
    public MessageParser create(JsonParserSettings settings, PluginContext context) {
        return new JsonMessageParser(settings);
    }
}
