package io.pitwall.source.http.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.source.http.admit.ClientLimitSettings;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientLimitKeysTest {

    private static final ConfigDef DEFINITION = ClientLimitKeys.define(new ConfigDef());

    private static List<String> errors(String key, String value) {
        return DEFINITION.validate(Map.of(key, value)).stream()
                .filter(found -> found.name().equals(key))
                .map(ConfigValue::errorMessages)
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> contradictions(long clientBytes) {
        return ClientLimitKeys.contradictions(
                Map.of("client.max.inflight.bytes", clientBytes, "max.inflight.bytes", 1_000L, "max.body.bytes", 100));
    }

    @Test
    void nobodyIsLimitedUnlessConfigured() {
        assertThat(DEFINITION.defaultValues())
                .isEqualTo(Map.of("client.max.inflight.bytes", 0L, "client.max.requests.per.second", 0.0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.001", "2.5", "1000000"})
    void aRateFromOneInAThousandSecondsToAMillionPerSecondIsValid(String rate) {
        assertThat(errors("client.max.requests.per.second", rate)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0.0009", "1000001", "NaN", "Infinity", "many"})
    void anyOtherRateIsNot(String rate) {
        assertThat(errors("client.max.requests.per.second", rate)).hasSize(1);
    }

    @Test
    void lessThanNothingInFlightIsNotValid() {
        assertThat(errors("client.max.inflight.bytes", "-1")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 100, 1_000})
    void aPartFromOneBodyToTheWholeContradictsNothing(long bytes) {
        assertThat(contradictions(bytes)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "99 | client.max.inflight.bytes must be 0 or at least max.body.bytes, or a body of that size would never be "
                        + "admitted; found 99, max.body.bytes=100.",
                "1001 | client.max.inflight.bytes must be at most max.inflight.bytes, of which it is a part; found 1001, "
                        + "max.inflight.bytes=1000."
            })
    void anyOtherPartDoes(long bytes, String message) {
        assertThat(contradictions(bytes)).isEqualTo(Map.of("client.max.inflight.bytes", message));
    }

    @Test
    void whatIsSaidIsWhatIsMeant() {
        Map<String, String> properties =
                Map.of("client.max.inflight.bytes", "4096", "client.max.requests.per.second", "2.5");

        assertThat(ClientLimitKeys.settings(new AbstractConfig(DEFINITION, properties, false)))
                .isEqualTo(new ClientLimitSettings(4_096, 2.5));
    }
}
