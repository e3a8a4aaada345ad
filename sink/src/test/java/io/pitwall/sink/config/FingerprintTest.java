package io.pitwall.sink.config;

import static io.pitwall.sink.config.Configurations.with;
import static io.pitwall.sink.config.Configurations.working;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.transforms.expression.Parser;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which changes of a configuration keep the state. */
final class FingerprintTest {

    @Test
    void itNamesWhatSlicesDependOnAndNoDetailOfTheProgram() {
        Map<String, String> properties = working();
        properties.put("where", "x > 0");
        properties.put("timestamp.column", "time");
        properties.put("timestamp.unit", "ns");

        assertThat(WindowSinkConfig.of(properties).fingerprint())
                .isEqualTo("size 2000, advance 250, grace 0, offset 0, clock of the partition, time `time` in ns,"
                        + " where (`x` > 0), aggregates sum(`x`), count(*)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            having            | force > 1
            having            | n > 1 or sum(x) > 2
            alert.when        | n > 3
            alert.cooldown.ms | 5
            alert.clear.when  | force < 100
            alert.evaluate    | close
            emit              | updates
            emit.early.when   | n > 10
            emit.empty        | 3
            state.ttl.ms      | -1
            select            | sum(x) * 2 as force, count(*) as n
            select            | sum(x) / count(*) as force
            select            | SUM( (x) ) as force, count( * ) as n
            where             | true
            output.topic      | others
            late.topic        | late
            on.error          | null
            on.query.change   | reset
            commit.interval.ms | 1000
            idle.timeout.ms   | -1
            """)
    void itStaysWhereStateKeepsItsMeaning(String key, String value) {
        Map<String, String> properties = working();
        properties.put(key, value);

        assertThat(WindowSinkConfig.of(properties).fingerprint())
                .isEqualTo(WindowSinkConfig.of(working()).fingerprint());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            where             | x > 0
            window.size.ms    | 3000
            window.advance.ms | 500
            window.grace.ms   | 1
            window.offset.ms  | 1
            window.clock      | key
            timestamp.column  | t
            select            | sum(y) as force, count(*) as n
            select            | sum(x) as force, max(x) as n
            select            | sum(x) filter (where y > 1) as force, count(*) as n
            having            | max(x) > 1
            alert.clear.when  | max(x) > 1
            emit.early.when   | max(x) > 1
            """)
    void itChangesWithTheMeaningOfState(String key, String value) {
        Map<String, String> properties = working();
        properties.put(key, value);

        assertThat(WindowSinkConfig.of(properties).fingerprint())
                .isNotEqualTo(WindowSinkConfig.of(working()).fingerprint());
    }

    @Test
    void itDiffersBetweenWindowsOfAllTypes() {
        assertThat(new String[] {
                    "window.type=tumbling window.size.ms=86400000",
                    "window.type=tumbling window.size.ms=86400000 window.time.zone=UTC",
                    "window.type=tumbling window.size.ms=86400000 window.time.zone=Europe/Berlin",
                    "window.type=sliding window.size.ms=86400000",
                    "window.type=session session.gap.ms=86400000",
                    "window.type=count window.count=86400"
                })
                .extracting(pairs -> WindowSinkConfig.of(with(pairs)).fingerprint())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            x+1*y                     | (`x` + (1 * `y`))
            (x + 1) * y               | ((`x` + 1) * `y`)
            a.b = `a.b`               | (`a`.`b` = `a.b`)
            s = 'it''s'               | (`s` = 'it''s')
            s in ('a', 'b') AND x     | ((`s` in ('a', 'b')) and `x`)
            not x between 1 and 2.5   | (not (`x` between 1 and 2.5))
            -x is null                | ((-`x`) is null)
            cast(x AS double)         | cast(`x` as double)
            CASE x WHEN 1 THEN 2 END  | case `x` when 1 then 2 end
            case when x then null else true end | case when `x` then null else true end
            Percentile(x, 0.990)      | percentile(`x`, 0.99)
            """)
    void anExpressionHasOneTextWhateverItsSpacesCaseAndParentheses(String written, String canonical) {
        assertThat(CanonicalText.of(Parser.parse(written))).isEqualTo(canonical);
    }

    @Test
    void filtersAndPatternsArePartOfTheText() {
        Map<String, String> properties = with("window.type=tumbling window.size.ms=10");
        properties.put(
                "select", "avg(rpm_*) as a_*, avg( *_rpm ) as b_*, avg(*) as c_*, sum(x) filter(where y>1) as s");

        assertThat(WindowSinkConfig.of(properties).fingerprint())
                .endsWith("aggregates avg(`rpm_`*``), avg(``*`_rpm`), avg(*), sum(`x`) filter (where (`y` > 1))");
    }
}
