package io.pitwall.source.http.listen.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * A private key and the certificates that vouch for it.
 *
 * @param chain the key's own certificate first, its issuer's next; not empty
 */
record Identity(PrivateKey key, List<X509Certificate> chain) {

    private static final byte[] PROBE = "pitwall".getBytes(StandardCharsets.US_ASCII);

    /** @throws ConnectException when the first certificate is not for this key: no handshake could succeed */
    static Identity of(PrivateKey key, List<X509Certificate> chain) {
        Identity identity = new Identity(key, List.copyOf(chain));
        if (!identity.isConsistent()) {
            throw new ConnectException("Expected the first certificate to belong to the private key; found the one of "
                    + identity.certificate().getSubjectX500Principal() + ", which does not.");
        }
        return identity;
    }

    private boolean isConsistent() {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(certificate().getPublicKey());
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // A public key of another kind cannot even be asked.
            return false;
        }
    }

    X509Certificate certificate() {
        return chain.get(0);
    }

    Instant expiry() {
        return certificate().getNotAfter().toInstant();
    }

    KeyManagerFactory keyManagers() {
        // The store is never written: its password only has to exist.
        char[] password = UUID.randomUUID().toString().toCharArray();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry("identity", key, password, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw new ConnectException("The private key for TLS cannot be used by this JVM.", e);
        }
    }

    /** The key is a secret. */
    @Override
    public String toString() {
        return certificate().getSubjectX500Principal() + ", valid until " + expiry();
    }
}
