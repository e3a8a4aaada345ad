package io.pitwall.source.http.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PresetTest {

    @ParameterizedTest
    @ValueSource(strings = {"none", "sensor-logger", "owntracks", "ndjson", "otlp-metrics-json"})
    void withATopicItIsAWholeConfiguration(String preset) {
        assertThat(GatewayDefinition.check(Map.of("topic", "rows", "preset", preset)))
                .flatExtracting(ConfigValue::errorMessages)
                .isEmpty();
    }

    @Test
    void whatItSetsIsShownAsTheValue() {
        assertThat(GatewayDefinition.check(Map.of("topic", "rows", "preset", "owntracks")))
                .filteredOn(value -> value.name().equals("http.path"))
                .extracting(ConfigValue::value)
                .containsExactly("/pub");
    }

    @Test
    void aKeyThatWasGivenAnotherValueThanItsDefaultStays() {
        assertThat(Preset.complete(Map.of("preset", "sensor-logger", "key.field", "sessionId")))
                .containsEntry("key.field", "sessionId")
                .containsEntry("records.pointer", "/payload");
    }

    @Test
    void aDefaultThatAUserInterfaceSentIsNoWish() {
        Map<String, String> everyDefault = new HashMap<>();
        GatewayDefinition.ALL
                .defaultValues()
                .keySet()
                .forEach(key -> everyDefault.put(key, GatewayDefinition.defaultOf(key)));
        everyDefault.put("preset", "sensor-logger");

        assertThat(Preset.complete(everyDefault))
                .containsAllEntriesOf(Preset.complete(Map.of("preset", "sensor-logger")));
    }

    @Test
    void aProblemWithWhatItSetsSaysWhereThatIsFrom() {
        assertThat(GatewayDefinition.check(
                        Map.of("topic", "rows", "preset", "sensor-logger", "errors.tolerance", "all")))
                .filteredOn(value -> value.name().equals("dedup.id.field"))
                .flatExtracting(ConfigValue::errorMessages)
                .singleElement()
                .asString()
                .endsWith(
                        "It is part of preset=sensor-logger; to do without it, leave the preset out and set its other keys.");
    }

    @Test
    void anUnknownOneIsAProblemAtItsKey() {
        assertThat(GatewayDefinition.check(Map.of("topic", "rows", "preset", "otlp")))
                .filteredOn(value -> !value.errorMessages().isEmpty())
                .extracting(ConfigValue::name)
                .containsExactly("preset");
    }

    @Test
    void aRouteHasThePresetOfItsOwn() {
        Map<String, String> properties = Map.of(
                "preset", "sensor-logger",
                "routes", "tracks",
                "routes.tracks.preset", "ndjson",
                "routes.tracks.http.path", "/tracks");

        assertThat(Preset.complete(RouteKeys.propertiesOf("tracks", properties)))
                .containsEntry("max.body.bytes", "16777216")
                .doesNotContainKey("records.pointer");
    }
}
