package io.pitwall.sink.windowing.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.windowing.query.QueryText.Clause;
import io.pitwall.transforms.row.ColumnPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueryCompilerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            select     | sum(x) as a, speed            | Column `speed` stands outside an aggregate at position 14
            select     | sum(x) as a, max(x) as a      | a second column named `a` at position 14
            select     | sum(x) as window_start        | Column name `window_start` is taken by the window itself
            select     | *                             | `*` has no single value in a window at position 1
            select     | sum(x, y) as s                | `sum` takes one argument, found 2 at position 1
            select     | sum(max(x)) as s              | at position 5
            select     | sum('text') as s              | `sum` takes numbers, found text at position 5
            select     | sum(x > 1) as s               | `sum` takes numbers, found a boolean at position 5
            select     | suum(x) as s                  | did you mean `sum`?
            select     | sum(x                         | position
            where      | x + 1                         | position 1
            where      | sum(x) > 1                    | `sum` needs the rows of a window
            having     | s + 1                         | position 1
            having     | speed > 1                     | Column `speed` stands outside an aggregate at position 1
            having     | s                             | expected a boolean for a condition, found a number at position 1
            alert.when | s = 'loud'                    | cannot compare a number with text at position 1
            alert.when | 'loud'                        | position 1
            """)
    void aMistakeIsReportedAtItsClauseWithItsPosition(String clause, String text, String message) {
        List<String> problems = new ArrayList<>();
        QueryText query = new QueryText(
                clause.equals("where") ? text : "",
                clause.equals("select") ? text : "sum(x) as s",
                clause.equals("having") ? text : "",
                clause.equals("alert.when") ? text : "");

        Optional<WindowQuery> compiled =
                QueryCompiler.compile(query, (where, problem) -> problems.add(where.key() + ": " + problem));

        assertThat(compiled).isEmpty();
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0)).startsWith(clause + ": ").contains(message);
    }

    @Test
    void mistakesOfAllClausesAreReportedAtOnce() {
        List<Clause> clauses = new ArrayList<>();

        QueryCompiler.compile(
                new QueryText("1", "speed, height", "nonsense(", "3"), (clause, problem) -> clauses.add(clause));

        assertThat(clauses)
                .containsExactly(Clause.WHERE, Clause.SELECT, Clause.SELECT, Clause.HAVING, Clause.ALERT_WHEN);
    }

    @Test
    void aColumnThatIsWrongItselfIsNotReportedAgainWhereItIsUsed() {
        List<Clause> clauses = new ArrayList<>();

        QueryCompiler.compile(
                new QueryText("", "suum(x) as s, count(*) as n", "s > 1", "n > 1 and s > 'a'"),
                (clause, problem) -> clauses.add(clause));

        assertThat(clauses).containsExactly(Clause.SELECT);
    }

    @Test
    void anAggregateWrittenTwiceIsComputedOnce() {
        WindowQuery query = compile(new QueryText(
                "", "sum(x * x) as a, SUM( x*x ) / count(*) as b, avg(x*x) as c", "sum(x*x) > 1", "count(*) > 2"));

        assertThat(query.aggregates()).hasSize(3);
        assertThat(query.aggregates().stream()
                        .map(AggregateCall::argumentSlot)
                        .filter(slot -> slot != AggregateCall.NONE))
                .hasSize(2)
                .containsOnly(query.aggregates().get(0).argumentSlot());
    }

    @Test
    void onlyColumnsThatTheQueryNamesAreRead() {
        WindowQuery query = compile(new QueryText("`a-b` > 0", "sum(x.y) as s", "s > 1", "max(z) > 1"));

        assertThat(query.input().paths())
                .containsExactlyInAnyOrder(ColumnPath.of("a-b"), ColumnPath.of("x", "y"), ColumnPath.of("z"));
    }

    private static WindowQuery compile(QueryText text) {
        return QueryCompiler.compile(text, (clause, problem) -> {
                    throw new AssertionError(clause + ": " + problem);
                })
                .orElseThrow();
    }
}
