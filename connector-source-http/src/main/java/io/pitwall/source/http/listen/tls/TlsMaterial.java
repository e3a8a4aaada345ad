package io.pitwall.source.http.listen.tls;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.connect.errors.ConnectException;

/** Everything a handshake needs, complete and checked. */
public final class TlsMaterial {

    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");
    private static final List<String> APPLICATION_PROTOCOLS = List.of("h2", "http/1.1");

    private final Identity identity;
    private final List<X509Certificate> clientAuthorities;

    private TlsMaterial(Identity identity, List<X509Certificate> clientAuthorities) {
        this.identity = identity;
        this.clientAuthorities = List.copyOf(clientAuthorities);
    }

    static List<Path> paths(TlsSettings settings) {
        List<Path> paths = new ArrayList<>(settings.identity().paths());
        settings.clientCaFile().ifPresent(paths::add);
        return paths;
    }

    static TlsMaterial of(TlsSettings settings, FileContents contents) {
        List<X509Certificate> authorities = settings.clientCaFile()
                .map(file -> PemFile.of("tls.client.ca.file", file, contents).certificates())
                .orElse(List.of());
        return new TlsMaterial(settings.identity().parse(contents), authorities);
    }

    /** The moment from which clients refuse the certificate. */
    public Instant expiry() {
        return identity.expiry();
    }

    public ServerSSLOptions options(long handshakeTimeoutMs) {
        ServerSSLOptions options = new ServerSSLOptions()
                .setKeyCertOptions(KeyCertOptions.wrap(identity.keyManagers()))
                .setUseAlpn(true)
                .setApplicationLayerProtocols(APPLICATION_PROTOCOLS)
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setSslHandshakeTimeout(handshakeTimeoutMs)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        trustManagers().ifPresent(trusted -> options.setClientAuth(ClientAuth.REQUIRED)
                .setTrustOptions(TrustOptions.wrap(trusted)));
        return options;
    }

    private Optional<TrustManagerFactory> trustManagers() {
        if (clientAuthorities.isEmpty()) {
            return Optional.empty();
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < clientAuthorities.size(); i++) {
                store.setCertificateEntry("authority-" + i, clientAuthorities.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return Optional.of(factory);
        } catch (GeneralSecurityException | IOException e) {
            throw new ConnectException("The authorities in tls.client.ca.file cannot be used by this JVM.", e);
        }
    }

    @Override
    public String toString() {
        return identity.toString();
    }
}
