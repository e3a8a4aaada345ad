package io.pitwall.pack.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.pitwall.pack.recording.AlertOracle.Alert;
import io.pitwall.pack.recording.HoppingOracle.Total;
import io.pitwall.pack.recording.HoppingOracle.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Judges the windows of a pipeline by the oracle's. */
final class Features {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private Features() {}

    /** Compares all alerts there are, once the sink has ended. */
    static void expectAlertsExactly(List<Alert> expected, Pipeline pipeline) {
        List<Feature> found = Feature.of(pipeline.alerts().committed());
        assertThat(found)
                .extracting(Feature::window, Feature::alertTimeMs)
                .containsExactlyInAnyOrderElementsOf(expected.stream()
                        .map(alert -> tuple(alert.window(), alert.timeMs()))
                        .toList());
        for (Alert alert : expected) {
            assertThat(found)
                    .filteredOn(feature -> feature.window().equals(alert.window()))
                    .allMatch(feature -> feature.agreesWith(alert.total()));
        }
    }

    /** Waits until as many windows as expected are committed, ends the sink, and compares all there are. */
    static void expectExactly(Map<Window, Total> expected, Pipeline pipeline) {
        await().atMost(TIMEOUT)
                .pollDelay(Duration.ZERO)
                .until(() -> pipeline.features().committed().size() >= expected.size());
        pipeline.stopSink();
        expectExactly(expected, Feature.of(pipeline.features().committed()));
    }

    /** Waits until each window is committed with all its rows, some of them perhaps twice, and nothing but those windows. */
    static void expectAtLeast(Map<Window, Total> expected, Pipeline pipeline) {
        await().atMost(TIMEOUT).pollDelay(Duration.ZERO).untilAsserted(() -> assertThat(lacking(expected, pipeline))
                .isEmpty());
        assertThat(Feature.of(pipeline.features().committed()))
                .extracting(Feature::window)
                .allMatch(expected::containsKey);
    }

    private static Set<Window> lacking(Map<Window, Total> expected, Pipeline pipeline) {
        Set<Window> lacking = new TreeSet<>(expected.keySet());
        for (Feature feature : Feature.of(pipeline.features().committed())) {
            Total total = expected.get(feature.window());
            if (total != null && feature.samples() >= total.count()) {
                lacking.remove(feature.window());
            }
        }
        return lacking;
    }

    static void expectExactly(Map<Window, Total> expected, List<Feature> found) {
        assertThat(repeated(found)).isEmpty();
        assertThat(found).extracting(Feature::window).containsExactlyInAnyOrderElementsOf(expected.keySet());
        assertThat(found).allMatch(feature -> {
            Total total = expected.get(feature.window());
            return total != null && feature.agreesWith(total);
        });
    }

    /** The windows put out more than once, with where each lies. */
    private static Map<Window, List<String>> repeated(List<Feature> features) {
        Map<Window, List<String>> coordinates = new TreeMap<>();
        for (Feature feature : features) {
            coordinates
                    .computeIfAbsent(feature.window(), unseen -> new ArrayList<>())
                    .add(feature.coordinates());
        }
        coordinates.values().removeIf(places -> places.size() == 1);
        return coordinates;
    }
}
