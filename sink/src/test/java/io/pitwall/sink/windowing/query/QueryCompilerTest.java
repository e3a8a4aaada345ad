package io.pitwall.sink.windowing.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pitwall.sink.windowing.query.QueryText.Clause;
import io.pitwall.transforms.expression.Type;
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
            select     | stddev_pop('text') as s       | `stddev_pop` takes numbers, found text at position 12
            select     | count(*, x) as n              | `count` takes one argument, found 2 at position 1
            select     | percentile(x) as p            | `percentile` takes two arguments, found 1 at position 1
            select     | percentile(x, 2) as p         | `percentile` takes a number from 0 to 1 as its second argument, found `2` at position 15
            select     | percentile(x, -0.1) as p      | `percentile` takes a number from 0 to 1 as its second argument, found `-0.1` at position 15
            select     | percentile(x, y) as p         | `percentile` takes a number from 0 to 1 as its second argument, found `y` at position 15
            select     | percentile(x, 'a') as p       | `percentile` takes a number from 0 to 1 as its second argument, found `'a'` at position 15
            select     | percentile(x, 1/0.0-1/0.0) as p | found `1/0.0-1/0.0` at position 15
            select     | percentile(*, 1.01)           | `percentile` takes a number from 0 to 1 as its second argument, found `1.01` at position 15
            select     | collect(x, 0) as c            | `collect` takes a whole number from 1 to 10000 as its second argument, found `0` at position 12
            select     | collect(x, 10001) as c        | `collect` takes a whole number from 1 to 10000 as its second argument, found `10001` at position 12
            select     | collect(x, 1.5) as c          | `collect` takes a whole number from 1 to 10000 as its second argument, found `1.5` at position 12
            select     | collect(x, 1, 2) as c         | `collect` takes one argument or two, found 3 at position 1
            select     | collect(a_*) as c_*           | `collect` takes one column, found `a_*` at position 9
            select     | count_distinct(*)             | `count_distinct` takes one column, found `*` at position 16
            select     | avg(a_*) / 60 as c            | Cannot compute with `avg(a_*)`, which is many columns at position 1; it stands alone, as a column of `select`
            select     | abs(collect(x)) as c          | Cannot compute with `collect(x)`, which is a list at position 5; it stands alone, as a column of `select`
            select     | avg(a_*) as m_*, max(b_*) as *m_ | a second column named `m_` at position 18
            select     | avg(a_*), sum(x) as avg       | a second column named `avg` at position 11
            select     | avg(a_*) as window_start*     | Column name `window_start` is taken by the window itself
            select     | sum(x) filter (where max(y) > 1) as s | `max` needs the rows of a window
            select     | sum(x) filter (where y + 1) as s | expected a boolean for a condition, found a number at position 22
            select     | suum(x) as s                  | did you mean `sum`?
            select     | sum(x                         | position
            where      | x + 1                         | position 1
            where      | sum(x) > 1                    | `sum` needs the rows of a window
            having     | s + 1                         | position 1
            having     | speed > 1                     | Column `speed` stands outside an aggregate at position 1
            having     | avg(a_*) > 1                  | Cannot compute with `avg(a_*)`, which is many columns at position 1
            alert.when | collect(x) is not null        | Cannot compute with `collect(x)`, which is a list at position 1
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
    void anAggregateIsAnotherWithAnotherFilterOrParameter() {
        WindowQuery query = compile(new QueryText(
                "",
                "sum(x) as a, sum(x) filter (where y > 1) as b, sum(x) filter (where (y>1)) as c, percentile(x, 0.5) as d,"
                        + " percentile(x, 0.50) as e, percentile(x, 0.9) as f",
                "",
                ""));

        assertThat(query.aggregates())
                .extracting(call -> call.syntax().source())
                .containsExactly("sum(x)", "sum(x) filter (where y > 1)", "percentile(x, 0.5)", "percentile(x, 0.9)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tags
            `m_*`
            """)
    void aNameForAListOrManyColumnsIsRefusedInAnExpression(String name) {
        List<String> problems = new ArrayList<>();

        QueryCompiler.compile(
                new QueryText("", "collect(x) as tags, avg(a_*) as m_*", name + " is not null", ""),
                (clause, problem) -> problems.add(problem));

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0)).contains("it stands alone, as a column of `select`");
    }

    @Test
    void aListIsDeclaredByItsArgumentAndManyColumnsByTheirFunction() {
        WindowQuery query = compile(new QueryText(
                "", "collect(x) as a, collect(concat(x)) as b, avg(*), MAX(rpm_*) as top_*, sum(x) as s", "", ""));

        assertThat(query.outputs())
                .extracting(Output::name, Output::fieldName, Output::shape, Output::type)
                .containsExactly(
                        tuple("a", "a", Output.Shape.LIST, Type.ANY),
                        tuple("b", "b", Output.Shape.LIST, Type.TEXT),
                        tuple("*", "avg", Output.Shape.COLUMNS, Type.NUMBER),
                        tuple("top_*", "top_", Output.Shape.COLUMNS, Type.NUMBER),
                        tuple("s", "s", Output.Shape.SCALAR, Type.NUMBER));
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

    @Test
    void aConditionNeedsWhatItNamesAndWhatThatIsMadeOfAndNothingElse() {
        WindowQuery query =
                compile(new QueryText("", "sum(x) as total, count_distinct(y) as many", "", "total > max(z)"));

        Condition alertWhen = query.alertWhen().orElseThrow();

        assertThat(alertWhen.aggregates())
                .extracting(call -> call.syntax().source())
                .containsExactly("sum(x)", "max(z)");
        assertThat(alertWhen.outputs()).extracting(Output::name).containsExactly("total");
    }
}
