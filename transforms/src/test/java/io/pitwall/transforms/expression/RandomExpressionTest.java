package io.pitwall.transforms.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.transforms.row.Columns;
import io.pitwall.transforms.row.Row;
import io.pitwall.transforms.row.RowReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random expressions over random rows give what {@link NaiveEvaluator} gives, bad rows included. */
class RandomExpressionTest {

    private static final int EXPRESSIONS = 3_000;
    private static final int ROWS_PER_EXPRESSION = 10;
    private static final Object BAD_ROW = "a bad row";

    private static final List<Object> NUMBERS = List.of(
            0L,
            1L,
            -1L,
            3L,
            1712762784289548799L,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            0.5,
            -2.0,
            3.0,
            1e300,
            1.7127627842895488E18,
            0x1p63,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            -0.0);
    private static final List<Object> TEXTS = List.of("", "a", "b", "ab");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void compiledAndNaiveEvaluationAgree(long seed) {
        Random random = new Random(seed);
        int values = 0;
        for (int i = 0; i < EXPRESSIONS; i++) {
            values += agreesOnRows(pick(random, "number", "boolean", "text"), random, seed);
        }
        // Rows that are all bad, or all null, would prove little.
        assertThat(values).isGreaterThan(EXPRESSIONS * ROWS_PER_EXPRESSION / 3);
    }

    /** On how many rows there was a value to agree on. */
    private static int agreesOnRows(String type, Random random, long seed) {
        String text = expression(type, 4, random);
        Syntax syntax = Parser.parse(text);
        Columns columns = new Columns();
        Expression expression = new Compiler(columns, Scope.of(columns)).compile(syntax);
        Row row = columns.newRow();
        RowReader reader = new RowReader(columns);
        int values = 0;
        for (int i = 0; i < ROWS_PER_EXPRESSION; i++) {
            Map<String, Object> record = row(random);
            reader.read(record, row);
            Object value = compiled(expression, row);
            assertThat(value).as("seed %d: %s for %s", seed, text, record).isEqualTo(naive(syntax, record));
            values += value == null || value.equals(BAD_ROW) ? 0 : 1;
        }
        return values;
    }

    private static @Nullable Object compiled(Expression expression, Row row) {
        try {
            return expression.evaluate(row).boxed();
        } catch (EvaluationException badRow) {
            return BAD_ROW;
        }
    }

    private static @Nullable Object naive(Syntax syntax, Map<String, Object> record) {
        try {
            return new NaiveEvaluator(record).evaluate(syntax);
        } catch (NaiveEvaluator.BadRow badRow) {
            return BAD_ROW;
        }
    }

    /** Columns n, b and t hold what their name says or null; m holds anything. */
    private static Map<String, Object> row(Random random) {
        Map<String, Object> row = new HashMap<>();
        putOrNot(row, "n", pick(random, NUMBERS), random);
        putOrNot(row, "o", pick(random, NUMBERS), random);
        putOrNot(row, "b", random.nextBoolean(), random);
        putOrNot(row, "t", pick(random, TEXTS), random);
        putOrNot(row, "m", random.nextInt(4) == 0 ? pick(random, TEXTS) : pick(random, NUMBERS), random);
        return row;
    }

    private static void putOrNot(Map<String, Object> row, String name, Object value, Random random) {
        if (random.nextInt(6) > 0) {
            row.put(name, value);
        }
    }

    private static String expression(String type, int depth, Random random) {
        if (random.nextInt(12) == 0 && depth > 0) {
            return choice(type, depth - 1, random);
        }
        return switch (type) {
            case "number" -> number(depth, random);
            case "boolean" -> bool(depth, random);
            default -> pick(random, "t", "'a'", "''", "coalesce(t, 'b')", "nullif(t, 'a')");
        };
    }

    private static String choice(String type, int depth, Random random) {
        String condition = expression("boolean", depth, random);
        String first = expression(type, depth, random);
        String second = expression(type, depth, random);
        return switch (random.nextInt(4)) {
            case 0 -> "case when " + condition + " then " + first + " else " + second + " end";
            case 1 -> "case " + number(depth, random) + " when " + number(depth, random) + " then " + first + " end";
            case 2 -> "coalesce(" + first + ", " + second + ")";
            default -> "if(" + condition + ", " + first + ", " + second + ")";
        };
    }

    private static String number(int depth, Random random) {
        if (depth == 0 || random.nextInt(5) == 0) {
            return pick(
                    random, "n", "o", "n", "o", "m", "2", "-1", "0.5", "1712762784289548800", "9223372036854775807");
        }
        String left = expression("number", depth - 1, random);
        String right = expression("number", depth - 1, random);
        return switch (random.nextInt(9)) {
            case 0 -> "-(" + left + ")";
            case 1 -> "abs(" + left + ")";
            case 2 -> "sqrt(" + left + ")";
            case 3 -> "nullif(" + left + ", " + right + ")";
            default -> "(" + left + " " + pick(random, "+", "-", "*", "/", "%") + " " + right + ")";
        };
    }

    private static String bool(int depth, Random random) {
        if (depth == 0) {
            return pick(random, "b", "true", "false", "n is null", "t is not null");
        }
        String left = expression("number", depth - 1, random);
        String right = expression("number", depth - 1, random);
        return switch (random.nextInt(8)) {
            case 0 -> "not " + "(" + expression("boolean", depth - 1, random) + ")";
            case 1, 2 ->
                "(" + expression("boolean", depth - 1, random) + pick(random, " and ", " or ")
                        + expression("boolean", depth - 1, random) + ")";
            case 3 -> left + pick(random, " in (", " not in (") + right + ", n, 3)";
            case 4 -> left + pick(random, " between ", " not between ") + right + " and o";
            case 5 -> "t" + pick(random, " = ", " < ", " >= ") + expression("text", depth - 1, random);
            default -> left + pick(random, " = ", " != ", " < ", " <= ", " > ", " >= ") + right;
        };
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static Object pick(Random random, List<Object> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
