package io.pitwall.sink;

import static io.pitwall.sink.TaskOnBroker.ROWS;
import static io.pitwall.sink.TaskOnBroker.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pitwall.local.LocalBroker;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The task with the real query, the real state and a real broker. */
class WindowSinkTaskIT {

    private static final String BEAN = "io.pitwall:type=window-sink,connector=crash,topic=rows,partition=0";
    private static final byte[] TEXT_FOR_NUMBER = "{\"t\":1100,\"x\":\"hush\"}".getBytes(UTF_8);
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
    void createInput() throws Exception {
        task = new TaskOnBroker(broker, stateDirectory);
    }

    @AfterEach
    void deleteTopics() throws Exception {
        task.end();
    }

    @Test
    void aWindowAnAlertAndALateRowComeOut() throws Exception {
        task.start(Map.of());

        task.put(0, row(1_000, 3), row(1_500, 200), row(2_100, 1), row(900, 1));

        await().untilAsserted(() -> {
            task.tick();
            assertThat(task.values("late")).hasSize(1);
        });
        task.awaitFeatures("{\"window_start\":1000,\"window_end\":2000,\"force\":203.0,\"n\":2}");
        await().untilAsserted(() -> assertThat(task.values("alerts"))
                .containsExactly(
                        "{\"window_start\":1000,\"window_end\":2000,\"force\":203.0,\"n\":2,\"alert_time\":1500}"));
        ConsumerRecord<byte[], byte[]> late = task.read("late").get(0);
        assertThat(new String(late.key(), UTF_8)).isEqualTo("phone");
        assertThat(header(late, "pitwall.late.by.ms")).isEqualTo("1100");
        assertThat(header(late, "pitwall.window.start.ms")).isEqualTo("0");
        assertThat(header(late, "pitwall.window.end.ms")).isEqualTo("1000");
        assertThat(header(late, "pitwall.stream.time.ms")).isEqualTo("2100");
        assertThat(header(late, "pitwall.source.topic")).isEqualTo("rows");
        assertThat(header(late, "pitwall.source.offset")).isEqualTo("3");
    }

    @Test
    void anOpenWindowIsUpdatedBeforeAndAfterARestartAndItsFinalRecordIsTheNewest() throws Exception {
        Map<String, String> updates =
                Map.of("emit", "updates", "emit.interval.ms", "1", "alert.when", "", "alert.topic", "");
        task.start(updates);
        task.put(0, row(1_000, 3));
        awaitUpdate(1);
        task.stop();
        task.start(updates);
        awaitUpdate(2);
        task.put(1, row(1_500, 4));
        awaitUpdate(3);

        task.put(2, row(2_100, 1));
        task.commit(3);

        await().untilAsserted(
                        () -> assertThat(task.values("features"))
                                .filteredOn(value -> value.startsWith("{\"window_start\":1000,"))
                                .containsExactly(
                                        "{\"window_start\":1000,\"window_end\":2000,\"force\":3.0,\"n\":1,\"final\":false,\"revision\":1}",
                                        "{\"window_start\":1000,\"window_end\":2000,\"force\":3.0,\"n\":1,\"final\":false,\"revision\":2}",
                                        "{\"window_start\":1000,\"window_end\":2000,\"force\":7.0,\"n\":2,\"final\":false,\"revision\":3}",
                                        "{\"window_start\":1000,\"window_end\":2000,\"force\":7.0,\"n\":2,\"final\":true,\"revision\":4}"));
        assertThat(task.read("features").get(0).timestamp()).isEqualTo(1_000);
    }

    private void awaitUpdate(int number) {
        await().untilAsserted(() -> {
            task.tick();
            assertThat(task.values("features")).hasSize(number);
        });
    }

    @Test
    void anAlertIsRaisedAndCleared() throws Exception {
        task.start(Map.of("alert.clear.when", "force < 100", "alert.cooldown.ms", "0"));

        task.put(0, row(1_000, 201), row(1_500, 7), row(2_100, 1));

        await().untilAsserted(() -> {
            task.tick();
            assertThat(task.values("alerts"))
                    .containsExactly(
                            "{\"window_start\":1000,\"window_end\":2000,\"force\":201.0,\"n\":1,\"alert_time\":1000,\"alert_state\":\"raised\"}",
                            "{\"window_start\":2000,\"window_end\":3000,\"force\":1.0,\"n\":1,\"alert_time\":2100,\"alert_state\":\"cleared\"}");
        });
    }

    @Test
    void windowsWithoutRowsShowAGap() throws Exception {
        task.start(Map.of("emit.empty", "2", "alert.when", "", "alert.topic", ""));

        task.put(0, row(1_000, 3), row(9_000, 1));
        task.commit(2);

        task.awaitFeatures(
                "{\"window_start\":1000,\"window_end\":2000,\"force\":3.0,\"n\":1}",
                "{\"window_start\":2000,\"window_end\":3000,\"force\":null,\"n\":0}",
                "{\"window_start\":3000,\"window_end\":4000,\"force\":null,\"n\":0}");
    }

    @Test
    void aLateRowNamesTheLastOfItsWindows() throws Exception {
        task.start(Map.of("window.type", "hopping", "window.advance.ms", "250"));

        task.put(0, row(5_000, 3), row(999, 1));
        task.commit(2);

        await().untilAsserted(() -> assertThat(task.read("late")).hasSize(1));
        ConsumerRecord<byte[], byte[]> late = task.read("late").get(0);
        assertThat(header(late, "pitwall.window.start.ms")).isEqualTo("750");
        assertThat(header(late, "pitwall.window.end.ms")).isEqualTo("1750");
        assertThat(header(late, "pitwall.late.by.ms")).isEqualTo("3250");
    }

    @Test
    void aTaskWithoutItsDirectoryGoesOnWithTheSameWindows() throws Exception {
        task.start(Map.of());
        task.put(0, row(1_000, 3), row(1_500, 4));
        task.commit(2);
        task.stop();
        // The stores close after the task has stopped, and write until then.
        await().ignoreExceptionsInstanceOf(IOException.class).until(this::deleteDirectory);
        task.start(Map.of());

        assertThat(task.context().rewinds).containsEntry(ROWS, 2L);
        task.put(2, row(2_100, 1));
        task.commit(3);

        task.awaitFeatures("{\"window_start\":1000,\"window_end\":2000,\"force\":7.0,\"n\":2}");
    }

    @Test
    void rowsThatAreNoneDoNotStopTheRestAndAreCountedByReason() throws Exception {
        task.start(Map.of("where", "x is null or x != 7"));

        task.put(
                0,
                row(1_000, 3),
                "not json".getBytes(UTF_8),
                "{\"t\":\"soon\",\"x\":1}".getBytes(UTF_8),
                TEXT_FOR_NUMBER,
                row(System.currentTimeMillis() + 400_000, 1),
                row(1_200, 7),
                row(2_100, 1),
                row(900, 1));
        task.putWithoutKey(8, row(1_000, 1));
        task.commit(9);

        task.awaitFeatures("{\"window_start\":1000,\"window_end\":2000,\"force\":3.0,\"n\":1}");
        assertThat(counters())
                .containsEntry("RowsIn", 9L)
                .containsEntry("Windowed", 2L)
                .containsEntry("Late", 1L)
                .containsEntry("Filtered", 1L)
                .containsEntry("Rejected", 5L)
                .containsEntry("RejectedUnreadableRow", 2L)
                .containsEntry("RejectedEvaluationError", 1L)
                .containsEntry("RejectedFutureTimestamp", 1L)
                .containsEntry("RejectedNullKey", 1L)
                .containsEntry("Emitted", 1L)
                .containsEntry("Alerts", 0L)
                .containsEntry("StreamTimeMs", 2_100L);
    }

    @Test
    void aKeyWhoseAlertIsNeverClearedIsForgottenInTheEndAndCounted() throws Exception {
        task.start(Map.of("alert.clear.when", "n < 0", "state.ttl.ms", "60000"));

        task.put(0, row(1_000, 201), row(61_999, 1));
        task.commit(2);
        assertThat(counters()).containsEntry("ExpiredKeys", 0L);
        task.put(2, row(200_000, 1));
        task.commit(3);

        assertThat(counters()).containsEntry("ExpiredKeys", 1L).containsEntry("Alerts", 1L);
    }

    @Test
    void aValueTakenForNullIsCountedByItsColumn() throws Exception {
        task.start(Map.of("on.error", "null"));

        task.put(0, row(1_000, 3), TEXT_FOR_NUMBER, row(2_100, 1));
        task.commit(3);

        task.awaitFeatures("{\"window_start\":1000,\"window_end\":2000,\"force\":3.0,\"n\":2}");
        assertThat(counters()).containsEntry("Windowed", 3L).containsEntry("Rejected", 0L);
        assertThat(counters().get("NullByColumn")).isInstanceOfSatisfying(TabularData.class, nulls -> assertThat(
                        nulls.get(new Object[] {"x"}).get("value"))
                .isEqualTo(1L));
    }

    @Test
    void aTaskThatStopsIsNotShown() throws Exception {
        task.start(Map.of());
        assertThat(counters()).isNotEmpty();

        task.stop();

        assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(new ObjectName(BEAN)))
                .isFalse();
    }

    @Test
    void aValueThatDoesNotFitEndsTheTaskWhereTheUserWantsThat() {
        task.start(Map.of("on.error", "fail"));
        task.put(0, row(1_000, 3));
        task.commit(1);

        assertThatThrownBy(() -> task.put(1, row(1_100, 3), TEXT_FOR_NUMBER))
                .isInstanceOf(ConnectException.class)
                .isNotInstanceOf(DataException.class)
                .hasMessageContaining("found text in column `x`")
                .hasMessageContaining("in rows-0@2, and on.error is fail")
                .hasMessageNotContaining("hush");
    }

    @Test
    void theWorkerIsAskedToLookInSoon() {
        task.start(Map.of());
        task.context().timeoutMs = -1;

        task.tick();

        assertThat(task.context().timeoutMs).isBetween(1L, 200L);
    }

    @Test
    void stoppingDuringARestoreTakesNoTime() {
        task.open(Map.of());

        long startedAt = System.nanoTime();
        task.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - startedAt)).isLessThan(Duration.ofSeconds(5));
    }

    private static Map<String, Object> counters() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName bean = new ObjectName(BEAN);
        Map<String, Object> counters = new TreeMap<>();
        String[] names = Stream.of(server.getMBeanInfo(bean).getAttributes())
                .map(attribute -> attribute.getName())
                .toArray(String[]::new);
        for (Attribute attribute : server.getAttributes(bean, names).asList()) {
            counters.put(attribute.getName(), attribute.getValue());
        }
        return counters;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    /** True once all of it is gone. */
    private boolean deleteDirectory() throws IOException {
        Path directory = stateDirectory.resolve("crash");
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        return Files.notExists(directory);
    }
}
