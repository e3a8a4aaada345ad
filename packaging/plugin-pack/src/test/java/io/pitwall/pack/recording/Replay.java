package io.pitwall.pack.recording;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A SisFall recording played at a time of its own, under its name as the key.
 *
 * @param startMs event time of its first sample
 */
record Replay(SisFallRecording recording, long startMs) {

    private static final long START_MS = 1_700_000_000_000L;

    /** More than windows and grace of both stages together, and no multiple of an advance. */
    private static final long PAUSE_MS = 10_055;

    /** One after the other, so that the recordings of a partition do not make each other late. */
    static List<Replay> oneAfterAnother(List<Path> files) {
        List<Replay> replays = new ArrayList<>();
        long startMs = START_MS;
        for (Path file : files) {
            Replay replay = new Replay(SisFallRecording.read(file), startMs);
            replays.add(replay);
            startMs = replay.endMsExclusive() + PAUSE_MS;
        }
        return replays;
    }

    String key() {
        return recording.name();
    }

    long timeMs(int sample) {
        return startMs + sample * SisFallRecording.SAMPLE_INTERVAL_MS;
    }

    long endMsExclusive() {
        return startMs + recording.durationMs();
    }
}
