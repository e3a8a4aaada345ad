package io.pitwall.transforms.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pitwall.transforms.row.Columns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said about an expression that is wrong, before any row is seen. */
class ExpressionErrorsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
            "";                 expected a value, found the end at position 1
            "  ";               expected a value, found the end at position 3
            1 +;                expected a value, found the end at position 4
            1 + + 2;            expected a value, found `+` at position 5
            (1 + 2;             expected `)`, found the end at position 7
            1 + 2);             expected an operator or the end, found `)` at position 6
            x y;                expected an operator or the end, found `y` at position 3
            x 'y';              expected an operator or the end, found a string at position 3
            sqrt(1, );          expected a value, found `)` at position 9
            a.1;                expected an operator or the end, found `.1` at position 2
            a.;                 expected a name, found the end at position 3
            a.'b';              expected a name, found a string at position 3
            x in ();            expected a value, found `)` at position 7
            x in 1;             expected `(`, found `1` at position 6
            x between 1;        expected `and`, found the end at position 12
            x is 1;             expected `null`, found `1` at position 6
            x not 1;            expected `in`, `between` or `like`, found `1` at position 7
            case end;           "expected a value, found `end` at position 6; a column of that name is written in `backquotes`"
            case when x then 1; expected `end`, found the end at position 19
            cast(x, double);    expected `as`, found `,` at position 7
            cast(x as int);     expected `double`, `long`, `string` or `boolean`, found `int` at position 11
            count(*, );         expected a value, found `)` at position 10
            avg(a_ *);          expected a value, found `)` at position 9
            avg(* _a);          expected `)`, found `_a` at position 7
            avg(*end);          expected `)`, found `end` at position 6
            avg(a_*, );         expected a value, found `)` at position 10
            avg(a_*, b_*);      expected a value, found `)` at position 13
            avg(a_*b*);         expected a value, found `)` at position 10
            avg(*_a*);          expected `)`, found `*` at position 8
            avg(x, a_*);        expected a value, found `)` at position 11
            avg(a.b*);          expected a value, found `)` at position 9
            a_*;                expected a value, found the end at position 4
            (a_*);              expected a value, found `)` at position 5
            sum(x) filter;      expected `(`, found the end at position 14
            sum(x) filter (y);  expected `where`, found `y` at position 16
            sum(x) filter (where); expected a value, found `)` at position 21
            sum(x) filter (where y; expected `)`, found the end at position 23
            x filter (where y); expected an operator or the end, found `filter` at position 3
            *;                  expected a value, found `*` at position 1
            end + 1;            "expected a value, found `end` at position 1; a column of that name is written in `backquotes`"
            1 < x < 3;          "comparisons cannot be chained at position 1; join them with `and`"
            """)
    void whatTheGrammarDoesNotAllow(String expression, String message) {
        check(expression, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
            x = 'abc;           the string has no closing ' at position 5
            `abc;               the name has no closing ` at position 1
            ``;                 a name is empty at position 1
            1 + 2x;             "a number runs into a name at position 5; names that begin with a digit go into `backquotes`"
            1e;                 the number has no digits in its exponent at position 1
            1e+;                the number has no digits in its exponent at position 1
            1e999;              the number is too large for a double at position 1
            x == 1;             "unexpected `==` at position 3; use `=`"
            x && y;             "unexpected `&&` at position 3; use `and`"
            x || y;             "unexpected `||` at position 3; use `or`, or `concat` to join text"
            !x;                 "unexpected `!` at position 1; use `not`"
            x # y;              unexpected character `#` at position 3
            x 😀;               unexpected character `😀` at position 3
            """)
    void whatIsNotAWordOfTheLanguage(String expression, String message) {
        check(expression, message);
    }

    @Test
    void aDoubleQuoteIsAnsweredWithTheTwoKindsThereAre() {
        check("x = \"a\"", "unexpected `\"` at position 5; write text in 'single quotes' and names in `backquotes`");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
            1 + sqr(x);         "unknown function `sqr` at position 5; did you mean `sqrt`?"
            SQR(x);             "unknown function `sqr` at position 1; did you mean `sqrt`?"
            ciel(x);            "unknown function `ciel` at position 1; did you mean `ceil`?"
            power(x, 2);        "unknown function `power` at position 1; did you mean `pow`?"
            substr(x, 2);       "unknown function `substr` at position 1; did you mean `substring`?"
            len(x);             "unknown function `len` at position 1; did you mean `length`?"
            cats(x);            "unknown function `cats` at position 1; did you mean `cast`?"
            teleport(x);        unknown function `teleport` at position 1
            sqrt();             `sqrt` takes 1 argument, found 0 at position 1
            sqrt(x, y);         `sqrt` takes 1 argument, found 2 at position 1
            pow(x);             `pow` takes 2 arguments, found 1 at position 1
            round(1, 2, 3);     `round` takes 1 to 2 arguments, found 3 at position 1
            least();            `least` takes at least 1 argument, found 0 at position 1
            if(x, 1);           `if` takes 3 arguments, found 2 at position 1
            sqrt(*);            "unexpected `*` at position 6; only a `select` and aggregates take it"
            sqrt(a_*);          "unexpected pattern `a_*` at position 6; only an aggregate takes several columns"
            lower(*_a);         "unexpected pattern `*_a` at position 7; only an aggregate takes several columns"
            1 + abs(x) filter (where y); "`abs` is no aggregate at position 5; only aggregates take a filter"
            sqr(x) filter (where y); "unknown function `sqr` at position 1; did you mean `sqrt`?"
            """)
    void whatIsNotAFunction(String expression, String message) {
        check(expression, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
            sqrt('a');                expected a number for `sqrt`, found text at position 6
            lower(1);                 expected text for `lower`, found a number at position 7
            1 and true;               expected a boolean for `and`, found a number at position 1
            true or 'x';              expected a boolean for `or`, found text at position 9
            not 1;                    expected a boolean for `not`, found a number at position 5
            -'a';                     expected a number for `-`, found text at position 2
            'a' + 1;                  expected a number for `+`, found text at position 1
            'a' < 1;                  cannot compare text with a number at position 1
            x + 1 = 'a';              cannot compare a number with text at position 1
            true < x;                 expected a number or text for `<`, found a boolean at position 1
            x < (y is null);          expected a number or text for `<`, found a boolean at position 6
            x + 1 in (1, 'a');        cannot compare a number with text at position 14
            'a' between 1 and 'b';    cannot compare text with a number at position 1
            1 like 'a';               expected text for `like`, found a number at position 1
            if(1, 2, 3);              expected a boolean for a condition, found a number at position 4
            case when 1 then 2 end;   expected a boolean for a condition, found a number at position 11
            case 'a' when 1 then 2 end; cannot compare text with a number at position 15
            if(x, 1, 'a');            expected a number like the values before it, found text at position 10
            coalesce(null, 1, true);  expected a number like the values before it, found a boolean at position 19
            case when x then 'a' else 1 end; expected text like the values before it, found a number at position 27
            nullif(1, 'a');           cannot compare a number with text at position 1
            if(x, null, 1) and true;  expected a boolean for `and`, found a number at position 1
            """)
    void whatCannotBeOfTheTypeNeeded(String expression, String message) {
        check(expression, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
            count(*) filter (where x > 1); "`count` needs the rows of a window, and this is evaluated row by row at position 1; aggregates belong in the `select`, `having` or `alert.when` of a window, not in `where`, a filter or each other"
            avg(a_*);   "`avg` needs the rows of a window, and this is evaluated row by row at position 1; aggregates belong in the `select`, `having` or `alert.when` of a window, not in `where`, a filter or each other"
            sum(x) + 1; "`sum` needs the rows of a window, and this is evaluated row by row at position 1; aggregates belong in the `select`, `having` or `alert.when` of a window, not in `where`, a filter or each other"
            max(x, y);  "`max` needs the rows of a window, and this is evaluated row by row at position 1; of several columns of one row, use `greatest`"
            min(x, y);  "`min` needs the rows of a window, and this is evaluated row by row at position 1; of several columns of one row, use `least`"
            """)
    void anAggregateOfASingleRow(String expression, String message) {
        check(expression, message);
    }

    @Test
    void mistakesThatDoNotDependOnEachOtherAreAllReportedFromLeftToRight() {
        check(
                "if(sqr(x) > 'a', 1 and y, lower(2) + ln(x, y))",
                """
                unknown function `sqr` at position 4; did you mean `sqrt`?
                expected a boolean for `and`, found a number at position 18
                expected a number for `+`, found text at position 27
                expected a boolean like the values before it, found a number at position 27
                expected text for `lower`, found a number at position 33
                `ln` takes 1 argument, found 2 at position 38\
                """);
    }

    @Test
    void aConditionThatCanOnlyBeANumberOrTextIsRefused() {
        Columns columns = new Columns();
        Compiler compiler = new Compiler(columns, Scope.of(columns));

        assertThatThrownBy(() -> compiler.compileCondition(Parser.parse("x + 1")))
                .isInstanceOf(ExpressionException.class)
                .hasMessage("expected a boolean for a condition, found a number at position 1");
    }

    @Test
    void thePositionIsThatOfTheFirstMistake() {
        var problem =
                catchThrowableOfType(ExpressionException.class, () -> Expressions.compile("x + lower(1) + sqr(2)"));

        assertThat(problem.position()).isEqualTo(5);
    }

    private static void check(String expression, String message) {
        assertThatThrownBy(() -> Expressions.compile(expression))
                .isInstanceOf(ExpressionException.class)
                .hasMessage(message);
    }
}
