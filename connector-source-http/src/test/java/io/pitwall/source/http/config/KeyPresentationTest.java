package io.pitwall.source.http.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

final class KeyPresentationTest {

    @Test
    void everyKeyIsPresentable() {
        ConfigDef definition = ClientLimitKeys.define(AuthKeys.define(new ConfigDef()));
        Set<String> places = new HashSet<>();
        for (ConfigDef.ConfigKey key : definition.configKeys().values()) {
            assertThat(key.documentation).as(key.name).endsWith(".").doesNotContain("<");
            assertThat(key.displayName).as(key.name).isNotBlank().isNotEqualTo(key.name);
            assertThat(key.width).as(key.name).isNotEqualTo(ConfigDef.Width.NONE);
            assertThat(places.add(key.group + key.orderInGroup))
                    .as(key.name + " has its own place")
                    .isTrue();
        }
    }
}
