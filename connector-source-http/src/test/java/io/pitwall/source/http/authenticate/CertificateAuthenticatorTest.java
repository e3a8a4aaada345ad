package io.pitwall.source.http.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.source.http.authenticate.Verdict.Accepted;
import io.pitwall.source.http.authenticate.Verdict.AcceptedIfSigned;
import io.pitwall.source.http.authenticate.Verdict.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The certificates are made with keytool; whether they are valid is the TLS handshake's business. */
final class CertificateAuthenticatorTest {

    private static final Refused FORBIDDEN = new Refused(403, Optional.empty());

    private static X509Certificate certificate(String name) {
        try (InputStream pem = CertificateAuthenticatorTest.class.getResourceAsStream(name + ".pem")) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        } catch (IOException | CertificateException e) {
            throw new AssertionError("The certificate " + name + " of this test cannot be read", e);
        }
    }

    private static Verdict verdict(List<String> listed, String certificate) {
        return new CertificateAuthenticator(listed, new AddressAuthenticator())
                .authenticate(new FakeHead().with(certificate(certificate)));
    }

    @ParameterizedTest
    @CsvSource({
        "common-name, bike-7",
        "alternative-names, car 9",
        "only-alternative-names, spiffe://pitwall/car/9",
        "two-common-names, specific",
        "escaped-name, '\"bike, seven\"'",
        "without-names, 'O=Pitwall,OU=garage'"
    })
    void withoutAListEveryCertificateIsWelcomeUnderItsFirstName(String certificate, String name) {
        assertThat(verdict(List.of(), certificate)).isEqualTo(new Accepted(new Client(name, true)));
    }

    @ParameterizedTest
    @CsvSource({
        "common-name, bike-7",
        "alternative-names, car 9",
        "alternative-names, car-9.example.org",
        "alternative-names, urn:car:9",
        "only-alternative-names, spiffe://pitwall/car/9"
    })
    void aListedCertificateIsWelcomeUnderTheNameThatIsListed(String certificate, String name) {
        assertThat(verdict(List.of("somebody else", name), certificate))
                .isEqualTo(new Accepted(new Client(name, true)));
    }

    @ParameterizedTest
    @CsvSource({
        "common-name, bike-8",
        "common-name, BIKE-7",
        "common-name, bike",
        "common-name, phones",
        "common-name, Pitwall",
        "alternative-names, car@example.org",
        "alternative-names, 192.0.2.9",
        "alternative-names, example.org",
        "two-common-names, general"
    })
    void aCertificateThatIsNotListedIsForbidden(String certificate, String listed) {
        assertThat(verdict(List.of(listed), certificate)).isEqualTo(FORBIDDEN);
    }

    @Test
    void whoShowsNoCertificateIsForbidden() {
        assertThat(new CertificateAuthenticator(List.of(), new AddressAuthenticator()).authenticate(new FakeHead()))
                .isEqualTo(FORBIDDEN);
    }

    @Test
    void onlyTheClientsOwnCertificateCountsNotThatOfItsAuthority() {
        FakeHead head = new FakeHead(List.of(), List.of(certificate("alternative-names"), certificate("common-name")));

        assertThat(new CertificateAuthenticator(List.of("bike-7"), new AddressAuthenticator()).authenticate(head))
                .isEqualTo(FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer wrong"})
    void aRightCertificateIsNotEnoughWhereATokenIsAskedForToo(String authorization) {
        Authenticator both =
                new CertificateAuthenticator(List.of(), new BearerAuthenticator(TokenTable.of("right", "bearer")));

        assertThat(both.authenticate(
                        new FakeHead().with(certificate("common-name")).with("Authorization", authorization)))
                .isEqualTo(new Refused(401, Optional.of("Bearer realm=\"pitwall\"")));
    }

    @Test
    void whoHasBothIsTheOneTheCertificateNames() {
        Authenticator both =
                new CertificateAuthenticator(List.of(), new BearerAuthenticator(TokenTable.of("right", "bearer")));

        assertThat(both.authenticate(
                        new FakeHead().with(certificate("common-name")).with("Authorization", "Bearer right")))
                .isEqualTo(new Accepted(new Client("bike-7", true)));
    }

    @Test
    void aSignedBodyIsCheckedBesideTheCertificateToo() {
        Authenticator both = new CertificateAuthenticator(
                List.of(),
                new HmacAuthenticator(
                        "secret",
                        "X-Timestamp",
                        "X-Signature",
                        Duration.ofMinutes(5),
                        InstantSource.fixed(Instant.ofEpochSecond(1))));

        assertThat(both.authenticate(new FakeHead()
                        .with(certificate("common-name"))
                        .with("X-Timestamp", "1")
                        .with("X-Signature", "00".repeat(32))))
                .isInstanceOfSatisfying(AcceptedIfSigned.class, verdict -> {
                    assertThat(verdict.client()).isEqualTo(new Client("bike-7", true));
                    assertThat(verdict.signature().isValid()).isFalse();
                });
    }
}
