package io.pitwall.source.http.listen.tls;

import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.config.types.Password;

/** The files that hold a private key and the chain of certificates for it. */
public sealed interface IdentityFiles {

    List<Path> paths();

    /** @throws org.apache.kafka.connect.errors.ConnectException when the contents are no key with its certificates */
    Identity parse(FileContents contents);

    /** Two PEM files: the certificate, with those of its issuers after it, and the PKCS#8 key without a password. */
    record Pem(Path certificateFile, Path keyFile) implements IdentityFiles {

        @Override
        public List<Path> paths() {
            return List.of(certificateFile, keyFile);
        }

        @Override
        public Identity parse(FileContents contents) {
            PemFile certificates = PemFile.of("tls.certificate.file", certificateFile, contents);
            PemFile key = PemFile.of("tls.key.file", keyFile, contents);
            return Identity.of(key.privateKey(), certificates.certificates());
        }
    }

    /** A PKCS12 key store with one key. */
    record Keystore(Path file, Password password) implements IdentityFiles {

        @Override
        public List<Path> paths() {
            return List.of(file);
        }

        @Override
        public Identity parse(FileContents contents) {
            return KeystoreFile.identity(file, contents.of(file), password);
        }
    }
}
