package io.pitwall.source.http.listen;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where a listener listens, and therefore which tasks share it.
 *
 * @param port 0: a free one, chosen anew for each connector
 * @param connector owner of an ephemeral port; empty for a fixed one, which several connectors may share
 */
public record BindAddress(String host, int port, String connector) {

    public static BindAddress of(String host, int port, String connector) {
        return new BindAddress(host, port, port == 0 ? connector : "");
    }

    /** False as well where the name does not resolve: binding will say so in a better place. */
    public boolean isBeyondThisMachine() {
        try {
            return !InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
