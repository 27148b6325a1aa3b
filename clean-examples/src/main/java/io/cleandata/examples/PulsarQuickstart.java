package io.cleandata.examples;

import io.cleandata.source.pulsar.PulsarSource;
import io.cleandata.testkit.brokers.EmbeddedPulsar;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;

/**
 * Produces a data set with faults into a Pulsar topic and watches it. Arguments: the service URL; without one, a broker is started for
 * the example.
 */
public final class PulsarQuickstart {

    private static final String TOPIC = "persistent://public/default/ml-data";

    private PulsarQuickstart() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            run(args[0]);
            return;
        }
        try (EmbeddedPulsar pulsar = EmbeddedPulsar.start()) {
            run(pulsar.serviceUrl());
        }
    }

    private static void run(String serviceUrl) throws Exception {
        try (PulsarClient client = PulsarClient.builder().serviceUrl(serviceUrl).build();
                Producer<byte[]> producer =
                        client.newProducer().topic(TOPIC).blockIfQueueFull(true).create()) {
            Quickstart.produce(producer::sendAsync);
            producer.flush();
        }
        Quickstart.watch(PulsarSource.builder()
                .serviceUrl(serviceUrl)
                .topic(TOPIC)
                .subscription("quality-check")
                .bounded(true) // to the end of what is there; leave it out to go on for ever
                .build());
    }
}
