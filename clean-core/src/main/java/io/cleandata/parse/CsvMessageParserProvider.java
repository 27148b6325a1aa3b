package io.cleandata.parse;

import com.google.auto.service.AutoService;
import io.cleandata.spi.MessageParser;
import io.cleandata.spi.MessageParserProvider;
import io.cleandata.spi.PluginContext;

/** Provides the parser {@code csv}. */
@AutoService(MessageParserProvider.class)
public final class CsvMessageParserProvider implements MessageParserProvider<CsvParserSettings> {

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public String summary() {
        return "Reads samples from records of comma-separated values.";
    }

    @Override
    public Class<CsvParserSettings> settingsType() {
        return CsvParserSettings.class;
    }

    @Override
    public MessageParser create(CsvParserSettings settings, PluginContext context) {
        return new CsvMessageParser(settings);
    }
}
