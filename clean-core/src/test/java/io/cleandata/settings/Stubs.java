package io.cleandata.settings;

import io.cleandata.metrics.MetricsExporter;
import io.cleandata.metrics.MetricsExporterProvider;
import io.cleandata.model.DetectorResult;
import io.cleandata.parse.CsvMessageParserProvider;
import io.cleandata.parse.JsonMessageParserProvider;
import io.cleandata.plugin.PluginCatalog;
import io.cleandata.source.file.FileSourceProvider;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.AlertHandlerProvider;
import io.cleandata.spi.Arrival;
import io.cleandata.spi.Detector;
import io.cleandata.spi.DetectorProvider;
import io.cleandata.spi.Option;
import io.cleandata.spi.Panes;
import io.cleandata.spi.PluginContext;
import io.cleandata.spi.Provider;
import io.cleandata.spi.Source;
import io.cleandata.spi.SourceProvider;
import io.cleandata.spi.Windowing;
import io.cleandata.spi.WindowingProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Providers with settings worth binding and nothing behind them. */
final class Stubs {

    private Stubs() {}

    static PluginCatalog catalog() {
        return PluginCatalog.of(
                new FileSourceProvider(),
                new JsonMessageParserProvider(),
                new CsvMessageParserProvider(),
                new Broker(),
                new Windows<>("count", Count.class),
                new Windows<>("sliding", Sliding.class),
                new Windows<>("time", Time.class),
                new Windows<>("sliding-time", SlidingTime.class),
                new Finder("labels", true),
                new Finder("drift", true),
                new Finder("extra", false),
                new Chat(),
                new Console(),
                new Scrape());
    }

    record BrokerSettings(
            @Option(doc = "host:port list of the servers", required = true)
            List<String> bootstrapServers,

            @Option(doc = "topic to read", required = true) String topic,
            @Option(doc = "password", secret = true) String password,

            @Option(doc = "further settings of the client", passThrough = true)
            Map<String, String> client) {}

    record Count(
            @Option(doc = "samples", value = "1000", min = 1)
            int size,

            @Option(doc = "timeout", value = "30s") Duration timeout) {}

    record Sliding(
            @Option(doc = "samples", value = "1000", min = 1)
            int size,

            @Option(doc = "new samples", value = "500", min = 1)
            int slide,

            @Option(doc = "timeout", value = "30s") Duration timeout) {}

    record Time(
            @Option(doc = "duration", value = "60s") Duration duration,
            @Option(doc = "least", value = "1") int minSize) {}

    record SlidingTime(
            @Option(doc = "duration", value = "60s") Duration duration,
            @Option(doc = "slide", value = "10s") Duration slide) {}

    record FinderSettings(
            @Option(doc = "samples remembered", value = "4000", min = 0)
            int memory) {}

    record ChatSettings(
            @Option(doc = "incoming webhook", required = true, secret = true)
            String webhookUrl,

            @Option(doc = "channel") String channel) {}

    record Nothing() {}

    record ScrapeSettings(
            @Option(doc = "port", value = "9090", min = 0, max = 65535)
            int port) {}

    private abstract static class Base<C extends Record> implements Provider<C> {
        private final String name;
        private final Class<C> type;

        Base(String name, Class<C> type) {
            this.name = name;
            this.type = type;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String summary() {
            return "a stub";
        }

        @Override
        public Class<C> settingsType() {
            return type;
        }
    }

    static final class Broker extends Base<BrokerSettings> implements SourceProvider<BrokerSettings> {
        Broker() {
            super("broker", BrokerSettings.class);
        }

        @Override
        public Source create(BrokerSettings settings, PluginContext context) {
            throw new AssertionError("not to be made");
        }
    }

    static final class Windows<C extends Record> extends Base<C> implements WindowingProvider<C> {
        Windows(String name, Class<C> type) {
            super(name, type);
        }

        @Override
        public Windowing create(C settings, PluginContext context) {
            return new Windowing() {
                @Override
                public void add(Arrival sample, Panes panes) {}

                @Override
                public void tick(Panes panes) {}

                @Override
                public long nextDeadline() {
                    return Long.MAX_VALUE;
                }

                @Override
                public void end(Panes panes) {}

                @Override
                public boolean idle() {
                    return true;
                }
            };
        }
    }

    static final class Finder extends Base<FinderSettings> implements DetectorProvider<FinderSettings> {
        private final boolean inAll;

        Finder(String name, boolean inAll) {
            super(name, FinderSettings.class);
            this.inAll = inAll;
        }

        @Override
        public Detector create(FinderSettings settings, PluginContext context) {
            return window -> DetectorResult.notAssessable("stub");
        }

        @Override
        public String metricName() {
            return name() + "_rate";
        }

        @Override
        public boolean inAll() {
            return inAll;
        }

        @Override
        public double weight() {
            return 0.9;
        }
    }

    static final class Chat extends Base<ChatSettings> implements AlertHandlerProvider<ChatSettings> {
        Chat() {
            super("chat", ChatSettings.class);
        }

        @Override
        public AlertHandler create(ChatSettings settings, PluginContext context) {
            return alert -> {};
        }
    }

    static final class Console extends Base<Nothing> implements AlertHandlerProvider<Nothing> {
        Console() {
            super("console", Nothing.class);
        }

        @Override
        public AlertHandler create(Nothing settings, PluginContext context) {
            return alert -> {};
        }

        @Override
        public boolean leavesTheMachine() {
            return false;
        }
    }

    static final class Scrape extends Base<ScrapeSettings> implements MetricsExporterProvider<ScrapeSettings> {
        Scrape() {
            super("scrape", ScrapeSettings.class);
        }

        @Override
        public MetricsExporter create(ScrapeSettings settings, PluginContext context) {
            throw new AssertionError("not to be made");
        }
    }
}
