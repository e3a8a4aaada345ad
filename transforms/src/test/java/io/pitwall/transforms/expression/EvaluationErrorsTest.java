package io.pitwall.transforms.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said about a row that is of no use, over {@link Expressions#SAMPLE}. */
class EvaluationErrorsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
            1 + s;              Expected a number for `+`, found text in column `s` at position 5
            yes * 2;            Expected a number for `*`, found a boolean in column `yes` at position 1
            sqrt(list);         Expected a number for `sqrt`, found a list, an object or bytes in column `list` at position 6
            sqrt(a);            Expected a number for `sqrt`, found a list, an object or bytes in column `a` at position 6
            -s;                 Expected a number for `-`, found text in column `s` at position 2
            round(x, s);        Expected a number for `round`, found text in column `s` at position 10
            lower(a.b);         Expected text for `lower`, found a number in column `a.b` at position 7
            s < 1;              Expected text for `<`, found a number in `1` at position 5
            i = s;              Expected a number for `=`, found text in column `s` at position 5
            i between 1 and s;  Expected a number for `<=`, found text in column `s` at position 17
            i in (1, s);        Expected a number for `=`, found text in column `s` at position 10
            yes = 1;            Expected a boolean for `=`, found a number in `1` at position 7
            yes < no;           Expected a number or text for `<`, found a boolean in column `yes` at position 1
            list = list;        Expected a number, text or a boolean for `=`, found a list, an object or bytes in column `list` at position 1
            i and yes;          Expected a boolean for `and`, found a number in column `i` at position 1
            no or s;            Expected a boolean for `or`, found text in column `s` at position 7
            not i;              Expected a boolean for `not`, found a number in column `i` at position 5
            if(i, 1, 2);        Expected a boolean for a condition, found a number in column `i` at position 4
            coalesce(s, i) + 1; Expected a number for `+`, found text in `coalesce(s, i)` at position 1
            concat('a', list);  Expected a number, text or a boolean for `cast as string`, found a list, an object or bytes in column `list` at position 13
            """)
    void aValueOfTheWrongKindIsABadRow(String expression, String message) {
        check(expression, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
            cast(s as double);                   Expected text that is a number for `cast as double`, found text in column `s` at position 6
            cast('' as double);                  Expected text that is a number for `cast as double`, found text in `''` at position 6
            cast('1d' as double);                Expected text that is a number for `cast as double`, found text in `'1d'` at position 6
            cast('0x1p3' as double);             Expected text that is a number for `cast as double`, found text in `'0x1p3'` at position 6
            cast('1.5' as long);                 Expected text that is an integer for `cast as long`, found text in `'1.5'` at position 6
            cast(nan as long);                   Expected a number of 64 bits for `cast as long`, found a number in column `nan` at position 6
            cast(9223372036854775808 as long);   Expected a number of 64 bits for `cast as long`, found a number in `9223372036854775808` at position 6
            cast(s as boolean);                  Expected text that is `true` or `false` for `cast as boolean`, found text in column `s` at position 6
            cast(nan as boolean);                Expected a number other than NaN for `cast as boolean`, found a number in column `nan` at position 6
            cast(list as double);                Expected a number, text or a boolean for `cast as double`, found a list, an object or bytes in column `list` at position 6
            """)
    void aCastGivesTheValueAskedForOrNone(String expression, String message) {
        check(expression, message);
    }

    @Test
    void nullIsNotABadRowWhateverElseIsWrongWithIt() {
        assertThat(Expressions.shown("missing + s")).isEqualTo("null");
        assertThat(Expressions.shown("round(s, missing)")).isEqualTo("null");
        assertThat(Expressions.shown("missing < list")).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
            1 + `s`;                s
            lower(a.b);             a.b
            cast('1.5' as long);    '1.5'
            coalesce(s, i) + 1;     coalesce(s, i)
            """)
    void theErrorNamesTheColumnOrTheExpressionThatHeldTheValue(String expression, String holder) {
        assertThatThrownBy(() -> Expressions.shown(expression))
                .isInstanceOfSatisfying(EvaluationException.class, problem -> assertThat(problem.holder())
                        .isEqualTo(holder));
    }

    private static void check(String expression, String message) {
        assertThatThrownBy(() -> Expressions.shown(expression))
                .isInstanceOf(EvaluationException.class)
                .hasMessage(message);
    }
}
