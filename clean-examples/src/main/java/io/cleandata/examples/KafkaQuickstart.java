package io.cleandata.examples;

import io.cleandata.source.kafka.KafkaSource;
import io.cleandata.testkit.brokers.EmbeddedKafka;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Produces a data set with faults into a Kafka topic and watches it. Arguments: the brokers' address; without one, a broker is started
 * for the example.
 */
public final class KafkaQuickstart {

    private static final String TOPIC = "ml-training-data";

    private KafkaQuickstart() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            run(args[0]);
            return;
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            run(kafka.bootstrapServers());
        }
    }

    private static void run(String servers) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new ByteArraySerializer(), new ByteArraySerializer())) {
            Quickstart.produce(message -> producer.send(new ProducerRecord<>(TOPIC, message)));
        }
        Quickstart.watch(KafkaSource.builder()
                .bootstrapServers(servers)
                .topic(TOPIC)
                .groupId("quality-monitor")
                .bounded(true) // to the end of what is there; leave it out to go on for ever
                .build());
    }
}
