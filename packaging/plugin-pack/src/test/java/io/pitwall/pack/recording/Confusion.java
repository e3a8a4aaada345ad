package io.pitwall.pack.recording;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How many recordings of each SisFall activity raised an alert: {@code D..} should not, {@code F..} should. */
final class Confusion {

    /** Recordings of one activity. */
    record Count(int alerted, int recordings) {

        private Count plus(Count other) {
            return new Count(alerted + other.alerted, recordings + other.recordings);
        }

        private double rate() {
            return (double) alerted / recordings;
        }

        @Override
        public String toString() {
            return alerted + " of " + recordings;
        }
    }

    private static final int ACTIVITY_LENGTH = 3;

    private final Map<String, Count> byActivity = new TreeMap<>();

    /**
     * @param recordings names of all recordings, such as {@code F01_SA01_R01}
     * @param alerted names of those with an alert
     */
    Confusion(Collection<String> recordings, Collection<String> alerted) {
        for (String recording : recordings) {
            Count one = new Count(alerted.contains(recording) ? 1 : 0, 1);
            byActivity.merge(recording.substring(0, ACTIVITY_LENGTH), one, Count::plus);
        }
    }

    Map<String, Count> byActivity() {
        return Map.copyOf(byActivity);
    }

    /** The share of falls that were found. */
    double sensitivity() {
        return total("F").rate();
    }

    /** The share of daily activities that stayed quiet. */
    double specificity() {
        return 1 - total("D").rate();
    }

    double balancedAccuracy() {
        return (sensitivity() + specificity()) / 2;
    }

    private Count total(String kind) {
        return byActivity.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(kind))
                .map(Map.Entry::getValue)
                .reduce(new Count(0, 0), Count::plus);
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder("activity  alerts\n");
        byActivity.forEach((activity, count) ->
                table.append(activity).append("       ").append(count).append('\n'));
        return table.append("falls found ")
                .append(total("F"))
                .append(", false alerts ")
                .append(total("D"))
                .append(", balanced accuracy ")
                .append(String.format(Locale.ROOT, "%.3f", balancedAccuracy()))
                .toString();
    }
}
