package io.pitwall.source.http.listen.tls;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a listener finds its certificate, and whose certificates it demands.
 *
 * @param clientCaFile PEM with the authorities whose clients may connect; empty: clients need no certificate
 * @param reloadIntervalMs how often the files are looked at again; 0: never
 */
public record TlsSettings(IdentityFiles identity, Optional<Path> clientCaFile, long reloadIntervalMs) {}
