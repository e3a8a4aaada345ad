package io.pitwall.sink;

import static io.pitwall.sink.TaskOnBroker.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pitwall.local.LocalBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** What is left of keys in changelog and RocksDB once their windows are closed and their time to live has passed. */
class StateLifetimeIT {

    private static final String CHANGELOG = "pitwall-crash-rows-changelog";
    private static final long TWO_HOURS_MS = 7_200_000;

    private static LocalBroker broker;

    @TempDir
    Path stateDirectory;

    private TaskOnBroker task;

    @BeforeAll
    static void startBroker() {
        broker = LocalBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void startTask() throws Exception {
        task = new TaskOnBroker(broker, stateDirectory);
        task.start(Map.of(
                "idle.timeout.ms", "50",
                "alert.clear.when", "force < 0",
                "alert.cooldown.ms", "1000",
                "state.ttl.ms", "3600000"));
    }

    @AfterEach
    void deleteTopics() throws Exception {
        task.end();
    }

    @Test
    void nothingIsLeftOfAKeyButWhileItsAlertIsRaisedAndItsTimeToLiveRuns() throws Exception {
        task.putFor("phone", 0, row(1_000, 300));
        awaitStateRows(Set.of("02" + "phone"));

        task.putFor("other", 1, row(1_000 + TWO_HOURS_MS, 1));
        awaitStateRows(Set.of());

        assertThat(task.values("features")).hasSize(2);
        assertThat(task.values("alerts")).hasSize(1);
        task.stop();
        assertThat(rowsInRocksDb()).isEmpty();
    }

    private void awaitStateRows(Set<String> expected) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            task.tick();
            assertThat(stateRows()).isEqualTo(expected);
        });
    }

    /** What compaction would leave of the changelog, without what is about the shard and not about a key. */
    private Set<String> stateRows() {
        Map<String, byte @Nullable []> latest = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : task.read(CHANGELOG)) {
            latest.put(name(record.key()), record.value());
        }
        Set<String> rows = new TreeSet<>();
        latest.forEach((row, value) -> {
            if (value != null && !row.startsWith("00")) {
                rows.add(row);
            }
        });
        return rows;
    }

    private Set<String> rowsInRocksDb() throws RocksDBException {
        Set<String> rows = new TreeSet<>();
        Path directory = stateDirectory.resolve("crash").resolve("rows-0");
        try (RocksDB rocks = RocksDB.openReadOnly(directory.toString());
                RocksIterator iterator = rocks.newIterator()) {
            for (iterator.seek(new byte[] {1}); iterator.isValid(); iterator.next()) {
                rows.add(name(iterator.key()));
            }
            iterator.status();
        }
        return rows;
    }

    /** The kind of a row in hexadecimal digits, and the text of its group key. */
    private static String name(byte[] rowKey) {
        int prefix = rowKey[0] == 2 ? 1 : Math.min(2, rowKey.length);
        String kind = HexFormat.of().formatHex(rowKey, 0, prefix);
        return kind + new String(rowKey, prefix, Math.max(0, rowKey.length - prefix - 1), UTF_8);
    }
}
