package io.pitwall.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What has come out so far. Only the main thread writes and reads it. */
final class Board {
    private final List<String> phones;
    private final Map<String, Feature> latest = new LinkedHashMap<>();
    private final List<Alert> alerts = new ArrayList<>();
    private long windows;
    private long lateRows;

    /** A board with a line for each phone, in this order. */
    Board(List<Ride> rides) {
        phones = rides.stream().map(Ride::phone).toList();
    }

    void add(Feature feature) {
        windows++;
        latest.merge(
                feature.phone(),
                feature,
                (known, coming) -> coming.endMsExclusive() > known.endMsExclusive() ? coming : known);
    }

    void add(Alert alert) {
        alerts.add(alert);
    }

    void addLateRow() {
        lateRows++;
    }

    List<String> phones() {
        return phones;
    }

    Optional<Feature> latest(String phone) {
        return Optional.ofNullable(latest.get(phone));
    }

    List<Alert> alerts() {
        return List.copyOf(alerts);
    }

    long windows() {
        return windows;
    }

    long lateRows() {
        return lateRows;
    }
}
