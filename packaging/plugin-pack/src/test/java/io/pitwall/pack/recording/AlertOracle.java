package io.pitwall.pack.recording;

import io.pitwall.pack.recording.HoppingOracle.Total;
import io.pitwall.pack.recording.HoppingOracle.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When a sum above a threshold must raise an alert: on its rising edge, but not within the cool-down of the alert before. */
final class AlertOracle {

    /**
     * An alert as it must be.
     *
     * @param total what the window held so far
     */
    record Alert(Window window, Total total, long timeMs) {}

    private final double threshold;
    private final long cooldownMs;
    private final List<Alert> alerts = new ArrayList<>();
    private final Map<String, Long> lastAlertMs = new HashMap<>();
    /** Of keys whose alert is raised: the greatest end of a window above the threshold. */
    private final Map<String, Long> raisedUntilMs = new HashMap<>();

    AlertOracle(double threshold, long cooldownMs) {
        this.threshold = threshold;
        this.cooldownMs = cooldownMs;
    }

    void judge(Window window, long endMs, Total total, long timeMs) {
        String key = window.key();
        boolean isAbove = total.sum() > threshold;
        Long raisedMs = raisedUntilMs.get(key);
        if (raisedMs == null) {
            boolean isCool = !lastAlertMs.containsKey(key) || timeMs - lastAlertMs.get(key) >= cooldownMs;
            if (isAbove && isCool) {
                alerts.add(new Alert(window, total, timeMs));
                lastAlertMs.put(key, timeMs);
                raisedUntilMs.put(key, endMs);
            }
        } else if (endMs >= raisedMs) {
            raisedUntilMs.put(key, endMs);
            if (!isAbove) {
                end(key);
            }
        }
    }

    /** A key has no window any more. */
    void end(String key) {
        raisedUntilMs.remove(key);
    }

    List<Alert> alerts() {
        return List.copyOf(alerts);
    }
}
