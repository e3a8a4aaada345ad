package io.pitwall.transforms.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.transforms.row.Columns;
import io.pitwall.transforms.row.Row;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How an owner of aggregates, such as a window, makes its results operands of an expression. */
class ScopeTest {

    private final Columns columns = new Columns();
    private final WindowScope window = new WindowScope(columns);
    private final Compiler compiler = new Compiler(columns, window);

    @Test
    void anAggregateIsReadFromTheSlotItsScopeGave() {
        Expression mean = compiler.compile(Parser.parse("sum(x * x) / count(*)"));
        Row row = columns.newRow();
        row.cell(window.slot("sum(x * x)")).setDouble(9);
        row.cell(window.slot("count(*)")).setLong(2);

        assertThat(mean.evaluate(row).asDouble()).isEqualTo(4.5);
    }

    @Test
    void theSameAggregateIsOneHoweverItIsWritten() {
        compiler.compile(Parser.parse("sum(x * x) + SUM( x*x )"));

        assertThat(window.slots).hasSize(1);
    }

    @Test
    void anAggregateWithAnotherFilterIsAnother() {
        compiler.compile(Parser.parse("sum(x) + sum(x) filter (where y > 1) + SUM(x) FILTER (WHERE y>1)"));

        assertThat(window.slots.keySet())
                .extracting(Syntax.Call::source)
                .containsExactly("sum(x)", "sum(x) filter (where y > 1)");
    }

    @Test
    void aFilterAndAPatternAreLeftToTheScope() {
        Expression condition = compiler.compile(Parser.parse("sum(rpm_*) filter (where max(y) > 1) > 2"));

        assertThat(condition.type()).isEqualTo(Type.BOOLEAN);
        assertThat(window.slot("sum(rpm_*) filter (where max(y) > 1)")).isNotNegative();
    }

    @Test
    void aFunctionOfAggregatesTakesNoFilter() {
        refuses(
                "abs(sum(x)) filter (where y) + sqr(1)",
                """
                `abs` is no aggregate at position 1; only aggregates take a filter
                unknown function `sqr` at position 32; did you mean `sqrt`?\
                """);
    }

    @Test
    void aBareAggregateHasTheTypeItsScopeKnows() {
        assertThat(compiler.compile(Parser.parse("count(*)")).type()).isEqualTo(Type.NUMBER);
        assertThat(compiler.compile(Parser.parse("last(x)")).type()).isEqualTo(Type.ANY);
    }

    @Test
    void theTypeOfAnAggregateIsChecked() {
        refuses("count(*) and true", "expected a boolean for `and`, found a number at position 1");
    }

    @Test
    void aMisspeltAggregateIsAnsweredWithTheOneMeant() {
        refuses("summ(x)", "unknown function `summ` at position 1; did you mean `sum`?");
    }

    @Test
    void whatTheScopeRefusesIsReportedWithTheOtherMistakes() {
        refuses(
                "count(*) + y + sqr(1)",
                """
                `y` is not an aggregate at position 12
                unknown function `sqr` at position 16; did you mean `sqrt`?\
                """);
    }

    private void refuses(String text, String message) {
        assertThatThrownBy(() -> compiler.compile(Parser.parse(text)))
                .isInstanceOf(ExpressionException.class)
                .hasMessage(message);
    }

    private static final class WindowScope implements Scope {

        final Map<Syntax.Call, Integer> slots = new LinkedHashMap<>();
        private final Columns columns;

        WindowScope(Columns columns) {
            this.columns = columns;
        }

        int slot(String aggregate) {
            return slots.getOrDefault(Parser.parse(aggregate), -1);
        }

        @Override
        public int column(Syntax.Column column) {
            throw new ExpressionException("`" + column.path() + "` is not an aggregate", column.position());
        }

        @Override
        public int aggregate(Syntax.Call call) {
            return slots.computeIfAbsent(call, unseen -> columns.newRegister());
        }

        @Override
        public Type aggregateType(Syntax.Call call) {
            return call.name().equals("last") ? Type.ANY : Type.NUMBER;
        }

        @Override
        public Set<String> aggregateNames() {
            return Set.of("sum", "count", "last");
        }
    }
}
