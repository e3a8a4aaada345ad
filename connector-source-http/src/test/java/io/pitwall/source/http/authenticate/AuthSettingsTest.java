package io.pitwall.source.http.authenticate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.source.http.authenticate.Verdict.Accepted;
import io.pitwall.source.http.authenticate.Verdict.AcceptedIfSigned;
import io.pitwall.source.http.authenticate.Verdict.Refused;
import io.pitwall.source.http.config.AuthKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuthSettingsTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1));

    @TempDir
    private Path directory;

    private static AuthSettings settings(Map<String, String> properties) {
        ConfigDef definition = AuthKeys.define(new ConfigDef())
                .define("tls.client.auth", ConfigDef.Type.STRING, "none", Importance.MEDIUM, "As the listener has it.");
        return AuthSettings.of(new AbstractConfig(definition, properties, false));
    }

    private static Verdict verdict(Map<String, String> properties, RequestHead head) {
        try (Authenticator authenticator = settings(properties).open(CLOCK)) {
            return authenticator.authenticate(head);
        }
    }

    private static FakeHead authorized(String authorization) {
        return new FakeHead().with("Authorization", authorization);
    }

    @Test
    void withoutAuthenticationAClientIsAnAddress() {
        assertThat(verdict(Map.of(), new FakeHead())).isEqualTo(new Accepted(new Client("192.0.2.7", false)));
    }

    @Test
    void basicTakesTheConfiguredUserOnly() {
        Map<String, String> properties =
                Map.of("auth.type", "basic", "auth.basic.username", "phone", "auth.basic.password", "grün");
        String right = Base64.getEncoder().encodeToString("phone:grün".getBytes(UTF_8));

        assertThat(verdict(properties, authorized("Basic " + right)))
                .isEqualTo(new Accepted(new Client("phone", true)));
        assertThat(verdict(properties, new FakeHead())).isInstanceOf(Refused.class);
    }

    @Test
    void bearerTakesTheConfiguredTokenOnly() {
        Map<String, String> properties = Map.of("auth.type", "bearer", "auth.bearer.token", "right");

        assertThat(verdict(properties, authorized("Bearer right"))).isEqualTo(new Accepted(new Client("bearer", true)));
        assertThat(verdict(properties, authorized("Bearer wrong"))).isInstanceOf(Refused.class);
    }

    @Test
    void bearerTakesTheTokensOfAFile() throws IOException {
        Path tokens = Files.writeString(
                directory.resolve("tokens"),
                "ali:" + HexFormat.of().formatHex(Sha256.of("right".getBytes(UTF_8))) + "\n");
        Map<String, String> properties = Map.of("auth.type", "bearer", "auth.bearer.tokens.file", tokens.toString());

        assertThat(verdict(properties, authorized("Bearer right"))).isEqualTo(new Accepted(new Client("ali", true)));
        assertThat(verdict(properties, authorized("Bearer wrong"))).isInstanceOf(Refused.class);
    }

    @Test
    void aTokensFileThatIsMissingIsNoticedWhenItIsOpened() {
        AuthSettings settings = settings(Map.of(
                "auth.type",
                "bearer",
                "auth.bearer.tokens.file",
                directory.resolve("missing").toString()));

        assertThatThrownBy(() -> settings.open(CLOCK)).isInstanceOf(ConfigException.class);
    }

    @Test
    void hmacAsksForASignatureInItsHeadersAndWindow() {
        Map<String, String> properties = Map.of(
                "auth.type", "hmac",
                "auth.hmac.secret", "s3cret",
                "auth.hmac.timestamp.header", "T",
                "auth.hmac.signature.header", "S",
                "auth.hmac.window.ms", "1000");
        FakeHead head = new FakeHead().with("S", "00".repeat(32));

        assertThat(verdict(properties, head.with("T", "2"))).isInstanceOf(AcceptedIfSigned.class);
        assertThat(verdict(properties, head.with("T", "3"))).isInstanceOf(Refused.class);
    }

    @Test
    void aRequiredCertificateIsAskedForWhateverTheType() {
        assertThat(verdict(Map.of("tls.client.auth", "required"), new FakeHead()))
                .isEqualTo(Refused.forbidden());
    }

    @Test
    void noSecretIsInTheTextOfTheSettings() {
        Map<String, String> properties = new HashMap<>(Map.of(
                "auth.basic.username", "phone",
                "auth.basic.password", "s3cret",
                "auth.bearer.token", "s3cret",
                "auth.hmac.secret", "s3cret"));
        for (String type : new String[] {"basic", "bearer", "hmac"}) {
            properties.put("auth.type", type);

            assertThat(settings(properties).toString()).doesNotContain("s3cret");
        }
    }
}
