package io.pitwall.source.http.listen.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificateFilesTest {

    @TempDir
    private static Path made;

    private static Path first;
    private static Path second;

    @TempDir
    private Path served;

    private Path certificate;
    private Path key;
    private TlsSettings settings;

    @BeforeAll
    static void makeCertificates() throws IOException {
        first = new TestCertificates(made).selfSigned("first");
        second = new TestCertificates(made).selfSigned("second");
    }

    @BeforeEach
    void serveTheFirst() throws Exception {
        certificate = served.resolve("tls.crt");
        key = served.resolve("tls.key");
        settings = new TlsSettings(new IdentityFiles.Pem(certificate, key), Optional.empty(), 10_000);
        Files.writeString(certificate, TestCertificates.certificatePem(first));
        Files.writeString(key, TestCertificates.keyPem(first));
    }

    @Test
    void filesThatHaveNotChangedAreNothingNew() {
        CertificateFiles files = CertificateFiles.open(settings);

        assertThat(files.first())
                .hasToString(files.first().toString())
                .asString()
                .contains("CN=first");
        assertThat(files.readAgain()).isEmpty();
    }

    @Test
    void aCertificateWithoutItsKeyIsNotTakenUntilTheKeyFollows() throws Exception {
        CertificateFiles files = CertificateFiles.open(settings);

        Files.writeString(certificate, TestCertificates.certificatePem(second));
        assertThat(files.readAgain()).isEmpty();
        Files.writeString(key, TestCertificates.keyPem(second));

        assertThat(files.readAgain())
                .hasValueSatisfying(material -> assertThat(material.toString()).contains("CN=second"));
        assertThat(files.readAgain()).isEmpty();
    }

    @Test
    void aFileThatVanishesForAWhileChangesNothing() throws Exception {
        CertificateFiles files = CertificateFiles.open(settings);
        String content = Files.readString(key);

        Files.delete(key);
        assertThat(files.readAgain()).isEmpty();
        Files.writeString(key, content);

        assertThat(files.readAgain()).isEmpty();
    }

    @Test
    void whatIsNoCertificateIsNamed() throws Exception {
        Files.writeString(certificate, Files.readString(key));

        assertThatThrownBy(() -> CertificateFiles.open(settings))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("Expected a block BEGIN CERTIFICATE in tls.certificate.file")
                .hasMessageContaining("found PRIVATE KEY");
    }

    @Test
    void anEncryptedKeyIsRefusedWithTheWayToDecryptIt() throws Exception {
        Files.writeString(key, Files.readString(key).replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"));

        assertThatThrownBy(() -> CertificateFiles.open(settings))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("found ENCRYPTED PRIVATE KEY")
                .hasMessageContaining("openssl pkcs8");
    }

    @Test
    void aKeyThatIsCutOffIsNotQuoted() throws Exception {
        String whole = Files.readString(key);
        String secret = whole.lines().skip(1).findFirst().orElseThrow();
        Files.writeString(key, "-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----\n");

        assertThatThrownBy(() -> CertificateFiles.open(settings))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("Expected a key of RSA, EC, Ed25519 in tls.key.file")
                .hasMessageNotContaining(secret);
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() throws Exception {
        Files.writeString(key, TestCertificates.keyPem(second));

        assertThatThrownBy(() -> CertificateFiles.open(settings))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("Expected the first certificate to belong to the private key")
                .hasMessageContaining("CN=first");
    }

    @Test
    void aMissingFileIsNamed() throws Exception {
        Files.delete(key);

        assertThatThrownBy(() -> CertificateFiles.open(settings))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("tls.key")
                .hasMessageContaining("every worker");
    }

    @Test
    void aPkcs12StoreNeedsItsPassword() {
        TlsSettings wrong = new TlsSettings(
                new IdentityFiles.Keystore(first, new Password("not-the-one")), Optional.empty(), 10_000);

        assertThatThrownBy(() -> CertificateFiles.open(wrong))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("tls.keystore.password")
                .hasMessageNotContaining("not-the-one");
    }
}
