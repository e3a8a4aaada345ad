package io.pitwall.sink.config;

import static io.pitwall.sink.config.Configurations.problems;
import static io.pitwall.sink.config.Configurations.working;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.sink.config.keys.WindowSinkDefinition;
import io.pitwall.sink.shard.OnQueryChange;
import io.pitwall.sink.state.ProcessingGuarantee;
import io.pitwall.sink.windowing.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WindowSinkChecksTest {

    @Test
    void everyKeyAndDefaultIsPinned() {
        List<String> keys = new ArrayList<>();
        WindowSinkDefinition.definition().configKeys().values().forEach(key -> {
            Object value = key.defaultValue instanceof Class<?> type ? type.getSimpleName() : key.defaultValue;
            keys.add(key.name + (key.hasDefault() ? " = " + value : " required"));
        });

        assertThat(keys)
                .containsExactlyInAnyOrder(
                        "where = ",
                        "select required",
                        "having = ",
                        "on.error = reject",
                        "timestamp.column = ",
                        "timestamp.unit = ms",
                        "max.future.ms = 300000",
                        "idle.timeout.ms = 5000",
                        "window.type = hopping",
                        "window.size.ms = null",
                        "window.advance.ms = null",
                        "session.gap.ms = null",
                        "window.count = null",
                        "window.advance.count = null",
                        "window.offset.ms = 0",
                        "window.time.zone = ",
                        "window.grace.ms = 0",
                        "window.clock = partition",
                        "state.ttl.ms = 604800000",
                        "emit = final",
                        "emit.interval.ms = 1000",
                        "emit.early.when = ",
                        "emit.empty = 0",
                        "output.topic required",
                        "late.topic = ",
                        "output.key.converter = StringConverter",
                        "output.value.converter = JsonConverter",
                        "alert.when = ",
                        "alert.clear.when = ",
                        "alert.evaluate = change",
                        "alert.topic = ",
                        "alert.cooldown.ms = 60000",
                        "processing.guarantee = exactly_once",
                        "commit.interval.ms = 200",
                        "on.query.change = fail",
                        "state.dir = ",
                        "state.memory.bytes = 268435456",
                        "kafka.bootstrap.servers required");
    }

    @Test
    void everyKeyIsPresentedInFullToUserInterfaces() {
        for (ConfigDef.ConfigKey key :
                WindowSinkDefinition.definition().configKeys().values()) {
            assertThat(key.group).as(key.name).isNotBlank();
            assertThat(key.displayName).as(key.name).isNotBlank();
            assertThat(key.documentation).as(key.name).isNotBlank().doesNotContain("<");
            assertThat(key.orderInGroup).as(key.name).isPositive();
        }
    }

    @Test
    void aWorkingConfigurationHasNoProblem() {
        assertThat(problems(working())).isEmpty();

        WindowSinkConfig config = WindowSinkConfig.of(working());

        assertThat(config.windows()).isEqualTo(new Windows.Hopping(2_000, 250, 0));
        assertThat(config.processingGuarantee()).isEqualTo(ProcessingGuarantee.EXACTLY_ONCE);
        assertThat(config.alertTopic()).contains("alerts");
        assertThat(config.lateTopic()).isEmpty();
        assertThat(config.clientSettings()).containsEntry("bootstrap.servers", "localhost:9092");
    }

    @Test
    void wordsAreTakenInAnyCase() {
        Map<String, String> properties = working();
        properties.put("on.error", "Null");
        properties.put("on.query.change", "RESET");
        properties.put("processing.guarantee", "At_Least_Once");

        WindowSinkConfig config = WindowSinkConfig.of(properties);

        assertThat(config.onError()).isEqualTo(OnError.NULL);
        assertThat(config.onQueryChange()).isEqualTo(OnQueryChange.RESET);
        assertThat(config.processingGuarantee()).isEqualTo(ProcessingGuarantee.AT_LEAST_ONCE);
    }

    @Test
    void minusOneMeansNoLimit() {
        Map<String, String> properties = working();
        properties.put("max.future.ms", "-1");
        properties.put("idle.timeout.ms", "-1");

        WindowSinkConfig config = WindowSinkConfig.of(properties);

        assertThat(config.maxFutureMs()).isEmpty();
        assertThat(config.idleTimeoutMs()).isEmpty();
    }

    @Test
    void anAlmostEmptyConfigurationIsAnsweredWithWhatIsMissing() {
        Map<String, List<String>> problems =
                problems(Map.of("connector.class", "io.pitwall.sink.WindowSinkConnector", "topics", "rows"));

        assertThat(problems.keySet())
                .containsExactlyInAnyOrder(
                        "select", "window.size.ms", "output.topic", "kafka.bootstrap.servers", "window.advance.ms");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            window.advance.ms    | soon     | window.advance.ms | soon
            where                | x +      | where             | position
            having               | nope > 1 | having            | Column `nope` stands outside an aggregate
            output.topic         | rows     | output.topic      | output.topic must not be one of the input topics
            output.topic         | my rows  | output.topic      | must be a topic name
            late.topic           | features | late.topic        | late.topic must differ from output.topic
            alert.topic          | features | alert.topic       | alert.topic must differ from output.topic
            late.topic           | alerts   | late.topic        | late.topic must differ from alert.topic
            name                 | my phones | name             | name must consist of letters, digits, `.`, `_` and `-`
            name                 | ../phones | name             | name must consist of letters, digits, `.`, `_` and `-`
            name                 | ..       | name              | name must consist of letters, digits, `.`, `_` and `-`
            topics               | rows,rows | |
            topics               | a, features | output.topic   | output.topic must not be one of the input topics
            select               | '  '     | select            | non-empty
            output.topic         | '  '     | output.topic      | non-empty
            kafka.bootstrap.servers | '  '  | kafka.bootstrap.servers | non-empty
            kafka.bootstrap.servers | broker | kafka.bootstrap.servers | expected non-empty list of host:port
            kafka.bootstrap.servers | a:1,b  | kafka.bootstrap.servers | expected non-empty list of host:port
            kafka.bootstrap.servers | a:1, SSL://[::1]:2 | |
            commit.interval.ms   | soon     | commit.interval.ms | Not a number of type LONG
            state.dir            | 'a\0b'   | state.dir         | state.dir must be a path
            on.error             | drop     | on.error          | expected one of reject, null, fail
            on.query.change      | ignore   | on.query.change   | expected one of fail, reset
            timestamp.unit       | minutes  | timestamp.unit    | expected one of ns, us, ms, s, iso
            timestamp.unit       | ns       | timestamp.unit    | timestamp.unit is of use only with timestamp.column
            timestamp.column     | a..b     | timestamp.column  | expected a name
            output.value.converter | java.lang.String | output.value.converter | must be a Connect Converter; found java.lang.String
            windw.size.ms        | 5        | windw.size.ms     | did you mean `window.size.ms`?
            consumer.override.x  | 5        |                   |
            kafka.security.protocol | SSL   |                   |
            errors.tolerance     | all      |                   |
            task.class           | io.pitwall.sink.WindowSinkTask | |
            """)
    void aProblemIsReportedAtItsOwnKey(String key, String value, String problemKey, String message) {
        Map<String, String> properties = working();
        properties.put(key, value == null ? "" : value);

        Map<String, List<String>> problems = problems(properties);

        if (problemKey == null) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems).containsOnlyKeys(problemKey);
            assertThat(problems.get(problemKey)).hasSize(1).first().asString().contains(message);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            .*              | output.topic | output.topic must not be one of the input topics; found `features`, which topics.regex matches
            pitwall-.*      | topics.regex | topics.regex must not match the changelogs of the connector
            rows-[0-9]+     |              |
            [               |              |
            """)
    void aPatternOfInputsMustNotMatchWhatTheConnectorWrites(String regex, String problemKey, String message) {
        Map<String, String> properties = working();
        properties.remove("topics");
        properties.put("topics.regex", regex);

        Map<String, List<String>> problems = problems(properties);

        if (problemKey == null) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems.get(problemKey)).first().asString().contains(message);
        }
    }

    @Test
    void aNullIsReportedAtItsKey() {
        for (String key : WindowSinkDefinition.definition().names()) {
            Map<String, String> properties = working();
            properties.put(key, null);

            assertThat(problems(properties)).as(key).containsKey(key);
        }
    }

    @Test
    void theValueOfAnUnknownKeyIsNotRepeated() {
        Map<String, String> properties = working();
        properties.put("kafkaa.sasl.jaas.config", "s3cret");

        assertThat(WindowSinkChecks.validate(properties).configValues())
                .filteredOn(value -> value.name().equals("kafkaa.sasl.jaas.config"))
                .extracting(ConfigValue::value)
                .containsOnlyNulls();
    }

    @Test
    void startingWithAWrongConfigurationNamesEveryProblem() {
        Map<String, String> properties = working();
        properties.put("select", "speed");
        properties.put("window.size.ms", "-1");

        assertThatThrownBy(() -> WindowSinkConfig.of(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("select: ")
                .hasMessageContaining("window.size.ms: ");
    }
}
