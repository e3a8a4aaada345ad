package io.pitwall.sink.config;

import static io.pitwall.sink.config.Configurations.problems;
import static io.pitwall.sink.config.Configurations.with;
import static io.pitwall.sink.config.Configurations.working;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.windowing.EngineSettings;
import io.pitwall.sink.windowing.EngineSettings.Clock;
import io.pitwall.sink.windowing.query.WindowQuery;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How windows are judged and given out. */
final class EmissionSettingsTest {

    private static final String TUMBLING = "window.type=tumbling window.size.ms=2000 ";
    private static final String ALERTS = TUMBLING + "alert.when=force>5 alert.topic=alerts ";

    @Test
    void withoutSettingsWindowsAreGivenOutOnceAndAlertsJudgedAfterEveryRow() {
        WindowSinkConfig config = WindowSinkConfig.of(working());

        assertThat(config.engine())
                .isEqualTo(new EngineSettings(
                        Clock.PARTITION, 604_800_000, 0, false, true, 60_000, EngineSettings.OnError.REJECT));
        assertThat(config.updateIntervalMs()).isEmpty();
        assertThat(config.areUpdatesGiven()).isFalse();
        assertThat(config.areAlertsCleared()).isFalse();
    }

    @Test
    void everySettingReachesTheEngine() {
        WindowSinkConfig config = WindowSinkConfig.of(with(ALERTS + "window.clock=key state.ttl.ms=70000 emit.empty=3"
                + " emit=updates emit.interval.ms=50 emit.early.when=n>9 alert.evaluate=close alert.cooldown.ms=7"
                + " alert.clear.when=force<1 on.error=null"));

        assertThat(config.engine())
                .isEqualTo(new EngineSettings(Clock.KEY, 70_000, 3, true, false, 7, EngineSettings.OnError.NULL));
        assertThat(config.updateIntervalMs()).contains(50L);
        assertThat(config.areUpdatesGiven()).isTrue();
        assertThat(config.areAlertsCleared()).isTrue();
        assertThat(config.newQuery().emitEarlyWhen()).isPresent();
        assertThat(config.newQuery().alertClearWhen()).isPresent();
    }

    @Test
    void updatesComeEverySecondUnlessToldOtherwise() {
        assertThat(WindowSinkConfig.of(with(TUMBLING + "emit=updates")).updateIntervalMs())
                .contains(1_000L);
    }

    @Test
    void minusOneKeepsKeysForEver() {
        assertThat(WindowSinkConfig.of(with(TUMBLING + "state.ttl.ms=-1"))
                        .engine()
                        .stateTtlMs())
                .isEqualTo(EngineSettings.NEVER);
    }

    @Test
    void everyShardHasAQueryOfItsOwn() {
        WindowSinkConfig config = WindowSinkConfig.of(with(TUMBLING));

        WindowQuery one = config.newQuery();
        WindowQuery other = config.newQuery();

        assertThat(one.input()).isNotSameAs(other.input());
        assertThat(one.results()).isNotSameAs(other.results());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            emit=often              | emit             | expected one of final, updates
            emit.interval.ms=50     | emit.interval.ms | emit.interval.ms is for emit=updates only; found emit=final.
            emit=updates emit.interval.ms=0 | emit.interval.ms | Value must be at least 1
            emit=updates emit.interval.ms=3600000 | |
            emit=updates emit.interval.ms=3600001 | emit.interval.ms | Value must be no more than 3600000
            emit.early.when=n>9     | |
            emit.early.when=n       | emit.early.when  | boolean
            emit.early.when=x>9     | emit.early.when  | Column `x` stands outside an aggregate
            emit.empty=-1           | emit.empty       | Value must be at least 0
            emit.empty=10000        | |
            emit.empty=10001        | emit.empty       | Value must be no more than 10000
            window.clock=mine       | window.clock     | expected one of partition, key
            state.ttl.ms=0          | state.ttl.ms     | state.ttl.ms must be positive, or -1 for never; found 0.
            state.ttl.ms=1          | |
            state.ttl.ms=-1         | |
            state.ttl.ms=-2         | state.ttl.ms     | Value must be at least -1
            state.ttl.ms=1099511627777 | state.ttl.ms  | Value must be no more than 1099511627776
            window.clock=key window.grace.ms=10 state.ttl.ms=10 | |
            window.clock=key window.grace.ms=10 state.ttl.ms=9  | state.ttl.ms | state.ttl.ms must be at least window.grace.ms; found state.ttl.ms=9, window.grace.ms=10.
            window.grace.ms=10 state.ttl.ms=9 | |
            alert.topic=alerts      | alert.topic      | alert.topic is of use only with alert.when; set alert.when, or leave alert.topic out.
            alert.clear.when=n<1    | alert.clear.when | alert.clear.when is of use only with alert.when; set alert.when, or leave alert.clear.when out.
            alert.evaluate=close    | alert.evaluate   | alert.evaluate is of use only with alert.when; set alert.when, or leave alert.evaluate out.
            alert.cooldown.ms=5     | alert.cooldown.ms | alert.cooldown.ms is of use only with alert.when; set alert.when, or leave alert.cooldown.ms out.
            alert.when=n>1          | alert.topic      | alert.topic is required where alert.when is set.
            """)
    void aSettingThatDoesNotFitIsReportedAtItsKey(String pairs, String key, String message) {
        expect(with(TUMBLING + pairs), key, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            state.ttl.ms=60000       | |
            state.ttl.ms=59999       | state.ttl.ms     | state.ttl.ms must be at least alert.cooldown.ms; found state.ttl.ms=59999, alert.cooldown.ms=60000.
            alert.clear.when=n       | alert.clear.when | boolean
            alert.clear.when=x<1     | alert.clear.when | Column `x` stands outside an aggregate
            alert.clear.when=sum(x)<1 alert.evaluate=close alert.cooldown.ms=0 | |
            alert.evaluate=sometimes | alert.evaluate   | expected one of change, close
            alert.cooldown.ms=-1     | alert.cooldown.ms | Value must be at least 0
            """)
    void aSettingOfAlertsThatDoesNotFitIsReportedAtItsKey(String pairs, String key, String message) {
        expect(with(ALERTS + pairs), key, message);
    }

    private static void expect(Map<String, String> properties, String key, String message) {
        Map<String, List<String>> problems = problems(properties);

        if (key == null) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems).containsOnlyKeys(key);
            assertThat(problems.get(key)).hasSize(1).first().asString().contains(message);
        }
    }

    @ParameterizedTest
    @CsvSource({"final", "revision", "alert_time", "alert_state", "window_start", "window_end"})
    void aColumnThatRecordsHaveOfTheirOwnIsRefusedWhateverTheSettings(String name) {
        Map<String, String> properties = with(TUMBLING);
        properties.put("select", "count(*) as " + name);

        assertThat(problems(properties).get("select"))
                .first()
                .asString()
                .contains("Column name `" + name + "` is taken by the window itself");
    }
}
