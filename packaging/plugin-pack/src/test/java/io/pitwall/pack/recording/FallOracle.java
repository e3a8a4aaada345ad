package io.pitwall.pack.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What the fall detector must find in one recording, the naive way: every window gathers its rows, then looks at them. */
final class FallOracle {

    private static final long ADVANCE_MS = 250;
    private static final long FEATURE_SIZE_MS = 1_000;
    private static final long IMPACT_SIZE_MS = 1_500;
    private static final double IMPACT_G = 0.55;
    private static final double LYING_G = 0.6;

    private FallOracle() {}

    /** By end. */
    static List<FallFeature> features(Replay replay) {
        TreeMap<Long, List<Acceleration>> rows = new TreeMap<>();
        for (int i = 0; i < replay.recording().samples().size(); i++) {
            Acceleration sample = replay.recording().samples().get(i);
            startsOfWindowsHolding(replay.timeMs(i), FEATURE_SIZE_MS)
                    .forEach(start -> rows.computeIfAbsent(start, unseen -> new ArrayList<>())
                            .add(sample));
        }
        List<FallFeature> features = new ArrayList<>();
        rows.forEach((startMs, samples) -> features.add(feature(startMs, samples)));
        return features;
    }

    private static FallFeature feature(long startMs, List<Acceleration> samples) {
        long endMs = startMs + FEATURE_SIZE_MS;
        double c8 = Math.sqrt(variance(samples, Acceleration::x) + variance(samples, Acceleration::z));
        return new FallFeature(startMs, endMs, endMs - 1, c8, mean(samples, Acceleration::y));
    }

    private static double mean(List<Acceleration> samples, ToDoubleFunction<Acceleration> axis) {
        return samples.stream().mapToDouble(axis).sum() / samples.size();
    }

    private static double variance(List<Acceleration> samples, ToDoubleFunction<Acceleration> axis) {
        double mean = mean(samples, axis);
        return mean(samples, sample -> Math.pow(axis.applyAsDouble(sample) - mean, 2));
    }

    /** By end. */
    static List<Impact> impacts(List<FallFeature> features) {
        TreeMap<Long, List<FallFeature>> windows = new TreeMap<>();
        for (FallFeature feature : features) {
            startsOfWindowsHolding(feature.timeMs(), IMPACT_SIZE_MS)
                    .forEach(start -> windows.computeIfAbsent(start, unseen -> new ArrayList<>())
                            .add(feature));
        }
        List<Impact> impacts = new ArrayList<>();
        windows.forEach((startMs, found) -> {
            double impact = found.stream().mapToDouble(FallFeature::c8).max().orElseThrow();
            if (impact > IMPACT_G) {
                double upright = found.get(found.size() - 1).ay();
                impacts.add(new Impact(startMs, startMs + IMPACT_SIZE_MS, impact, upright));
            }
        });
        return impacts;
    }

    /** The first impact that somebody lies after, or none: no recording of a fall is longer than the cool-down. */
    static List<Impact> alerts(List<Impact> impacts) {
        return impacts.stream()
                .filter(impact -> Math.abs(impact.upright()) < LYING_G)
                .limit(1)
                .toList();
    }

    private static List<Long> startsOfWindowsHolding(long timeMs, long sizeMs) {
        List<Long> starts = new ArrayList<>();
        long lastStartMs = Math.floorDiv(timeMs, ADVANCE_MS) * ADVANCE_MS;
        for (long startMs = lastStartMs; startMs > timeMs - sizeMs; startMs -= ADVANCE_MS) {
            starts.add(startMs);
        }
        return starts;
    }
}
