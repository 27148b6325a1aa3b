package io.cleandata.cli.docs;

import io.cleandata.engine.PipelineConfig;
import io.cleandata.engine.RealtimePipeline;
import io.cleandata.model.Alert;
import io.cleandata.model.Sample;
import io.cleandata.model.Window;
import io.cleandata.settings.PipelineSpecReader;
import io.cleandata.spi.AlertHandler;
import io.cleandata.spi.PluginContext;
import io.cleandata.spi.Source;
import java.nio.file.Path;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;

/**
 * What pages may use without declaring it: a snippet of statements becomes the body of a method of a class that extends this one. What is
 * not here must be in the snippet itself.
 */
@SuppressWarnings({"unused", "NullAway"})
public abstract class Surroundings {
    protected RealtimePipeline pipeline;
    protected Source source;
    protected PipelineConfig config;
    protected PluginContext context;
    protected PipelineSpecReader reader;
    protected Window window;
    protected JsonMapper mapper;
    protected Path folder;
    protected String url;
    protected String token;
    protected String key;
    protected String secret;
    protected String password;
    protected AlertHandler slack;
    protected AlertHandler pagerDuty;

    /** Somebody's own message type, as protobuf makes them. */
    protected record MyEvent(double amount, String country, String outcome, Instant time) {
        public static MyEvent parseFrom(byte[] bytes) {
            throw new UnsupportedOperationException();
        }
    }

    protected void pageOnCallEngineer(Alert alert) {}

    protected void logToDatadog(Alert alert) {}

    protected Sample parse(byte[] bytes) {
        throw new UnsupportedOperationException();
    }
}
