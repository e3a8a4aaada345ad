package io.pitwall.sink.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.sink.shard.ShardGauges.Shown;
import io.pitwall.sink.shard.ShardStatus;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShardBeansTest {

    private static final TopicPartition ROWS = new TopicPartition("rows", 3);

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ShardBeans beans = new ShardBeans("crash");
    private final List<Shown> shown = new ArrayList<>();

    @AfterEach
    void hideAll() {
        shown.forEach(Shown::close);
    }

    @Test
    void everyAttributeHasItsValue() throws JMException {
        show(() -> Statuses.HELD);

        assertThat(attributes("io.pitwall:type=window-sink,connector=crash,topic=rows,partition=3"))
                .isEqualTo(Map.ofEntries(
                        Map.entry("Phase", "held"),
                        Map.entry("PhaseReason", "commit aborted: TimeoutException"),
                        Map.entry("Running", 0L),
                        Map.entry("FailuresInARow", 2L),
                        Map.entry("Fences", 32L),
                        Map.entry("RowsIn", 45L),
                        Map.entry("Windowed", 1L),
                        Map.entry("Late", 2L),
                        Map.entry("Filtered", 3L),
                        Map.entry("Rejected", 39L),
                        Map.entry("RejectedNullKey", 4L),
                        Map.entry("RejectedUnreadableRow", 5L),
                        Map.entry("RejectedFutureTimestamp", 6L),
                        Map.entry("RejectedEvaluationError", 7L),
                        Map.entry("RejectedUnencodableValue", 8L),
                        Map.entry("RejectedTooMuchState", 9L),
                        Map.entry("RejectedByColumn", Map.of("x", 5L, "y", 2L)),
                        Map.entry("NullByColumn", Map.of("z", 30L)),
                        Map.entry("Emitted", 11L),
                        Map.entry("Alerts", 12L),
                        Map.entry("ExpiredKeys", 13L),
                        Map.entry("StreamTimeMs", 22_000L),
                        Map.entry("StreamTimeLagMs", 100L),
                        Map.entry("LastCommitSequence", 21L),
                        Map.entry("CommitsAborted", 31L),
                        Map.entry("CommitLatencyCount", 34L),
                        Map.entry("CommitLatencyTotalMs", 35L),
                        Map.entry("CommitLatencyMaxMs", 36L),
                        Map.entry("CommitLatencyP50Ms", 37L),
                        Map.entry("CommitLatencyP95Ms", 38L),
                        Map.entry("CommitLatencyP99Ms", 39L),
                        Map.entry("DirtyRows", 33L),
                        Map.entry("LiveKeys", 41L),
                        Map.entry("StateRows", 42L),
                        Map.entry("StateBytes", 43L),
                        Map.entry("HeapBytes", 44L),
                        Map.entry("HotKeys", 45L),
                        Map.entry("ColdKeys", 46L),
                        Map.entry("Evictions", 47L),
                        Map.entry("RestoredRows", 51L),
                        Map.entry("RestoredBytes", 52L),
                        Map.entry("RestoredFraction", 0.25),
                        Map.entry("RestoreLeftMs", 159L),
                        Map.entry("DamagedDirectories", 54L)));
    }

    @Test
    void everyAttributeSaysWhatItIs() throws JMException {
        show(() -> Statuses.HELD);

        MBeanAttributeInfo late = Arrays.stream(server.getMBeanInfo(name()).getAttributes())
                .filter(attribute -> attribute.getName().equals("Late"))
                .findFirst()
                .orElseThrow();
        assertThat(late.getDescription()).isEqualTo("Rows that met no open window");
        assertThat(late.getType()).isEqualTo("java.lang.Long");
        assertThat(late.getDescriptor().getFieldValue("units")).isEqualTo("rows");
        assertThat(late.getDescriptor().getFieldValue("metricType")).isEqualTo("counter");
        assertThat(late.isWritable()).isFalse();
    }

    @Test
    void whatIsNotKnownYetIsNull() throws JMException {
        show(() -> Statuses.NEW);

        assertThat(server.getAttribute(name(), "Phase")).isEqualTo("restoring");
        assertThat(server.getAttribute(name(), "RowsIn")).isNull();
        assertThat(server.getAttribute(name(), "StreamTimeMs")).isNull();
        assertThat(server.getAttribute(name(), "RejectedByColumn")).isNull();
    }

    @Test
    void whatIsReadIsTheLatestStatus() throws JMException {
        AtomicReference<ShardStatus> status = new AtomicReference<>(Statuses.NEW);
        show(status::get);

        status.set(Statuses.HELD);

        assertThat(server.getAttribute(name(), "RowsIn")).isEqualTo(45L);
    }

    @Test
    void whatIsReadTogetherFitsTogetherThoughCommitsComeInBetween() throws JMException {
        AtomicLong commits = new AtomicLong();
        show(() -> Statuses.after(commits.incrementAndGet()));

        Map<String, Object> read = attributes(name().getCanonicalName());

        long each = (long) read.getOrDefault("LastCommitSequence", 0L);
        assertThat(each).isPositive();
        assertThat(read)
                .containsEntry("RowsIn", 4 * each)
                .containsEntry("Windowed", each)
                .containsEntry("Late", each)
                .containsEntry("Filtered", each)
                .containsEntry("Rejected", each)
                .containsEntry("RejectedUnreadableRow", each);
    }

    @Test
    void anAttributeThatThereIsNotIsRefused() throws JMException {
        show(() -> Statuses.NEW);
        ObjectName name = name();

        assertThatThrownBy(() -> server.getAttribute(name, "Rows")).isInstanceOf(AttributeNotFoundException.class);
        assertThat(server.getAttributes(name, new String[] {"Rows", "Phase"})).hasSize(1);
    }

    @Test
    void aShardThatIsHiddenIsGone() throws JMException {
        show(() -> Statuses.NEW).close();

        assertThat(server.isRegistered(name())).isFalse();
    }

    @Test
    void namesThatJmxWouldMisreadAreQuoted() throws JMException {
        ObjectName name = ShardBeans.nameOf("a,b=\"c\"", new TopicPartition("rows.v1-x_y", 0));

        assertThat(name.getKeyProperty("connector")).isEqualTo("\"a,b=\\\"c\\\"\"");
        assertThat(name.getKeyProperty("topic")).isEqualTo("rows.v1-x_y");
    }

    private Shown show(Supplier<ShardStatus> status) {
        Shown begun = beans.show(ROWS, status);
        shown.add(begun);
        return begun;
    }

    private static ObjectName name() throws JMException {
        return ShardBeans.nameOf("crash", ROWS);
    }

    private Map<String, Object> attributes(String name) throws JMException {
        ObjectName bean = new ObjectName(name);
        String[] names = Arrays.stream(server.getMBeanInfo(bean).getAttributes())
                .map(MBeanAttributeInfo::getName)
                .toArray(String[]::new);
        Map<String, Object> values = new TreeMap<>();
        for (Attribute attribute : server.getAttributes(bean, names).asList()) {
            values.put(
                    attribute.getName(),
                    attribute.getValue() instanceof TabularData table ? mapOf(table) : attribute.getValue());
        }
        return values;
    }

    private static Map<Object, Object> mapOf(TabularData table) {
        Map<Object, Object> map = new TreeMap<>();
        for (Object row : table.values()) {
            CompositeData entry = (CompositeData) row;
            map.put(entry.get("key"), entry.get("value"));
        }
        return map;
    }
}
