package io.pitwall.source.http.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.source.http.authenticate.AuthSettings;
import io.pitwall.source.http.authenticate.AuthSettings.Basic;
import io.pitwall.source.http.authenticate.AuthSettings.BearerToken;
import io.pitwall.source.http.authenticate.AuthSettings.BearerTokensFile;
import io.pitwall.source.http.authenticate.AuthSettings.Hmac;
import io.pitwall.source.http.authenticate.AuthSettings.None;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthKeysTest {

    private static final ConfigDef DEFINITION = AuthKeys.define(new ConfigDef())
            .define("http.host", ConfigDef.Type.STRING, "127.0.0.1", Importance.HIGH, "As the listener has it.")
            .define("tls.client.auth", ConfigDef.Type.STRING, "none", Importance.HIGH, "As the listener has it.");

    private static List<ConfigValue> validated(Map<String, String> properties) {
        return DEFINITION.validate(properties);
    }

    private static Map<String, List<String>> errors(Map<String, String> properties) {
        return validated(properties).stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
    }

    private static Map<String, String> contradictions(Map<String, String> properties) {
        assertThat(errors(properties)).isEmpty();
        return AuthKeys.contradictions(DEFINITION.parse(properties), properties);
    }

    private static Map<String, String> contradictions(String... keysAndValues) {
        return contradictions(properties(keysAndValues));
    }

    private static Map<String, String> properties(String... keysAndValues) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return properties;
    }

    @Test
    void everyKeyHasTheDefaultThatIsPublished() {
        Map<String, Object> expected = new HashMap<>();
        expected.put("auth.type", "none");
        expected.put("auth.basic.username", "");
        expected.put("auth.basic.password", null);
        expected.put("auth.bearer.token", null);
        expected.put("auth.bearer.tokens.file", "");
        expected.put("auth.hmac.secret", null);
        expected.put("auth.hmac.timestamp.header", "X-Timestamp");
        expected.put("auth.hmac.signature.header", "X-Signature");
        expected.put("auth.hmac.window.ms", 300_000L);
        expected.put("tls.client.names", List.of());

        assertThat(AuthKeys.define(new ConfigDef()).defaultValues()).isEqualTo(expected);
    }

    @Test
    void secretsAreOfTheTypeThatIsNeverShown() {
        assertThat(DEFINITION.configKeys().values())
                .filteredOn(key -> key.type == ConfigDef.Type.PASSWORD)
                .extracting(key -> key.name)
                .containsExactlyInAnyOrder("auth.basic.password", "auth.bearer.token", "auth.hmac.secret");
    }

    @Test
    void theTypesAreOfferedToWhoeverConfigures() {
        assertThat(validated(Map.of()))
                .filteredOn(value -> value.name().equals("auth.type"))
                .singleElement()
                .extracting(ConfigValue::recommendedValues)
                .isEqualTo(List.of("none", "basic", "bearer", "hmac"));
    }

    @ParameterizedTest
    @CsvSource({
        "auth.type, hmac",
        "auth.basic.username, 'Jürgen @home'",
        "auth.bearer.token, a-Z0._~+/==",
        "auth.bearer.token, ''",
        "auth.bearer.tokens.file, tokens",
        "auth.hmac.timestamp.header, x",
        "auth.hmac.window.ms, 1000",
        "auth.hmac.window.ms, 86400000",
        "tls.client.names, 'bike-7,urn:car:9'"
    })
    void aValueAtTheEdgeOfWhatMayBeSaidIsValid(String key, String value) {
        assertThat(errors(Map.of(key, value))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "auth.type, oauth",
        "auth.type, Basic",
        "auth.type, ''",
        "auth.basic.username, a:b",
        "auth.bearer.token, two words",
        "auth.bearer.token, '=a'",
        "auth.bearer.token, grün",
        "auth.hmac.timestamp.header, ''",
        "auth.hmac.signature.header, 'X Signature'",
        "auth.hmac.signature.header, 'X-Signature:'",
        "auth.hmac.window.ms, 999",
        "auth.hmac.window.ms, 86400001",
        "tls.client.names, 'a,,b'"
    })
    void aValueBeyondItIsNot(String key, String value) {
        assertThat(errors(Map.of(key, value))).containsOnlyKeys(key);
    }

    @Test
    void controlCharactersAreNoPartOfANameOrPath() {
        assertThat(errors(Map.of("auth.basic.username", "a\tb", "auth.bearer.tokens.file", "a\0b")))
                .containsOnlyKeys("auth.basic.username", "auth.bearer.tokens.file");
    }

    @Test
    void aTokenThatIsRefusedIsNotRepeated() {
        assertThat(errors(Map.of("auth.bearer.token", "s3cret token")).get("auth.bearer.token"))
                .singleElement()
                .asString()
                .contains("Expected letters, digits and -._~+/")
                .doesNotContain("s3cret");
    }

    @Test
    void theDefaultsContradictNothing() {
        assertThat(contradictions()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "basic, auth.basic.username, alice, auth.basic.password, s3cret",
        "bearer, auth.bearer.token, s3cret, auth.hmac.window.ms, 300000",
        "bearer, auth.bearer.tokens.file, /etc/tokens, auth.bearer.token, ''",
        "hmac, auth.hmac.secret, s3cret, auth.hmac.window.ms, 60000",
        "none, auth.basic.username, '', auth.basic.password, ''"
    })
    void whatATypeNeedsIsEnough(String type, String key, String value, String otherKey, String otherValue) {
        assertThat(contradictions("auth.type", type, key, value, otherKey, otherValue))
                .isEmpty();
    }

    @Test
    void basicNeedsAUserAndAPassword() {
        assertThat(contradictions("auth.type", "basic"))
                .isEqualTo(Map.of(
                        "auth.basic.username",
                        "auth.basic.username is required with auth.type=basic; found nothing.",
                        "auth.basic.password",
                        "auth.basic.password is required with auth.type=basic; found nothing."));
    }

    @Test
    void anEmptyPasswordIsNone() {
        assertThat(contradictions("auth.type", "basic", "auth.basic.username", "alice", "auth.basic.password", ""))
                .containsOnlyKeys("auth.basic.password");
    }

    @Test
    void bearerNeedsATokenOrAFile() {
        assertThat(contradictions("auth.type", "bearer"))
                .isEqualTo(
                        Map.of(
                                "auth.bearer.token",
                                "auth.bearer.token or auth.bearer.tokens.file is required with auth.type=bearer; found neither."));
    }

    @Test
    void bearerTakesATokenOrAFileAndNotBoth() {
        assertThat(contradictions(
                        "auth.type", "bearer", "auth.bearer.token", "s3cret", "auth.bearer.tokens.file", "/etc/tokens"))
                .isEqualTo(Map.of(
                        "auth.bearer.tokens.file",
                        "auth.bearer.tokens.file stands for auth.bearer.token; found both. Leave one of them out."));
    }

    @Test
    void hmacNeedsASecret() {
        assertThat(contradictions("auth.type", "hmac"))
                .isEqualTo(
                        Map.of("auth.hmac.secret", "auth.hmac.secret is required with auth.type=hmac; found nothing."));
    }

    @Test
    void timestampAndSignatureAreInTwoHeaders() {
        assertThat(contradictions(
                        "auth.type", "hmac", "auth.hmac.secret", "s3cret", "auth.hmac.signature.header", "x-timestamp"))
                .isEqualTo(Map.of(
                        "auth.hmac.signature.header",
                        "auth.hmac.signature.header must be another header than auth.hmac.timestamp.header; "
                                + "found x-timestamp for both."));
    }

    @ParameterizedTest
    @CsvSource({
        "auth.basic.username, alice, basic",
        "auth.basic.password, s3cret, basic",
        "auth.bearer.token, s3cret, bearer",
        "auth.bearer.tokens.file, /etc/tokens, bearer",
        "auth.hmac.secret, s3cret, hmac",
        "auth.hmac.timestamp.header, T, hmac",
        "auth.hmac.signature.header, S, hmac",
        "auth.hmac.window.ms, 60000, hmac"
    })
    void aKeyOfAnotherTypeIsReportedBecauseItsWriterBelievesInIt(String key, String value, String owner) {
        assertThat(contradictions("auth.type", "none", key, value))
                .isEqualTo(Map.of(
                        key,
                        key + " is for auth.type=" + owner
                                + "; found auth.type=none. Leave the key out, or change auth.type."));
    }

    @Test
    void noMessageRepeatsASecret() {
        assertThat(contradictions(
                        "auth.basic.password", "s3cret", "auth.bearer.token", "s3cret", "auth.hmac.secret", "s3cret"))
                .hasSize(3)
                .allSatisfy((key, message) -> assertThat(message).doesNotContain("s3cret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.1.2.3", "gateway.example.org"})
    void anOpenDoorMustBeMeant(String host) {
        assertThat(contradictions("http.host", host))
                .isEqualTo(Map.of(
                        "auth.type",
                        "http.host=" + host
                                + " is reachable from other machines, and anybody there may send. Set auth.type "
                                + "to basic, bearer or hmac, or tls.client.auth=required; or write auth.type=none out, to say "
                                + "that this is meant."));
    }

    @Test
    void anOpenDoorThatIsWrittenOutIsMeant() {
        assertThat(contradictions("http.host", "0.0.0.0", "auth.type", "none")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1"})
    void nobodyElseComesThroughADoorToThisMachineOnly(String host) {
        assertThat(contradictions("http.host", host)).isEmpty();
    }

    @Test
    void aDoorWhereSomethingIsAskedForIsNotOpen() {
        assertThat(contradictions("http.host", "0.0.0.0", "auth.type", "hmac", "auth.hmac.secret", "s3cret"))
                .isEmpty();
        assertThat(contradictions("http.host", "0.0.0.0", "tls.client.auth", "required"))
                .isEmpty();
    }

    @Test
    void namesOfCertificatesNeedCertificates() {
        assertThat(contradictions("tls.client.names", "bike-7"))
                .isEqualTo(
                        Map.of(
                                "tls.client.names",
                                "tls.client.names needs tls.client.auth=required: nobody has to show a certificate otherwise."));
        assertThat(contradictions("tls.client.names", "bike-7", "tls.client.auth", "required"))
                .isEmpty();
    }

    private static AuthSettings settings(String... keysAndValues) {
        return AuthKeys.settings(new AbstractConfig(DEFINITION, properties(keysAndValues), false));
    }

    @Test
    void whatIsSaidIsWhatIsMeant() {
        assertThat(settings()).isEqualTo(new AuthSettings(new None(), Optional.empty()));
        assertThat(settings("auth.type", "basic", "auth.basic.username", "phone", "auth.basic.password", "grün"))
                .isEqualTo(new AuthSettings(new Basic("phone", new Password("grün")), Optional.empty()));
        assertThat(settings("auth.type", "bearer", "auth.bearer.token", "right"))
                .isEqualTo(new AuthSettings(new BearerToken(new Password("right")), Optional.empty()));
        assertThat(settings("auth.type", "bearer", "auth.bearer.tokens.file", "/etc/tokens"))
                .isEqualTo(new AuthSettings(new BearerTokensFile(Path.of("/etc/tokens")), Optional.empty()));
        assertThat(settings(
                        "auth.type", "hmac",
                        "auth.hmac.secret", "s3cret",
                        "auth.hmac.timestamp.header", "T",
                        "auth.hmac.signature.header", "S",
                        "auth.hmac.window.ms", "1000"))
                .isEqualTo(new AuthSettings(
                        new Hmac(new Password("s3cret"), "T", "S", Duration.ofSeconds(1)), Optional.empty()));
    }

    @Test
    void requiredCertificatesAreThoseOfTheListOrAll() {
        assertThat(settings("tls.client.auth", "required", "tls.client.names", "bike-7,car 9"))
                .isEqualTo(new AuthSettings(new None(), Optional.of(Set.of("bike-7", "car 9"))));
        assertThat(settings("tls.client.auth", "required"))
                .isEqualTo(new AuthSettings(new None(), Optional.of(Set.of())));
    }
}
