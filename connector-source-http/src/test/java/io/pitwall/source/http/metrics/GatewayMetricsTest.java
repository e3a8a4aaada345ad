package io.pitwall.source.http.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.source.http.acknowledge.Answer.Committed;
import io.pitwall.source.http.acknowledge.Answer.Kind;
import io.pitwall.source.http.acknowledge.Answer.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class GatewayMetricsTest {

    private static final long MS = 1_000_000;

    private final GatewayMetrics metrics = new GatewayMetrics(new GatewayMetrics.Gauges(() -> 2L, () -> 3L, () -> 4L));

    private static Optional<? extends Object> value(String name, GatewayMetrics of) {
        return GatewayMetrics.all().stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst()
                .orElseThrow()
                .in(of);
    }

    private static Optional<? extends Object> value(String name, RequestMetrics of) {
        return RequestMetrics.all().stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst()
                .orElseThrow()
                .in(of);
    }

    private Map<?, ?> table(String name) {
        return (Map<?, ?>) value(name, metrics).orElseThrow();
    }

    @Test
    void noNameIsGivenTwice() {
        assertThat(GatewayMetrics.all()).extracting(Metric::name).doesNotHaveDuplicates();
        assertThat(GatewayMetrics.all())
                .extracting(Metric::attribute)
                .doesNotHaveDuplicates()
                .contains("AcknowledgedRows", "AcknowledgementP99Ms")
                .allMatch(attribute -> attribute.matches("([A-Z][a-z0-9]*)+"));
    }

    @Test
    void timesAndSizesEndWithTheirUnit() {
        assertThat(GatewayMetrics.all())
                .filteredOn(metric -> List.of("ms", "bytes", "rows").contains(metric.unit()))
                .hasSizeGreaterThan(5)
                .allMatch(metric -> metric.name().endsWith("-" + metric.unit()));
    }

    @Test
    void everyValueIsOfItsType() {
        metrics.requests().acknowledged(1, 1, MS);

        assertThat(GatewayMetrics.all()).isNotEmpty().allSatisfy(metric -> assertThat(metric.in(metrics))
                .hasValueSatisfying(value -> assertThat(value)
                        .isInstanceOf(
                                switch (metric.type()) {
                                    case LONG -> Long.class;
                                    case DOUBLE -> Double.class;
                                    case TABLE -> Map.class;
                                })));
    }

    @ParameterizedTest
    @EnumSource
    void aProblemIsCountedOnceByItsStatusAndOnceByItsReason(Kind kind) {
        metrics.answered(new Problem(kind, "Why."));

        assertThat(value("answered-requests", metrics)).isEqualTo(Optional.of(1L));
        assertThat(value("rejected-requests", metrics)).isEqualTo(Optional.of(1L));
        assertThat(nonZero("answered-by-status")).isEqualTo(Map.of("" + kind.status(), 1L));
        assertThat(nonZero("rejected-by-reason")).hasSize(1).containsValue(1L);
    }

    private Map<Object, Object> nonZero(String table) {
        Map<Object, Object> counts = new java.util.TreeMap<>(table(table));
        counts.values().removeIf(count -> count.equals(0L));
        return counts;
    }

    @Test
    void twoReasonsOfOneStatusAreCountedTogetherByStatusAlone() {
        metrics.answered(new Problem(Kind.TOO_LARGE, "Why."));
        metrics.rejected(Kind.TOO_LARGE);
        metrics.rejected(Kind.METHOD_NOT_ALLOWED);

        assertThat(nonZero("answered-by-status")).isEqualTo(Map.of("413", 2L, "405", 1L));
        assertThat(nonZero("rejected-by-reason")).isEqualTo(Map.of("too-large", 2L, "method-not-allowed", 1L));
    }

    @Test
    void a200IsNoRejection() {
        metrics.answered(new Committed(7));

        assertThat(nonZero("answered-by-status")).isEqualTo(Map.of("200", 1L));
        assertThat(value("answered-requests", metrics)).isEqualTo(Optional.of(1L));
        assertThat(value("rejected-requests", metrics)).isEqualTo(Optional.of(0L));
    }

    @Test
    void everyStatusAndReasonIsThereBeforeItIsNeededSoThatRatesBeginAt0() {
        assertThat(table("answered-by-status"))
                .hasSize(1
                        + (int) Arrays.stream(Kind.values())
                                .mapToInt(Kind::status)
                                .distinct()
                                .count());
        assertThat(table("rejected-by-reason")).hasSize(Kind.values().length);
    }

    @Test
    void whatATaskCountsIsCountedForItsConnectorAsWell() {
        RequestMetrics one = new RequestMetrics(() -> 0);
        RequestMetrics other = new RequestMetrics(() -> 0);
        one.countAlsoIn(metrics.requests());
        other.countAlsoIn(metrics.requests());

        one.acknowledged(2, 100, 3 * MS);
        one.duplicate(2);
        other.acknowledged(5, 1_000, 40 * MS);

        assertThat(value("acknowledged-rows", one)).isEqualTo(Optional.of(2L));
        assertThat(value("acknowledged-bytes", other)).isEqualTo(Optional.of(1_000L));
        assertThat(value("duplicate-rows", other)).isEqualTo(Optional.of(0L));
        assertThat(value("acknowledged-requests", metrics)).isEqualTo(Optional.of(2L));
        assertThat(value("acknowledged-rows", metrics)).isEqualTo(Optional.of(7L));
        assertThat(value("acknowledged-bytes", metrics)).isEqualTo(Optional.of(1_100L));
        assertThat(value("duplicate-requests", metrics)).isEqualTo(Optional.of(1L));
        assertThat(value("duplicate-rows", metrics)).isEqualTo(Optional.of(2L));
        assertThat(value("acknowledgement-total-ms", metrics)).isEqualTo(Optional.of(43L));
        assertThat(table("acknowledged-within-ms"))
                .isEqualTo(new java.util.LinkedHashMap<>(Map.ofEntries(
                        Map.entry("1", 0L),
                        Map.entry("2", 0L),
                        Map.entry("5", 1L),
                        Map.entry("10", 1L),
                        Map.entry("20", 1L),
                        Map.entry("50", 2L),
                        Map.entry("100", 2L),
                        Map.entry("200", 2L),
                        Map.entry("500", 2L),
                        Map.entry("1000", 2L),
                        Map.entry("2000", 2L),
                        Map.entry("5000", 2L),
                        Map.entry("10000", 2L),
                        Map.entry("30000", 2L),
                        Map.entry("+Inf", 2L))));
    }

    @Test
    void whatGoesUpAndDownIsAsked() {
        assertThat(value("tasks", metrics)).isEqualTo(Optional.of(2L));
        assertThat(value("inflight-requests", metrics)).isEqualTo(Optional.of(3L));
        assertThat(value("inflight-bytes", metrics)).isEqualTo(Optional.of(4L));
    }
}
