package io.pitwall.source.http.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DedupKeysTest {

    private static final ConfigDef DEFINITION = DedupKeys.define(new ConfigDef());

    private static Map<String, String> contradictions(Map<String, String> properties) {
        return DedupKeys.contradictions(DEFINITION.parse(properties), properties);
    }

    private static boolean isValid(String key, String value) {
        return DEFINITION.validate(Map.of(key, value)).stream()
                .allMatch(found -> found.errorMessages().isEmpty());
    }

    @Test
    void messagesAreNotToldApartUnlessConfigured() {
        assertThat(DEFINITION.defaultValues())
                .isEqualTo(Map.of(
                        "dedup.id.field", "",
                        "dedup.scope.field", "",
                        "dedup.id.header", "",
                        "dedup.expiry.ms", 86_400_000L));
    }

    @Test
    void withoutDeduplicationConnectsKeysAreFree() {
        assertThat(contradictions(Map.of("errors.tolerance", "all", "errors.retry.timeout", "-1")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dedup.id.field", "dedup.id.header"})
    void eitherNameOfAMessageIsEnough(String key) {
        assertThat(contradictions(Map.of(key, "x", "errors.tolerance", "none", "errors.retry.timeout", "0")))
                .isEmpty();
    }

    @Test
    void theIdMayHaveAScope() {
        assertThat(contradictions(Map.of("dedup.id.field", "messageId", "dedup.scope.field", "sessionId")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "dedup.scope.field=s, dedup.scope.field, needs dedup.id.field",
        "dedup.id.field=i dedup.id.header=h, dedup.id.header, leave one of them out",
        "dedup.id.field=i errors.tolerance=all, dedup.id.field, needs errors.tolerance=none",
        "dedup.id.header=h errors.tolerance=all exactly.once.support=required, dedup.id.header, needs errors.tolerance=none",
        "dedup.id.field=i errors.retry.timeout=-1, dedup.id.field, needs errors.retry.timeout=0",
        "dedup.id.header=h errors.retry.timeout=1000, dedup.id.header, needs errors.retry.timeout=0"
    })
    void whatCannotBeIsReportedAtTheKeyToChange(String properties, String key, String message) {
        Map<String, String> given = new HashMap<>();
        for (String property : List.of(properties.split(" ", -1))) {
            int equals = property.indexOf('=');
            given.put(property.substring(0, equals), property.substring(equals + 1));
        }

        assertThat(contradictions(given)).containsOnlyKeys(key);
        assertThat(contradictions(given).get(key)).contains(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Idempotency-Key", "X_1", ""})
    void aHeaderHasATokenForItsName(String name) {
        assertThat(isValid("dedup.id.header", name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Idempotency Key", "Key:", "ké"})
    void anythingElseIsNoHeader(String name) {
        assertThat(isValid("dedup.id.header", name)).isFalse();
    }

    @Test
    void theExpiryIsAtLeastASecond() {
        assertThat(isValid("dedup.expiry.ms", "1000")).isTrue();
        assertThat(isValid("dedup.expiry.ms", "999")).isFalse();
    }
}
