package io.pitwall.sink.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.shard.RejectedRowException.Reason;
import io.pitwall.sink.shard.ShardGauges.Shown;
import io.pitwall.sink.shard.ShardMemory;
import io.pitwall.sink.shard.ShardStatus;
import io.pitwall.sink.state.Counters;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.Attribute;
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
    private static final ShardStatus FIRST = new ShardStatus(
            21,
            OptionalLong.of(22),
            new Counters(1, 2, 3, Map.of(1, 4L, 2, 5L, 3, 6L, 4, 7L, 5, 8L, 6, 9L), 11, 12, 13, 14),
            Map.of("x", 5L, "y", 2L),
            Map.of("z", 30L),
            new ShardMemory(31, 32, 33, 34));
    private static final ShardStatus EMPTY =
            new ShardStatus(0, OptionalLong.empty(), Counters.ZERO, Map.of(), Map.of(), new ShardMemory(0, 0, 0, 0));

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ShardBeans beans = new ShardBeans("crash");
    private final List<Shown> shown = new ArrayList<>();

    @AfterEach
    void hideAll() {
        shown.forEach(Shown::close);
    }

    @Test
    void everyAttributeHasItsValue() throws JMException {
        show(FIRST);

        assertThat(attributes("io.pitwall:type=window-sink,connector=crash,topic=rows,partition=3"))
                .isEqualTo(Map.ofEntries(
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
                        Map.entry("StreamTimeMs", 22L),
                        Map.entry("LastCommitSequence", 21L)));
    }

    @Test
    void everyReasonHasAnAttribute() throws JMException {
        show(EMPTY);

        List<String> expected = Arrays.stream(Reason.values())
                .map(reason -> "Rejected" + camelCase(reason.name()))
                .toList();
        assertThat(server.getMBeanInfo(name()).getAttributes())
                .extracting(MBeanAttributeInfo::getName)
                .containsAll(expected);
    }

    @Test
    void thereIsNoStreamTimeBeforeTheFirstRow() throws JMException {
        show(EMPTY);

        assertThat(server.getAttribute(name(), "StreamTimeMs")).isNull();
    }

    @Test
    void whatIsReadIsTheLatestStatus() throws JMException {
        AtomicReference<ShardStatus> status = new AtomicReference<>(EMPTY);
        shown.add(beans.show(ROWS, status::get));

        status.set(FIRST);

        assertThat(server.getAttribute(name(), "RowsIn")).isEqualTo(45L);
    }

    @Test
    void whatIsReadTogetherFitsTogetherThoughCommitsComeInBetween() throws JMException {
        AtomicLong commits = new AtomicLong();
        shown.add(beans.show(ROWS, () -> {
            long rows = commits.incrementAndGet();
            Counters counters = new Counters(rows, rows, rows, Map.of(2, rows), 0, 0, 0, 0);
            return new ShardStatus(
                    rows, OptionalLong.empty(), counters, Map.of(), Map.of(), new ShardMemory(0, 0, 0, 0));
        }));

        Map<String, Object> read = attributes(name().getCanonicalName());

        long each = (long) read.getOrDefault("LastCommitSequence", 0L);
        assertThat(read)
                .containsEntry("RowsIn", 4 * each)
                .containsEntry("Windowed", each)
                .containsEntry("Late", each)
                .containsEntry("Filtered", each)
                .containsEntry("Rejected", each)
                .containsEntry("RejectedUnreadableRow", each);
    }

    @Test
    void aShardThatIsHiddenIsGone() throws JMException {
        show(FIRST).close();

        assertThat(server.isRegistered(name())).isFalse();
    }

    @Test
    void aSuccessorTakesThePlaceAndKeepsItWhenThePredecessorEnds() throws JMException {
        Shown predecessor = show(FIRST);
        Shown successor = new ShardBeans("crash").show(ROWS, () -> EMPTY);
        shown.add(successor);
        assertThat(server.getAttribute(name(), "RowsIn")).isEqualTo(0L);

        predecessor.close();
        assertThat(server.getAttribute(name(), "RowsIn")).isEqualTo(0L);

        successor.close();
        assertThat(server.isRegistered(name())).isFalse();
    }

    @Test
    void hidingTwiceIsHidingOnce() throws JMException {
        Shown first = show(FIRST);
        first.close();
        show(EMPTY);

        first.close();

        assertThat(server.isRegistered(name())).isTrue();
    }

    @Test
    void namesThatJmxWouldMisreadAreQuoted() throws JMException {
        ObjectName name = ShardBeans.nameOf("a,b=\"c\"", new TopicPartition("rows.v1-x_y", 0));

        assertThat(name.getKeyProperty("connector")).isEqualTo("\"a,b=\\\"c\\\"\"");
        assertThat(name.getKeyProperty("topic")).isEqualTo("rows.v1-x_y");
    }

    private Shown show(ShardStatus status) {
        Shown begun = beans.show(ROWS, () -> status);
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

    private static String camelCase(String constant) {
        StringBuilder camel = new StringBuilder();
        for (String word : constant.split("_", -1)) {
            camel.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return camel.toString();
    }
}
