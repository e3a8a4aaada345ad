package io.pitwall.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.source.http.deduplicate.TaskShare;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpGatewaySourceConnectorTest {

    private final HttpGatewaySourceConnector connector = new HttpGatewaySourceConnector();

    /** Key to its messages, for the keys that have any. */
    private Map<String, List<String>> errors(Map<String, String> config) {
        return connector.validate(config).configValues().stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
    }

    private Map<String, List<String>> errorsWith(String key, String value) {
        Map<String, String> config = new HashMap<>(Map.of("topic", "rows"));
        config.put(key, value);
        return errors(config);
    }

    @Test
    void theSmallestConfigurationIsValid() {
        assertThat(errors(Map.of("topic", "rows"))).isEmpty();
    }

    @Test
    void anAlmostEmptyConfigurationLacksTheTopicOnly() {
        assertThat(errors(Map.of("connector.class", "HttpGatewaySourceConnector")))
                .containsOnlyKeys("topic");
    }

    @Test
    void aMissingTopicIsOneProblem() {
        assertThat(errors(Map.of()).get("topic"))
                .containsExactly("Missing required configuration \"topic\" which has no default value.");
    }

    @Test
    void aTopicThatIsNullIsAProblem() {
        assertThat(errors(Collections.singletonMap("topic", null))).containsOnlyKeys("topic");
    }

    @Test
    void everyProblemIsReportedAtItsKey() {
        Map<String, String> config = Map.of(
                "http.port", "65536",
                "http.path", "telemetry",
                "records.pointer", "payload",
                "max.body.bytes", "0",
                "ack.timeout.ms", "soon",
                "htp.host", "::1");

        assertThat(errors(config))
                .containsOnlyKeys(
                        "topic",
                        "http.port",
                        "http.path",
                        "records.pointer",
                        "max.body.bytes",
                        "ack.timeout.ms",
                        "htp.host");
    }

    @ParameterizedTest
    @CsvSource({
        "http.port, 0",
        "http.port, 65535",
        "http.path, /",
        "http.path, /a/b",
        "records.pointer, /a/0/b~1c",
        "max.body.bytes, 1",
        "max.inflight.bytes, 1048576",
        "ack.timeout.ms, 300000",
        "request.body.timeout.ms, 1",
        "http.path, /telemetry/{deviceId}",
        "request.key, header.X-Car",
        "request.headers, 'car=header.X-Car,s=query.s'",
        "response.body, ok"
    })
    void aValueAtTheEdgeOfItsRangeIsValid(String key, String value) {
        assertThat(errorsWith(key, value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http.port, -1",
        "http.port, 65536",
        "http.path, /a?b",
        "http.path, /health/live",
        "http.path, '/a b'",
        "http.host, ' '",
        "topic, ' '",
        "max.body.bytes, 0",
        "max.inflight.bytes, 0",
        "ack.timeout.ms, 0",
        "ack.timeout.ms, 300001",
        "request.body.timeout.ms, 0",
        "http.path, /a/{b",
        "http.path, /{a}/{a}",
        "http.path, /x{a}",
        "request.key, car",
        "request.key, path.car",
        "request.headers, car",
        "request.headers, car=path.car",
        "response.body, '{\"n\": ${cnt}}'",
        "routes, a b"
    })
    void aValueBeyondTheEdgeOfItsRangeIsNot(String key, String value) {
        assertThat(errorsWith(key, value)).containsOnlyKeys(key);
    }

    @Test
    void envelopeFieldsNeedAnArrayToBeBeside() {
        assertThat(errorsWith("envelope.fields", "deviceId").get("envelope.fields"))
                .containsExactly("envelope.fields needs records.pointer: "
                        + "without it the body is the record, and nothing is beside it.");
    }

    @Test
    void lessInFlightThanOneBodyWouldAdmitNothing() {
        assertThat(errorsWith("max.inflight.bytes", "1048575").get("max.inflight.bytes"))
                .containsExactly(
                        "max.inflight.bytes must be at least max.body.bytes, or a body of that size would never "
                                + "be admitted; found 1048575, max.body.bytes=1048576.");
    }

    private Map<String, List<String>> errorsOfRoutes(String... keysAndValues) {
        Map<String, String> config = new HashMap<>(Map.of("topic", "rows", "routes", "phones,cars"));
        config.put("routes.phones.http.path", "/phones");
        config.put("routes.cars.http.path", "/cars/{car}");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            config.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return errors(config);
    }

    @Test
    void routesNeedAPathEachAndNothingElse() {
        assertThat(errorsOfRoutes()).isEmpty();
        assertThat(errorsOfRoutes("routes", "phones,cars,bikes").get("routes"))
                .containsExactly("Expected routes.bikes.http.path; found nothing.");
    }

    @Test
    void aRoutesOwnMistakeIsReportedAtItsOwnKey() {
        assertThat(errorsOfRoutes("routes.cars.envelope.fields", "team", "routes.phones.records.pointer", "payload"))
                .containsOnlyKeys("routes.cars.envelope.fields", "routes.phones.records.pointer");
    }

    @Test
    void aMistakeThatARouteInheritsIsReportedWhereItWasMade() {
        assertThat(errorsOfRoutes("envelope.fields", "team", "routes.cars.records.pointer", "/frames"))
                .containsOnlyKeys("envelope.fields");
    }

    @Test
    void aRouteMayUseThePathParametersOfItsOwnPath() {
        assertThat(errorsOfRoutes("routes.cars.request.key", "path.car")).isEmpty();
        assertThat(errorsOfRoutes("routes.phones.request.key", "path.car"))
                .containsOnlyKeys("routes.phones.request.key");
    }

    @Test
    void aKeyOfNoRouteAndAKeyThatNoRouteHasAreUnknown() {
        assertThat(errorsOfRoutes("routes.bikes.topic", "bikes", "routes.cars.http.port", "1"))
                .containsOnlyKeys("routes.bikes.topic", "routes.cars.http.port");
    }

    @Test
    void twoSourcesOfTheKeyAreOneTooMany() {
        assertThat(errors(Map.of("topic", "rows", "key.field", "id", "request.key", "header.X-Car")))
                .containsOnlyKeys("request.key");
    }

    @ParameterizedTest
    @CsvSource({
        "http.prot, http.port",
        "htp.host, http.host",
        "record.pointer, records.pointer",
        "envelope.field, envelope.fields",
        "task.max, tasks.max",
        "error.tolerance, errors.tolerance"
    })
    void aMisspeltKeyIsReportedWithTheOneThatIsMeant(String key, String meant) {
        assertThat(errorsWith(key, "x").get(key))
                .containsExactly("Unknown key `" + key + "`; did you mean `" + meant + "`?");
    }

    @Test
    void aKeyLikeNoOtherIsReportedWithoutAGuess() {
        assertThat(errorsWith("flux.capacitor", "1.21").get("flux.capacitor"))
                .containsExactly("Unknown key `flux.capacitor`; see the reference of this connector for its keys.");
    }

    @Test
    void theValueOfAnUnknownKeyIsNotRepeated() {
        assertThat(connector
                        .validate(Map.of("topic", "rows", "auth.bearer.tokn", "s3cret"))
                        .configValues())
                .filteredOn(value -> value.name().equals("auth.bearer.tokn"))
                .extracting(ConfigValue::value)
                .containsOnlyNulls();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "connector.class",
                "connector.plugin.version",
                "tasks.max",
                "tasks.max.enforce",
                "key.converter",
                "value.converter.schemas.enable",
                "value.converter.plugin.version",
                "header.converter",
                "transforms",
                "transforms.flat.type",
                "predicates.is.type",
                "errors.tolerance",
                "errors.retry.timeout",
                "topic.creation.default.partitions",
                "producer.override.linger.ms",
                "consumer.override.max.poll.records",
                "admin.override.client.id",
                "config.action.reload",
                "exactly.once.support",
                "transaction.boundary",
                "transaction.boundary.interval.ms",
                "offsets.storage.topic"
            })
    void aKeyOfConnectIsKnown(String key) {
        assertThat(errorsWith(key, "1")).isEmpty();
    }

    @Test
    void aConfigurationThatCannotWorkDoesNotStart() {
        assertThatThrownBy(() -> connector.start(Map.of("topic", "rows", "envelope.fields", "deviceId")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("envelope.fields needs records.pointer");
    }

    @Test
    void everyTaskGetsTheWholeConfigurationBecauseConnectsKeysMatterToIt() {
        Map<String, String> config = Map.of("topic", "rows", "name", "gateway", "errors.tolerance", "all");
        connector.start(config);

        assertThat(connector.taskConfigs(3)).hasSize(3).allSatisfy(task -> assertThat(TaskShare.connectorConfigOf(task))
                .isEqualTo(config));
        assertThat(connector.taskConfigs(3).stream().map(TaskShare::of))
                .containsExactly(new TaskShare(0, 3), new TaskShare(1, 3), new TaskShare(2, 3));
        assertThat(connector.taskClass()).isEqualTo(HttpGatewaySourceTask.class);
        connector.stop();
    }

    @Test
    void exactlyOnceIsSupportedWithBoundariesOfItsOwn() {
        assertThat(connector.exactlyOnceSupport(Map.of())).isEqualTo(ExactlyOnceSupport.SUPPORTED);
        assertThat(connector.canDefineTransactionBoundaries(Map.of()))
                .isEqualTo(ConnectorTransactionBoundaries.SUPPORTED);
    }

    @Test
    void offsetsCanBeReset() {
        assertThat(connector.alterOffsets(Map.of(), Map.of())).isTrue();
        assertThat(connector.alterOffsets(Map.of(), Collections.singletonMap(Map.of("dedup", "17"), null)))
                .isTrue();
        assertThat(connector.alterOffsets(Map.of(), Collections.singletonMap(Map.of("p", "x"), null)))
                .isTrue();
    }

    @Test
    void settingOffsetsIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> connector.alterOffsets(Map.of(), Map.of(Map.of("dedup", "17"), Map.of("v", 1))))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("DELETE them");
    }

    @Test
    void connectFindsTheConnectorAndItsVersion() {
        assertThat(ServiceLoader.load(SourceConnector.class)).singleElement().satisfies(found -> {
            assertThat(found).isInstanceOf(HttpGatewaySourceConnector.class);
            assertThat(found.version()).matches("\\d+\\.\\d+\\.\\d+.*");
        });
    }
}
