package io.pitwall.source.http.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

/** The contract users write their JSON against. */
final class GatewayDefinitionTest {

    @Test
    void everyKeyHasTheDefaultThatIsPublished() {
        Map<String, Object> defaults = new HashMap<>();
        GatewayDefinition.ALL.configKeys().forEach((name, key) -> {
            if (key.hasDefault()) {
                defaults.put(name, key.defaultValue);
            }
        });

        assertThat(defaults)
                .containsOnly(
                        entry("http.host", "127.0.0.1"),
                        entry("http.port", 8080),
                        entry("http.path", "/telemetry"),
                        entry("records.pointer", ""),
                        entry("envelope.fields", List.of()),
                        entry("key.field", ""),
                        entry("max.body.bytes", 1_048_576),
                        entry("max.inflight.bytes", 67_108_864L),
                        entry("ack.timeout.ms", 30_000L),
                        entry("max.connections", 10_000),
                        entry("request.header.timeout.ms", 10_000L),
                        entry("connection.idle.timeout.ms", 600_000L),
                        entry("tls.certificate.file", ""),
                        entry("tls.key.file", ""),
                        entry("tls.keystore.file", ""),
                        entry("tls.keystore.password", new Password("")),
                        entry("tls.client.auth", "none"),
                        entry("tls.client.ca.file", ""),
                        entry("tls.reload.interval.ms", 10_000L),
                        entry("cors.allowed.origins", List.of()),
                        entry("request.body.timeout.ms", 30_000L),
                        entry("value.format", "object"),
                        entry("dedup.id.field", ""),
                        entry("dedup.scope.field", ""),
                        entry("dedup.id.header", ""),
                        entry("dedup.expiry.ms", 86_400_000L),
                        entry("preset", "none"),
                        entry("client.max.inflight.bytes", 0L),
                        entry("client.max.requests.per.second", 0.0),
                        entry("auth.type", "none"),
                        entry("auth.basic.username", ""),
                        entry("auth.basic.password", null),
                        entry("auth.bearer.token", null),
                        entry("auth.bearer.tokens.file", ""),
                        entry("auth.hmac.secret", null),
                        entry("auth.hmac.signature.header", "X-Signature"),
                        entry("auth.hmac.timestamp.header", "X-Timestamp"),
                        entry("auth.hmac.window.ms", 300_000L),
                        entry("tls.client.names", List.of()),
                        entry("request.key", ""),
                        entry("request.headers", List.of()),
                        entry("request.columns", List.of()),
                        entry("routes", List.of()),
                        entry("demo.page", false),
                        entry("response.body", "{\"accepted\": ${count}}"));
    }

    @Test
    void onlyTheTopicIsRequired() {
        assertThat(GatewayDefinition.ALL.configKeys().values())
                .filteredOn(key -> !key.hasDefault())
                .extracting(key -> key.name)
                .containsExactly("topic");
    }

    @Test
    void whatTheWorkerAddsToTheConfigOfATaskIsKnown() {
        assertThat(new GatewayConfig(Map.of("topic", "rows", "task.class", "io.pitwall.Task")).originalsStrings())
                .containsKey("task.class");
    }

    @Test
    void everyKeyIsPresentable() {
        Set<String> places = new HashSet<>();
        for (ConfigDef.ConfigKey key : GatewayDefinition.ALL.configKeys().values()) {
            assertThat(key.documentation).as(key.name).endsWith(".").doesNotContain("<");
            assertThat(key.displayName).as(key.name).isNotBlank().isNotEqualTo(key.name);
            assertThat(key.width).as(key.name).isNotEqualTo(ConfigDef.Width.NONE);
            assertThat(places.add(key.group + key.orderInGroup))
                    .as(key.name + " has its own place")
                    .isTrue();
        }
    }
}
