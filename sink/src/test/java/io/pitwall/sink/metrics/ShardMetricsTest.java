package io.pitwall.sink.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.shard.RejectedRowException.Reason;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShardMetricsTest {

    @Test
    void noNameIsGivenTwice() {
        assertThat(ShardMetrics.all()).extracting(Metric::name).doesNotHaveDuplicates();
        assertThat(ShardMetrics.all()).extracting(Metric::attribute).doesNotHaveDuplicates();
    }

    @Test
    void attributesAreNamedAsJmxNamesThem() {
        assertThat(ShardMetrics.all())
                .extracting(Metric::attribute)
                .contains("RowsIn", "StreamTimeMs", "CommitLatencyP99Ms")
                .allMatch(attribute -> attribute.matches("([A-Z][a-z0-9]*)+"));
    }

    @Test
    void timesAndSizesEndWithTheirUnit() {
        assertThat(ShardMetrics.all())
                .filteredOn(metric -> metric.unit().endsWith("ms"))
                .hasSizeGreaterThan(5)
                .allMatch(metric -> metric.name().endsWith("-ms"));
        assertThat(ShardMetrics.all())
                .filteredOn(metric -> metric.unit().equals("bytes"))
                .isNotEmpty()
                .allMatch(metric -> metric.name().endsWith("-bytes"));
    }

    @Test
    void everyReasonToRejectARowIsMeasured() {
        assertThat(ShardMetrics.all())
                .extracting(Metric::name)
                .containsAll(Arrays.stream(Reason.values())
                        .map(reason -> "rejected-"
                                + reason.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList());
    }

    @Test
    void everyValueIsOfItsType() {
        assertThat(ShardMetrics.all()).isNotEmpty().allSatisfy(metric -> assertThat(metric.in(Statuses.HELD))
                .map(Object::getClass)
                .hasValueSatisfying(type -> assertThat(classOf(metric)).isAssignableFrom(type)));
    }

    private static Class<?> classOf(Metric metric) {
        return switch (metric.type()) {
            case LONG -> Long.class;
            case DOUBLE -> Double.class;
            case STRING -> String.class;
            case TABLE -> Map.class;
        };
    }

    @Test
    void whatIsCountedOverTheShardsLifeIsUnknownBeforeItsFirstRestoreSoThatNoRateJumps() {
        assertThat(value("rows-in")).isEmpty();
        assertThat(value("emitted")).isEmpty();
        assertThat(value("stream-time-lag-ms")).isEmpty();
        assertThat(value("phase")).isEqualTo(Optional.of("restoring"));
        assertThat(value("running")).isEqualTo(Optional.of(0L));
    }

    private static Optional<? extends Object> value(String name) {
        return ShardMetrics.all().stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst()
                .orElseThrow()
                .in(Statuses.NEW);
    }
}
