package io.pitwall.source.http.listen;

import io.pitwall.source.http.listen.connection.ConnectionLimits;
import io.pitwall.source.http.listen.tls.IdentityFiles;
import io.pitwall.source.http.listen.tls.TlsSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** What all tasks on one bind address have to agree on, because they share its sockets. */
public record ListenerSettings(ConnectionLimits limits, Optional<TlsSettings> tls) {

    /** The keys whose values differ from the other's, never the values: a password is among them. */
    List<String> keysThatDiffer(ListenerSettings other) {
        Map<String, Object> mine = byKey();
        Map<String, Object> others = other.byKey();
        TreeSet<String> keys = new TreeSet<>(mine.keySet());
        keys.addAll(others.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(mine.get(key), others.get(key)))
                .toList();
    }

    private Map<String, Object> byKey() {
        Map<String, Object> values = new HashMap<>();
        values.put("max.connections", limits.maxConnections());
        values.put("request.header.timeout.ms", limits.headTimeoutMs());
        values.put("connection.idle.timeout.ms", limits.idleTimeoutMs());
        tls.ifPresent(settings -> {
            values.put("tls.reload.interval.ms", settings.reloadIntervalMs());
            settings.clientCaFile().ifPresent(file -> values.put("tls.client.ca.file", file));
            addIdentity(settings.identity(), values);
        });
        return values;
    }

    private static void addIdentity(IdentityFiles identity, Map<String, Object> values) {
        if (identity instanceof IdentityFiles.Pem pem) {
            values.put("tls.certificate.file", pem.certificateFile());
            values.put("tls.key.file", pem.keyFile());
        } else if (identity instanceof IdentityFiles.Keystore keystore) {
            values.put("tls.keystore.file", keystore.file());
            values.put("tls.keystore.password", keystore.password());
        }
    }
}
