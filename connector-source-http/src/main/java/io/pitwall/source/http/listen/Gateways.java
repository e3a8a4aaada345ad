package io.pitwall.source.http.listen;

import io.pitwall.source.http.handover.Intake;
import io.pitwall.source.http.route.PathPattern;
import io.pitwall.source.http.route.RouteSettings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.connect.errors.ConnectException;

/** The connectors of one listener and their paths. Thread-safe. */
final class Gateways {

    private final InstantSource clock;

    /**
     * Who serves the paths now, by connector. One without tasks stays, so that its paths stay known: on a worker that
     * rebalances, 503 is true and 404 is not.
     */
    private final Map<String, Gateway> current = new LinkedHashMap<>();

    /** Also those that a changed configuration has superseded, while they have tasks. */
    private final List<Gateway> all = new CopyOnWriteArrayList<>();

    private volatile RouteTable table = new RouteTable(List.of());
    private volatile Optional<PhonePage> phonePage = Optional.empty();

    Gateways(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Lets a task serve the paths of its connector. One with another configuration than the tasks before supersedes them: what
     * comes from now on is its own.
     */
    synchronized Gateway join(GatewaySettings settings, Intake intake) {
        Gateway gateway = Optional.ofNullable(current.get(settings.connector()))
                .filter(known -> known.isOpen() && known.settings().isSameAs(settings))
                .orElseGet(() -> open(settings));
        gateway.add(intake);
        return gateway;
    }

    private Gateway open(GatewaySettings settings) {
        settings.routes().forEach(route -> requireFree(route.path(), settings.connector()));
        current.values().removeIf(other -> !other.isOpen() && sharesAPath(other.settings(), settings));
        Gateway opened = new Gateway(settings, clock);
        current.put(settings.connector(), opened);
        all.add(opened);
        forgetSuperseded();
        table = new RouteTable(current.values());
        phonePage = firstPhonePage();
        return opened;
    }

    private Optional<PhonePage> firstPhonePage() {
        return current.values().stream()
                .map(Gateway::settings)
                .sorted(Comparator.comparing(GatewaySettings::connector))
                .flatMap(settings -> settings.phonePage().stream())
                .findFirst();
    }

    private void requireFree(PathPattern path, String connector) {
        for (Gateway other : current.values()) {
            String owner = other.settings().connector();
            if (other.isOpen() && !owner.equals(connector) && hasPath(other.settings(), path)) {
                throw new ConnectException("Expected http.path " + path + " to be free on this listener; connector "
                        + owner + " serves it. Give connector " + connector + " another http.path or http.port.");
            }
        }
    }

    private static boolean sharesAPath(GatewaySettings one, GatewaySettings other) {
        return one.routes().stream().anyMatch(route -> hasPath(other, route.path()));
    }

    private static boolean hasPath(GatewaySettings settings, PathPattern path) {
        return settings.routes().stream().map(RouteSettings::path).anyMatch(path::isSameAs);
    }

    synchronized void leave(Gateway gateway, Intake intake) {
        gateway.remove(intake);
        forgetSuperseded();
    }

    private void forgetSuperseded() {
        all.removeIf(gateway -> gateway.isEmpty() && !current.containsValue(gateway));
    }

    Optional<RouteTable.Match> find(String path) {
        return table.find(path);
    }

    /** Of the connectors that want one, the first by name. */
    Optional<PhonePage> phonePage() {
        return phonePage;
    }

    /** Whether each connector has a task that can take rows. */
    synchronized boolean isReady() {
        List<Gateway> open = new ArrayList<>(current.values());
        open.removeIf(gateway -> !gateway.isOpen());
        return !open.isEmpty() && open.stream().allMatch(Gateway::isReady);
    }

    void expire() {
        all.forEach(Gateway::expire);
    }
}
