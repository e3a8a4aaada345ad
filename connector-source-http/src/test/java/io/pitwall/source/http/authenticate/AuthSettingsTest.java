package io.pitwall.source.http.authenticate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.source.http.authenticate.AuthSettings.Basic;
import io.pitwall.source.http.authenticate.AuthSettings.BearerToken;
import io.pitwall.source.http.authenticate.AuthSettings.BearerTokensFile;
import io.pitwall.source.http.authenticate.AuthSettings.Credentials;
import io.pitwall.source.http.authenticate.AuthSettings.Hmac;
import io.pitwall.source.http.authenticate.AuthSettings.None;
import io.pitwall.source.http.authenticate.Verdict.Accepted;
import io.pitwall.source.http.authenticate.Verdict.AcceptedIfSigned;
import io.pitwall.source.http.authenticate.Verdict.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AuthSettingsTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1));

    @TempDir
    private Path directory;

    private static Verdict verdict(AuthSettings settings, RequestHead head) {
        try (Authenticator authenticator = settings.open(CLOCK)) {
            return authenticator.authenticate(head);
        }
    }

    private static Verdict verdict(Credentials credentials, RequestHead head) {
        return verdict(new AuthSettings(credentials, Optional.empty()), head);
    }

    private static FakeHead authorized(String authorization) {
        return new FakeHead().with("Authorization", authorization);
    }

    @Test
    void withoutAuthenticationAClientIsAnAddress() {
        assertThat(verdict(new None(), new FakeHead())).isEqualTo(new Accepted(new Client("192.0.2.7", false)));
    }

    @Test
    void basicTakesTheUserOnly() {
        Basic basic = new Basic("phone", new Password("grün"));
        String right = Base64.getEncoder().encodeToString("phone:grün".getBytes(UTF_8));

        assertThat(verdict(basic, authorized("Basic " + right))).isEqualTo(new Accepted(new Client("phone", true)));
        assertThat(verdict(basic, new FakeHead())).isInstanceOf(Refused.class);
    }

    @Test
    void bearerTakesTheTokenOnly() {
        BearerToken bearer = new BearerToken(new Password("right"));

        assertThat(verdict(bearer, authorized("Bearer right"))).isEqualTo(new Accepted(new Client("bearer", true)));
        assertThat(verdict(bearer, authorized("Bearer wrong"))).isInstanceOf(Refused.class);
    }

    @Test
    void bearerTakesTheTokensOfAFile() throws IOException {
        String digest = HexFormat.of().formatHex(Sha256.of("right".getBytes(UTF_8)));
        BearerTokensFile bearer =
                new BearerTokensFile(Files.writeString(directory.resolve("tokens"), "ali:" + digest + "\n"));

        assertThat(verdict(bearer, authorized("Bearer right"))).isEqualTo(new Accepted(new Client("ali", true)));
        assertThat(verdict(bearer, authorized("Bearer wrong"))).isInstanceOf(Refused.class);
    }

    @Test
    void aTokensFileThatIsMissingIsNoticedWhenItIsOpened() {
        BearerTokensFile bearer = new BearerTokensFile(directory.resolve("missing"));

        assertThatThrownBy(() -> bearer.open(CLOCK)).isInstanceOf(ConfigException.class);
    }

    @Test
    void hmacAsksForASignatureInItsHeadersAndWindow() {
        Hmac hmac = new Hmac(new Password("s3cret"), "T", "S", Duration.ofSeconds(1));
        FakeHead head = new FakeHead().with("S", "00".repeat(32));

        assertThat(verdict(hmac, head.with("T", "2"))).isInstanceOf(AcceptedIfSigned.class);
        assertThat(verdict(hmac, head.with("T", "3"))).isInstanceOf(Refused.class);
    }

    @Test
    void aRequiredCertificateIsAskedForWhateverTheCredentials() {
        AuthSettings settings = new AuthSettings(new None(), Optional.of(Set.of()));

        assertThat(verdict(settings, new FakeHead())).isEqualTo(Refused.forbidden());
    }

    static Stream<Credentials> withSecrets() {
        Password secret = new Password("s3cret");
        return Stream.of(
                new Basic("phone", secret), new BearerToken(secret), new Hmac(secret, "T", "S", Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @MethodSource("withSecrets")
    void noSecretIsInTheTextOfTheSettings(Credentials credentials) {
        assertThat(new AuthSettings(credentials, Optional.empty()).toString()).doesNotContain("s3cret");
    }
}
