package io.pitwall.source.http.listen;

import io.pitwall.source.http.admit.ClientLimitSettings;
import io.pitwall.source.http.authenticate.AuthSettings;
import io.pitwall.source.http.cors.Cors;
import io.pitwall.source.http.route.RouteSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the tasks of one connector on one worker have in common.
 *
 * @param properties the configuration all of this was read from
 * @param maxInflightBytes greatest sum of what is admitted and not yet committed; at least the greatest body of a route
 * @param bodyTimeoutMs from the head of a request to the end of its body at the latest
 * @param phonePage to be served on the listener, posting to this connector
 */
public record GatewaySettings(
        String connector,
        Map<String, String> properties,
        List<RouteSettings> routes,
        AuthSettings auth,
        Cors cors,
        long maxInflightBytes,
        ClientLimitSettings clientLimits,
        long bodyTimeoutMs,
        Optional<PhonePage> phonePage) {

    boolean isSameAs(GatewaySettings other) {
        return properties.equals(other.properties);
    }

    /** Without the properties: some are secrets. */
    @Override
    public String toString() {
        return "the gateway of connector " + connector;
    }
}
