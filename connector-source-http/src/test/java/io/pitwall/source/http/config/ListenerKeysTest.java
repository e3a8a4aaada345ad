package io.pitwall.source.http.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

/** What is said about the keys of a listener, for TLS and for browsers. */
final class ListenerKeysTest {

    private static final String CERTIFICATE = "tls.certificate.file";
    private static final String KEY = "tls.key.file";
    private static final String KEYSTORE = "tls.keystore.file";

    /** The key of each problem, with the first message there. */
    private static Map<String, String> problems(String... keysAndValues) {
        Map<String, String> properties = new HashMap<>(Map.of("topic", "rows"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        Map<String, String> problems = new HashMap<>();
        for (ConfigValue value : GatewayDefinition.check(properties)) {
            value.errorMessages().stream().findFirst().ifPresent(message -> problems.put(value.name(), message));
        }
        return problems;
    }

    @Test
    void twoPemFilesOrAStoreAreEnough() {
        assertThat(problems(CERTIFICATE, "/nowhere/tls.crt", KEY, "/nowhere/tls.key"))
                .isEmpty();
        assertThat(problems(KEYSTORE, "/nowhere/tls.p12", "tls.keystore.password", "x"))
                .isEmpty();
    }

    @Test
    void aCertificateAndItsKeyComeTogether() {
        assertThat(problems(CERTIFICATE, "tls.crt"))
                .containsOnly(entry(KEY, "tls.key.file is needed with tls.certificate.file; found nothing."));
        assertThat(problems(KEY, "tls.key"))
                .containsOnly(entry(CERTIFICATE, "tls.certificate.file is needed with tls.key.file; found nothing."));
    }

    @Test
    void aStoreAndPemFilesExcludeEachOther() {
        assertThat(problems(KEYSTORE, "tls.p12", CERTIFICATE, "tls.crt", KEY, "tls.key"))
                .containsOnlyKeys(KEYSTORE);
    }

    @Test
    void aPasswordNeedsItsStoreAndIsNotQuoted() {
        assertThat(problems("tls.keystore.password", "secret"))
                .containsOnlyKeys("tls.keystore.password")
                .allSatisfy((key, message) -> assertThat(message).doesNotContain("secret"));
    }

    @Test
    void clientCertificatesNeedAnAuthorityAndAListenerWithTls() {
        assertThat(problems("tls.client.auth", "required", CERTIFICATE, "tls.crt", KEY, "tls.key"))
                .containsOnlyKeys("tls.client.ca.file");
        assertThat(problems("tls.client.auth", "required", "tls.client.ca.file", "ca.crt"))
                .containsOnlyKeys("tls.client.auth");
        assertThat(problems("tls.client.ca.file", "ca.crt", CERTIFICATE, "tls.crt", KEY, "tls.key"))
                .containsOnlyKeys("tls.client.auth");
    }

    @Test
    void clientAuthIsOneOfTwoWords() {
        assertThat(problems("tls.client.auth", "maybe")).containsOnlyKeys("tls.client.auth");
    }

    @Test
    void theTimesAndTheNumberOfConnectionsArePositive() {
        for (String key : List.of("max.connections", "request.header.timeout.ms", "connection.idle.timeout.ms")) {
            assertThat(problems(key, "0")).containsOnlyKeys(key);
            assertThat(problems(key, "1")).isEmpty();
        }
    }

    @Test
    void filesMayNeverBeReadAgain() {
        assertThat(problems("tls.reload.interval.ms", "0")).isEmpty();
        assertThat(problems("tls.reload.interval.ms", "-1")).containsOnlyKeys("tls.reload.interval.ms");
    }

    @Test
    void anOriginHasNoPath() {
        assertThat(problems("cors.allowed.origins", "https://a.example,http://localhost:3000"))
                .isEmpty();
        assertThat(problems("cors.allowed.origins", "https://a.example/")).containsOnlyKeys("cors.allowed.origins");
    }

    @Test
    void aStarStandsAlone() {
        assertThat(problems("cors.allowed.origins", "*")).isEmpty();
        assertThat(problems("cors.allowed.origins", "*,https://a.example"))
                .containsOnly(entry(
                        "cors.allowed.origins",
                        "cors.allowed.origins must be * alone or a list of origins; found both."));
    }
}
