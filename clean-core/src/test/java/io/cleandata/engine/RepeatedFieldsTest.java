package io.cleandata.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class RepeatedFieldsTest extends MemoryPipelineTest {

    @Test
    void areCountedByAMeter() throws Exception {
        var meters = new SimpleMeterRegistry();
        RealtimePipeline pipeline = start(builder().override(new AbstractModule() {
            @Override
            protected void configure() {
                bind(MeterRegistry.class).toInstance(meters);
            }
        }));
        source.send("{\"features\": {\"a\": 1, \"a\": 2, \"a\": 3}}");
        source.send("{\"features\": {\"a\": 1}, \"metadata\": {\"m\": 1, \"m\": 2}}");
        source.end();
        pipeline.awaitClosed();

        assertThat(meters.get("clean.fields.repeated").functionCounter().count())
                .isEqualTo(3);
    }
}
