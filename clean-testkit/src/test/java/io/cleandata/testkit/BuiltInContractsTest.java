package io.cleandata.testkit;

import io.cleandata.model.Message;
import io.cleandata.model.Sample;
import io.cleandata.parse.CsvMessageParser;
import io.cleandata.parse.CsvParserSettings;
import io.cleandata.parse.JsonMessageParser;
import io.cleandata.parse.JsonParserSettings;
import io.cleandata.plugin.PluginCatalog;
import io.cleandata.plugin.PluginKind;
import io.cleandata.settings.OptionsBinder;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.MessageParser;
import io.cleandata.spi.Windowing;
import io.cleandata.spi.WindowingProvider;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** The core's own windowings and parsers keep the contracts that plug-ins keep. */
class BuiltInContractsTest {

    private static Windowing windowing(String name, Map<String, ?> options) {
        return windowing(
                (WindowingProvider<?>) PluginCatalog.of(BuiltInContractsTest.class.getClassLoader())
                        .find(PluginKind.WINDOW, name)
                        .orElseThrow()
                        .provider(),
                options);
    }

    private static <C extends Record> Windowing windowing(WindowingProvider<C> provider, Map<String, ?> options) {
        return provider.create(OptionsBinder.bind(provider.settingsType(), options), new TestContext());
    }

    @Nested
    class Count extends WindowingContract {
        @Override
        protected Windowing windowing() {
            return BuiltInContractsTest.windowing("count", Map.of("size", 100));
        }
    }

    @Nested
    class Sliding extends WindowingContract {
        @Override
        protected Windowing windowing() {
            return BuiltInContractsTest.windowing("sliding", Map.of("size", 100, "slide", 30));
        }
    }

    @Nested
    class Time extends WindowingContract {
        @Override
        protected Windowing windowing() {
            return BuiltInContractsTest.windowing("time", Map.of("duration", "10s", "min-size", 20));
        }
    }

    @Nested
    class SlidingTime extends WindowingContract {
        @Override
        protected Windowing windowing() {
            return BuiltInContractsTest.windowing("sliding-time", Map.of("duration", "20s", "slide", "5s"));
        }
    }

    @Nested
    class EventTime extends WindowingContract {
        @Override
        protected Windowing windowing() {
            return BuiltInContractsTest.windowing("event-time", Map.of("duration", "10s", "allowed-lateness", "1s"));
        }
    }

    @Nested
    class Json extends MessageParserContract {
        @Override
        protected MessageParser parser() {
            return new JsonMessageParser(JsonParserSettings.DEFAULT);
        }

        @Override
        protected Message sound() {
            return Message.builder("test")
                    .value("{\"features\":{\"x\":1.5,\"c\":\"red\",\"n\":{\"b\":true}},\"label\":\"yes\","
                            + "\"timestamp\":\"2026-01-01T00:00:00Z\",\"metadata\":{\"source\":\"api\"}}")
                    .build();
        }

        @Override
        protected Sample expected() {
            return Sample.builder()
                    .feature("x", 1.5)
                    .feature("c", "red")
                    .feature("n.b", true)
                    .label("yes")
                    .timestamp(java.time.Instant.parse("2026-01-01T00:00:00Z"))
                    .metadata("source", "api")
                    .build();
        }
    }

    @Nested
    class Csv extends MessageParserContract {
        @Override
        protected MessageParser parser() {
            return new CsvMessageParser(CsvParserSettings.withLabel("y"));
        }

        @Override
        protected Message sound() {
            return Message.builder("test")
                    .headers(Map.of(CsvMessageParser.HEADER, "a,b,y"))
                    .value("1.5,\"red, dark\",yes")
                    .build();
        }

        @Override
        protected Sample expected() {
            return Sample.builder()
                    .feature("a", 1.5)
                    .feature("b", "red, dark")
                    .label("yes")
                    .build();
        }
    }

    @Nested
    class Recording extends AlertHandlerContract {
        private final RecordingAlertHandler handler = new RecordingAlertHandler();

        @Override
        protected AlertHandler handler() {
            return handler;
        }

        @Override
        protected List<String> received() {
            return handler.alerts().stream()
                    .map(a -> a.message().replace("\u001b", "").replace("<!", ""))
                    .toList();
        }
    }
}
