package io.pitwall.sink.state;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What one transaction holds, in this order.
 *
 * @param outputs results, alerts and late rows
 * @param changes the state rows that changed since the last commit
 * @param marker where the shard stands after it
 */
public record Commit(List<ProducerRecord<byte[], byte[]>> outputs, List<StateChange> changes, Marker marker) {

    public Commit {
        outputs = List.copyOf(outputs);
        changes = List.copyOf(changes);
    }
}
