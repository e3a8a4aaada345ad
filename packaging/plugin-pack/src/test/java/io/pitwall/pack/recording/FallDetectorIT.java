package io.pitwall.pack.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pitwall.pack.recording.Confusion.Count;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.assertj.core.util.DoubleComparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** The shipped fall detector on every recorded activity: two window sinks in a row are as exact as one. */
@ExtendWith(RealWorker.Resolver.class)
@EnabledIf(value = "io.pitwall.pack.recording.RecordedData#isPresent", disabledReason = RecordedData.ABSENT)
final class FallDetectorIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final int PARTITIONS = 4;
    private static final double TOLERANCE = 1e-9;
    private static final Path DOCUMENT =
            Path.of(System.getProperty("pitwall.root", ".")).resolve("docs/fall-detector.md");
    private static final Pattern ACTIVITY = Pattern.compile("\\| ([DF]\\d\\d) \\|[^|]*\\| (\\d) of (\\d) \\|");

    /** The recording and the alert of the document's example. */
    private static final Pattern ALERT = Pattern.compile("`(F\\d\\d_\\w+)`[^{]*(\\{.*})");

    private final List<Replay> replays = Replay.oneAfterAnother(RecordedData.files("sisfall", ".txt.gz"));

    @Test
    void fallsRaiseOneAlertAndDailyLifeNoneButForTheDocumentedExceptions(RealWorker real) throws IOException {
        try (FallDetector detector = real.fallDetector("falls", PARTITIONS)) {
            detector.start();
            detector.motion().play(replays);
            detector.motion().closeWindows(endMs());

            expectWhatTheOracleSays(detector);
            Confusion confusion = confusion(detector);
            System.out.println(confusion);
            assertThat(confusion.balancedAccuracy()).isGreaterThanOrEqualTo(0.95);
            expectWhatTheDocumentSays(confusion, detector.falls());
        }
    }

    @Test
    void aWorkerKilledInMidStreamChangesNoFeatureAndNoAlert(RealWorker real) {
        int half = replays.size() / 2;
        try (FallDetector detector = real.fallDetector("killed-falls", PARTITIONS)) {
            detector.start();
            detector.motion().play(replays.subList(0, half));
            await().atMost(TIMEOUT).until(() -> !detector.impacts().isEmpty());
            real.worker().kill();
            detector.motion().play(replays.subList(half, replays.size()));
            detector.motion().closeWindows(endMs());
            real.worker().start().awaitReady();

            expectWhatTheOracleSays(detector);
        }
    }

    private long endMs() {
        return replays.get(replays.size() - 1).endMsExclusive();
    }

    /** Waits for as many records as the oracle says, ends the detector, and compares all there are, recording by recording. */
    private void expectWhatTheOracleSays(FallDetector detector) {
        Map<String, List<FallFeature>> features = new TreeMap<>();
        Map<String, List<Impact>> impacts = new TreeMap<>();
        Map<String, List<Impact>> falls = new TreeMap<>();
        for (Replay replay : replays) {
            List<FallFeature> expected = FallOracle.features(replay);
            features.put(replay.key(), expected);
            impacts.put(replay.key(), FallOracle.impacts(expected));
            falls.put(replay.key(), FallOracle.alerts(FallOracle.impacts(expected)));
        }
        await().atMost(TIMEOUT).until(() -> detector.features().size() >= size(features));
        await().atMost(TIMEOUT).until(() -> detector.impacts().size() >= size(impacts));
        detector.stop();

        assertThat(detector.lateRows()).isEmpty();
        assertThat(detector.lateFeatures()).isEmpty();
        expectExactly(features, detector.features(), FallFeature::of);
        expectExactly(impacts, detector.impacts(), Impact::of);
        expectExactly(falls, detector.falls(), Impact::of);
        assertThat(detector.falls()).allSatisfy(record -> assertThat(record.timestamp())
                .isEqualTo(FallDetector.columns(record).required("alert_time").asLong()));
    }

    private static int size(Map<String, ? extends List<?>> byRecording) {
        return byRecording.values().stream().mapToInt(List::size).sum();
    }

    private static <T> void expectExactly(
            Map<String, List<T>> expected,
            List<ConsumerRecord<String, String>> found,
            Function<ConsumerRecord<String, String>, T> read) {
        Map<String, List<T>> byRecording = new TreeMap<>();
        expected.keySet().forEach(recording -> byRecording.put(recording, new ArrayList<>()));
        found.forEach(record -> byRecording
                .computeIfAbsent(record.key(), unexpected -> new ArrayList<>())
                .add(read.apply(record)));

        assertThat(byRecording.keySet()).isEqualTo(expected.keySet());
        byRecording.forEach((recording, values) -> assertThat(values)
                .as(recording)
                .usingRecursiveFieldByFieldElementComparator(RecursiveComparisonConfiguration.builder()
                        .withComparatorForType(new DoubleComparator(TOLERANCE), Double.class)
                        .build())
                .containsExactlyElementsOf(expected.getOrDefault(recording, List.of())));
    }

    private Confusion confusion(FallDetector detector) {
        return new Confusion(
                replays.stream().map(Replay::key).toList(),
                detector.falls().stream().map(ConsumerRecord::key).toList());
    }

    private static void expectWhatTheDocumentSays(Confusion confusion, List<ConsumerRecord<String, String>> falls)
            throws IOException {
        String document = Files.readString(DOCUMENT);
        assertThat(confusion.byActivity()).isEqualTo(activities(document));
        assertThat(document).contains(String.format(Locale.ROOT, "**%.3f**", confusion.balancedAccuracy()));
        Matcher example = ALERT.matcher(document);
        assertThat(example.find()).isTrue();
        assertThat(falls)
                .filteredOn(record -> record.key().equals(example.group(1)))
                .singleElement()
                .satisfies(record -> assertThat(record.value()).isEqualTo(example.group(2)));
    }

    private static Map<String, Count> activities(String document) {
        Map<String, Count> activities = new TreeMap<>();
        Matcher row = ACTIVITY.matcher(document);
        while (row.find()) {
            activities.put(row.group(1), new Count(Integer.parseInt(row.group(2)), Integer.parseInt(row.group(3))));
        }
        return activities;
    }
}
