package io.pitwall.sink.state;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** An input topic for tests that hand rows to a task themselves: a shard refuses a place behind the end of its input. */
public final class InputTopic {

    private InputTopic() {}

    /** Gives partition 0 of a topic offsets; what the records say does not matter. */
    public static void fill(KafkaClients clients, String topic, int records) {
        try (Producer<byte[], byte[]> producer = clients.plainProducer("input", 1)) {
            for (int record = 0; record < records; record++) {
                var unused = producer.send(new ProducerRecord<>(topic, 0, null, new byte[] {1}));
            }
            producer.flush();
        }
    }
}
