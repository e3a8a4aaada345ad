package io.pitwall.pack.recording;

import io.pitwall.pack.recording.HoppingOracle.Total;
import io.pitwall.pack.recording.HoppingOracle.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When a sum above a threshold must raise an alert: on its rising edge, but not within the cool-down of the alert before. A
 * window that ends before one by which the alert was raised, kept or ended has no say.
 */
public final class AlertOracle {

    /**
     * An alert as it must be.
     *
     * @param total what the window held so far
     */
    public record Alert(Window window, Total total, long timeMs) {}

    private final double threshold;
    private final long cooldownMs;
    private final List<Alert> alerts = new ArrayList<>();
    private final Map<String, Long> lastAlertMs = new HashMap<>();
    private final Set<String> raised = new HashSet<>();
    /** Of keys with windows that had an alert: the end of the window that was judged last. */
    private final Map<String, Long> judgedUntilMs = new HashMap<>();

    public AlertOracle(double threshold, long cooldownMs) {
        this.threshold = threshold;
        this.cooldownMs = cooldownMs;
    }

    void judge(Window window, long endMs, Total total, long timeMs) {
        String key = window.key();
        boolean isAbove = total.sum() > threshold;
        if (judgedUntilMs.containsKey(key) && endMs < judgedUntilMs.get(key)) {
            return;
        }
        if (raised.contains(key)) {
            judgedUntilMs.put(key, endMs);
            if (!isAbove) {
                raised.remove(key);
            }
        } else if (isAbove && isCool(key, timeMs)) {
            alerts.add(new Alert(window, total, timeMs));
            lastAlertMs.put(key, timeMs);
            judgedUntilMs.put(key, endMs);
            raised.add(key);
        }
    }

    private boolean isCool(String key, long timeMs) {
        return !lastAlertMs.containsKey(key) || timeMs - lastAlertMs.get(key) >= cooldownMs;
    }

    /** A key has no window any more. */
    void end(String key) {
        judgedUntilMs.remove(key);
        raised.remove(key);
    }

    public List<Alert> alerts() {
        return List.copyOf(alerts);
    }
}
