package io.cleandata.source.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cleandata.engine.RealtimePipeline;
import io.cleandata.spi.CleanException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedisSourceSettingsTest {

    @Test
    void readsAsPeopleKnowItFromPython() {
        RedisSourceSettings settings = RedisSource.builder().host("localhost").port(6379).stream("ml:data:stream")
                .consumerGroup("quality-monitors")
                .build()
                .settings();
        assertThat(settings.allStreams()).containsExactly("ml:data:stream");
        assertThat(settings.count()).isEqualTo(1000);
    }

    @Test
    void theBuilderHasAMethodForEveryOption() {
        List<String> methods = Arrays.stream(RedisSourceBuilder.class.getMethods())
                .map(java.lang.reflect.Method::getName)
                .toList();
        assertThat(RedisSourceSettings.class.getRecordComponents())
                .extracting(RecordComponent::getName)
                .allMatch(methods::contains);
    }

    @Test
    void refusesWhatContradictsItself() {
        assertThatThrownBy(() -> RedisSource.builder()
                        .host("h")
                        .url("http://h")
                        .user("u")
                        .consumerGroup("g")
                        .build())
                .hasMessageContaining("give either stream or streams")
                .hasMessageContaining("give either url or host")
                .hasMessageContaining("redis://host:port")
                .hasMessageContaining("user is given without password");
    }

    @Test
    void refusesToClaimSoonerThanWindowsMayBeOpen() {
        RealtimePipeline pipeline = RealtimePipeline.builder()
                .source(RedisSource.builder().stream("s").consumerGroup("g").build())
                .setting("window", Map.of("type", "time", "duration", "1m"))
                .setting("detectors", List.of())
                .build();
        assertThatThrownBy(pipeline::start)
                .isInstanceOf(CleanException.class)
                .hasMessageContaining("source.claim-idle 60s is shorter than the 600s");
    }

    @Test
    void knowsJsonNumbers() {
        assertThat(List.of("0", "-1", "1.5", "2e10", "0.1E-3")).allMatch(FeatureJson::isNumber);
        assertThat(List.of("", "-", "01", "1.", ".5", "1e", "0x1", "NaN", "1 ", "+1"))
                .noneMatch(FeatureJson::isNumber);
    }

    @Test
    void writesAndReadsIdsAsRedisDoes() {
        byte[] id = EntryId.bytes(1_700_000_000_123L, 42);
        assertThat(new String(id, java.nio.charset.StandardCharsets.US_ASCII)).isEqualTo("1700000000123-42");
        assertThat(EntryId.milliseconds(id)).isEqualTo(1_700_000_000_123L);
        assertThat(EntryId.sequence(id)).isEqualTo(42);
        assertThat(EntryId.bytes(0, 0)).containsExactly('0', '-', '0');
    }
}
