package io.pitwall.transforms.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.transforms.expression.Syntax.Call;
import io.pitwall.transforms.expression.Syntax.Column;
import io.pitwall.transforms.expression.Syntax.Star;
import io.pitwall.transforms.row.ColumnPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
            a + b * c;                   a + (b * c)
            a * b + c;                   (a * b) + c
            a - b - c;                   (a - b) - c
            a / b * c % d;               ((a / b) * c) % d
            -a * b;                      (-a) * b
            a * -b;                      a * (-b)
            a - -1;                      a - (-1)
            a-1;                         a - 1
            a + 1 < b;                   (a + 1) < b
            a < b and c < d;             (a < b) and (c < d)
            a or b and c;                a or (b and c)
            not a and b;                 (not a) and b
            not a = b;                   not (a = b)
            not a is null;               not (a is null)
            a is not null;               not (a is null)
            a not in (1);                not (a in (1))
            a + 1 in (1, 2);             (a + 1) in (1, 2)
            a not between 1 and 2;       not (a between 1 and 2)
            a between 1 and 2 and b;     (a between 1 and 2) and b
            a between b + 1 and c * 2;   a between (b + 1) and (c * 2)
            a not like 'x%';             not (a like 'x%')
            a <> b;                      a != b
            SQRT(x);                     sqrt( x )
            CASE WHEN a THEN 1 ELSE 2 END; case when a then 1 else 2 end
            `x`;                         x
            """)
    void precedence(String text, String same) {
        assertThat(Parser.parse(text)).isEqualTo(Parser.parse(same));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
            a + b;           b + a
            a.b;             `a.b`
            a;               A
            1;               1.0
            '1';             1
            a - (b - c);     a - b - c
            count(*);        count(a)
            """)
    void whatMeansSomethingElseIsNotEqual(String text, String other) {
        assertThat(Parser.parse(text)).isNotEqualTo(Parser.parse(other));
    }

    @Test
    void treesAreEqualWhereverTheyStand() {
        assertThat(Parser.parse("sum(x * x)"))
                .isEqualTo(Parser.parse("  SUM( x*x )"))
                .hasSameHashCodeAs(Parser.parse("  SUM( x*x )"));
    }

    @Test
    void everyPartKnowsItsPositionAndItsText() {
        Call call = (Call) Parser.parse("  Pow(a.b , 2 + 1) ");

        assertThat(call.position()).isEqualTo(3);
        assertThat(call.source()).isEqualTo("Pow(a.b , 2 + 1)");
        assertThat(call.name()).isEqualTo("pow");
        assertThat(call.arguments().get(0).source()).isEqualTo("a.b");
        assertThat(call.arguments().get(1).position()).isEqualTo(13);
        assertThat(call.arguments().get(1).source()).isEqualTo("2 + 1");
    }

    @Test
    void aPathHasOneNamePerDotOutsideBackquotes() {
        Column column = (Column) Parser.parse("values.`a.b`.`it``s`");

        assertThat(column.path()).isEqualTo(ColumnPath.of("values", "a.b", "it`s"));
    }

    @Test
    void aStarIsTheOnlyArgumentOfItsCall() {
        Call count = (Call) Parser.parse("count( * )");

        assertThat(count.arguments()).singleElement().isInstanceOf(Star.class);
    }

    @Test
    void wordsOfTheLanguageNameColumnsWhereTheyCannotBeMistaken() {
        assertThat(Parser.parse("cast + sqrt + a.end + `end`"))
                .isEqualTo(Parser.parse("`cast` + `sqrt` + `a`.`end` + `end`"));
    }

    @Test
    void tenThousandCharactersAreRead() {
        assertThat(Parser.parse("1" + " ".repeat(Lexer.MAX_CHARACTERS - 1))).isInstanceOf(Syntax.Literal.class);
    }

    @Test
    void oneCharacterMoreIsRefused() {
        assertThatThrownBy(() -> Parser.parse("1" + " ".repeat(Lexer.MAX_CHARACTERS)))
                .isInstanceOf(ExpressionException.class)
                .hasMessage("an expression may have 10000 characters, this one has 10001 at position 10001");
    }

    @Test
    void aThousandOperationsAndOperandsAreComputed() {
        String sum = "1" + "+1".repeat(499);

        assertThat(Expressions.shown(sum)).isEqualTo("500");
    }

    @Test
    void oneOperationMoreIsRefused() {
        assertThatThrownBy(() -> Parser.parse("1" + "+1".repeat(500)))
                .isInstanceOf(ExpressionException.class)
                .hasMessageStartingWith("the text has more than 1000 operations and operands at position ");
    }

    @Test
    void ninetyNineParenthesesAreRead() {
        assertThat(Expressions.shown("(".repeat(99) + "1" + ")".repeat(99))).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"(", "-", "not", "abs(", "case when", "x in(", "cast("})
    void deepNestingIsRefusedAndDoesNotOverflowTheStack(String opening) {
        assertThatThrownBy(() -> Parser.parse((opening + " ").repeat(1_000)))
                .isInstanceOf(ExpressionException.class)
                .hasMessageStartingWith("expressions are nested more than 100 deep at position ");
    }
}
