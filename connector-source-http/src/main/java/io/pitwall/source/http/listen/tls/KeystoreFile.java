package io.pitwall.source.http.listen.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.errors.ConnectException;

/** A PKCS12 key store. */
final class KeystoreFile {

    private KeystoreFile() {}

    static Identity identity(Path path, byte[] content, Password password) {
        char[] secret = password.value().toCharArray();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(content), secret);
            String alias = onlyKey(path, store);
            List<X509Certificate> chain = Arrays.stream(store.getCertificateChain(alias))
                    .map(X509Certificate.class::cast)
                    .toList();
            return Identity.of((PrivateKey) store.getKey(alias, secret), chain);
        } catch (IOException | GeneralSecurityException e) {
            // The message of the cause says whether it was the password, and holds no part of it.
            throw new ConnectException(
                    "Cannot open the PKCS12 store tls.keystore.file (" + path + ") with tls.keystore.password: "
                            + e.getMessage(),
                    e);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private static String onlyKey(Path path, KeyStore store) throws GeneralSecurityException {
        List<String> keys = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                keys.add(alias);
            }
        }
        if (keys.size() != 1) {
            throw new ConnectException("Expected one private key in the PKCS12 store tls.keystore.file (" + path
                    + "); found " + keys.size() + ".");
        }
        return keys.get(0);
    }
}
