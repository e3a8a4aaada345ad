package io.pitwall.sink.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

final class KafkaChangelogTest {

    private static final int MAX_BLOCK_MS = 200;
    private static final int RECORDS = 500;

    @Test
    void aBrokerThatDoesNotAnswerCostsACommitOneWaitAndNotOnePerRecord() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                KafkaChangelog changelog = changelogAt("127.0.0.1:" + silent.getLocalPort())) {
            changelog.open();
            ProducerRecord<byte[], byte[]> output = new ProducerRecord<>("features", new byte[] {1});
            Commit commit =
                    new Commit(Collections.nCopies(RECORDS, output), List.of(), Marker.initial(Uuid.ONE_UUID, 1));

            Changelog.Result result = assertTimeoutPreemptively(
                    Duration.ofMillis(RECORDS * MAX_BLOCK_MS / 4), () -> changelog.commit(commit));

            assertThat(result.outcome()).isInstanceOf(CommitOutcome.Lost.class);
        }
    }

    private static KafkaChangelog changelogAt(String bootstrapServers) {
        KafkaClients clients =
                new KafkaClients(Map.of("bootstrap.servers", bootstrapServers, "max.block.ms", MAX_BLOCK_MS));
        ShardId shard = new ShardId("crash", "rows", 0);
        return new KafkaChangelog(shard, clients, ProcessingGuarantee.AT_LEAST_ONCE, Uuid.ONE_UUID);
    }
}
