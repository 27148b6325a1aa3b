package io.cleandata.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each quickstart starts its broker, fills it and tells what it finds. */
@Timeout(180)
class QuickstartIT {

    @Test
    void kafka() throws Exception {
        holds(ExamplesTest.output(KafkaQuickstart::main));
    }

    @Test
    void pulsar() throws Exception {
        holds(ExamplesTest.output(PulsarQuickstart::main));
    }

    @Test
    void redis() throws Exception {
        holds(ExamplesTest.output(RedisQuickstart::main));
    }

    private static void holds(String output) {
        assertThat(output)
                .contains("window 19 ")
                .containsPattern("Quality alert: .*duplicates")
                .containsPattern("20000 messages, 20 windows, [0-9]+ issues, [1-9][0-9]* alerts");
    }
}
