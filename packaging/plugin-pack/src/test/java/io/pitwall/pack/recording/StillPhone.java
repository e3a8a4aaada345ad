package io.pitwall.pack.recording;

import java.util.ArrayList;
import java.util.List;

/** A phone that lies on a table, at 20 Hz. */
final class StillPhone {

    private static final long START_NS = 1_700_000_000_000_000_000L;

    private StillPhone() {}

    /** What it pushes from one second of its ride to another, a body a second. */
    static List<String> bodies(int fromSecond, int toSecondExclusive) {
        return new SensorLogger("rider", "session from second " + fromSecond)
                .bodies(rows(fromSecond, toSecondExclusive));
    }

    static List<PhoneRow> rows(int fromSecond, int toSecondExclusive) {
        List<PhoneRow> rows = new ArrayList<>();
        for (int i = fromSecond * 20; i < toSecondExclusive * 20; i++) {
            rows.add(PhoneRow.at(START_NS + i * 50_000_000L, new Acceleration(0.01, -0.02, 1)));
        }
        return rows;
    }
}
