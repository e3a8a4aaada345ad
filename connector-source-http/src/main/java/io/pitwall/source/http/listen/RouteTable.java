package io.pitwall.source.http.listen;

import io.pitwall.source.http.route.PathPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the endpoint of a path: a literal one before one with parameters. Immutable. */
final class RouteTable {

    /** An endpoint, with the parameters that its path has in this request. */
    record Match(Endpoint endpoint, Map<String, String> parameters) {}

    private final Map<String, Endpoint> literal = new HashMap<>();
    private final List<Endpoint> withParameters = new ArrayList<>();

    RouteTable(Collection<Gateway> gateways) {
        for (Gateway gateway : gateways) {
            gateway.settings().routes().forEach(route -> add(new Endpoint(gateway, route)));
        }
        withParameters.sort((one, other) -> pathOf(one).compareSpecificity(pathOf(other)));
    }

    private void add(Endpoint endpoint) {
        if (pathOf(endpoint).isLiteral()) {
            literal.put(pathOf(endpoint).toString(), endpoint);
        } else {
            withParameters.add(endpoint);
        }
    }

    private static PathPattern pathOf(Endpoint endpoint) {
        return endpoint.route().path();
    }

    Optional<Match> find(String path) {
        Endpoint exact = literal.get(path);
        if (exact != null) {
            return Optional.of(new Match(exact, Map.of()));
        }
        for (Endpoint endpoint : withParameters) {
            Optional<Map<String, String>> parameters = pathOf(endpoint).match(path);
            if (parameters.isPresent()) {
                return Optional.of(new Match(endpoint, parameters.get()));
            }
        }
        return Optional.empty();
    }
}
