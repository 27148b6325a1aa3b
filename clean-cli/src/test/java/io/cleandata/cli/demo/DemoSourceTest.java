package io.cleandata.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DemoSourceTest {
    @Test
    void tellsWhenEachFaultBeginsAndEnds() throws InterruptedException {
        var script = new DemoScript();
        var faults = new ArrayList<DemoSource.Fault>();
        var messages = all(new DemoSource(script.stream(), () -> 0, Double.POSITIVE_INFINITY, faults::add));

        assertThat(faults)
                .extracting(DemoSource.Fault::name)
                .hasSize(10)
                .containsSubsequence(
                        script.scenes().stream().map(DemoScript.Scene::name).toList());
        assertThat(faults).extracting(DemoSource.Fault::began).startsWith(true, false, true, false);
        assertThat(faults).extracting(DemoSource.Fault::message).isSorted();
        assertThat(messages.size()).isGreaterThan(53_940);
        assertThat(messages.get(messages.size() - 1).positionFirst()).isEqualTo(messages.size());
    }

    @Test
    void sendsWhatIsDueByItsPace() throws InterruptedException {
        var now = new AtomicLong();
        var source = new DemoSource(new DemoScript().stream(), now::get, 1000, fault -> {});

        assertThat(source.poll(Duration.ZERO).messages()).isEmpty();
        now.set(Duration.ofMillis(100).toNanos());
        assertThat(source.poll(Duration.ZERO).messages()).hasSize(100);
        assertThat(source.poll(Duration.ZERO).messages()).isEmpty();
    }

    @Test
    void doesNotCatchUpAfterAPause() throws InterruptedException {
        var now = new AtomicLong();
        var source = new DemoSource(new DemoScript().stream(), now::get, 1000, fault -> {});
        source.poll(Duration.ZERO);
        source.pause();
        now.set(Duration.ofSeconds(60).toNanos());
        assertThat(source.poll(Duration.ZERO).messages()).isEmpty();
        source.resume();

        assertThat(source.poll(Duration.ZERO).messages()).hasSize(500);
        assertThat(source.poll(Duration.ZERO).messages()).isEmpty();
    }

    private static List<Message> all(DemoSource source) throws InterruptedException {
        var messages = new ArrayList<Message>();
        while (true) {
            var batch = source.poll(Duration.ZERO);
            messages.addAll(batch.messages());
            if (batch.ended()) {
                return messages;
            }
        }
    }
}
