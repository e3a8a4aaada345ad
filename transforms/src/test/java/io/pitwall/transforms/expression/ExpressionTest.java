package io.pitwall.transforms.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Columns;
import io.pitwall.transforms.row.Row;
import io.pitwall.transforms.row.RowReader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpressionTest {

    @Test
    void aMagnitudeIsComputedFromAMapRow() {
        Object magnitude = Expressions.valueOf(
                "sqrt(x*x + y*y + `accelerometer-z`*`accelerometer-z`)",
                Map.of("x", 2L, "y", 3.0, "accelerometer-z", 6));

        assertThat(magnitude).isEqualTo(7.0);
    }

    @Test
    void differencesOfNanosecondTimestampsAreExact() {
        assertThat(Expressions.valueOf("1712762784289548800 - 1712762784289548799", Map.of()))
                .isEqualTo(1L);
    }

    @Test
    void aBareColumnIsReadWhereTheRowReaderPutIt() {
        Columns columns = new Columns();
        Expression column = new Compiler(columns, Scope.of(columns)).compile(Parser.parse("a.b"));
        Row row = columns.newRow();

        new RowReader(columns).read("{\"a\":{\"b\":5}}", row);

        Cell cell = row.cell(column.slot());
        assertThat(column.evaluate(row)).isSameAs(cell);
        assertThat(cell.asLong()).isEqualTo(5);
        assertThat(column.type()).isEqualTo(Type.ANY);
    }

    @Test
    void aConditionIsTrueOnlyWhenItIsNeitherFalseNorNull() {
        Columns columns = new Columns();
        Expression condition = new Compiler(columns, Scope.of(columns)).compileCondition(Parser.parse("x > 1"));
        Row row = columns.newRow();
        RowReader reader = new RowReader(columns);

        reader.read(Map.of("x", 2), row);
        assertThat(condition.isTrue(row)).isTrue();
        reader.read(Map.of("x", 1), row);
        assertThat(condition.isTrue(row)).isFalse();
        reader.read(Map.of(), row);
        assertThat(condition.isTrue(row)).isFalse();
    }

    @Test
    void textInAConditionIsABadRow() {
        Columns columns = new Columns();
        Expression condition = new Compiler(columns, Scope.of(columns)).compileCondition(Parser.parse("crash"));
        Row row = columns.newRow();
        new RowReader(columns).read(Map.of("crash", "secret"), row);

        assertThatThrownBy(() -> condition.isTrue(row))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("Expected a boolean for a condition, found text in column `crash` at position 1");
    }

    @Test
    void oneExpressionServesManyRowsOfItsOwn() {
        Columns columns = new Columns();
        Expression twice = new Compiler(columns, Scope.of(columns)).compile(Parser.parse("x * 2"));
        RowReader reader = new RowReader(columns);
        Row one = columns.newRow();
        Row other = columns.newRow();
        reader.read(Map.of("x", 1), one);
        reader.read(Map.of("x", 2), other);

        Cell resultOfOne = twice.evaluate(one);
        Cell resultOfOther = twice.evaluate(other);

        assertThat(resultOfOne.asLong()).isEqualTo(2);
        assertThat(resultOfOther.asLong()).isEqualTo(4);
    }

    @Test
    void aSourceIsWhatTheUserWrote() {
        assertThat(Expressions.compile("  SQRT( x )  ").source()).isEqualTo("SQRT( x )");
    }
}
