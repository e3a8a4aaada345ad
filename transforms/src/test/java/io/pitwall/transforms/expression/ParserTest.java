package io.pitwall.transforms.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.transforms.expression.Syntax.Binary;
import io.pitwall.transforms.expression.Syntax.Call;
import io.pitwall.transforms.expression.Syntax.Column;
import io.pitwall.transforms.expression.Syntax.Pattern;
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
            SUM(x) FILTER(WHERE y);      sum( x ) filter ( where y )
            sum(x) filter (where y) + 1; (sum(x) filter (where y)) + 1
            avg(`rpm_`*);                avg( rpm_* )
            avg(*`_rpm`);                avg( *_rpm )
            sum(a_*_b);                  sum(a_ * _b)
            sum(a_ *_b);                 sum(a_ * _b)
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
            count(*);        count(*) filter (where a)
            sum(x) filter (where a); sum(x) filter (where b)
            avg(a_*);        avg(*a_)
            avg(a_*);        avg(a_)
            avg(a_*);        avg(*)
            avg(a_*);        avg(A_*)
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
    void aFilterBelongsToTheCallBeforeIt() {
        Binary sum = (Binary) Parser.parse("sum(x) + sum(x) filter (where speed > 10)");

        assertThat(((Call) sum.left()).filter()).isNull();
        assertThat(((Call) sum.right()).filter()).isEqualTo(Parser.parse("speed > 10"));
        assertThat(sum.right().source()).isEqualTo("sum(x) filter (where speed > 10)");
    }

    @Test
    void aPatternKnowsItsTextAndItsEnds() {
        Pattern prefix =
                (Pattern) ((Call) Parser.parse("avg(`rpm-`*)")).arguments().get(0);
        Pattern suffix =
                (Pattern) ((Call) Parser.parse("avg(*_rpm)")).arguments().get(0);

        assertThat(prefix).extracting(Pattern::prefix, Pattern::suffix).containsExactly("rpm-", "");
        assertThat(prefix.source()).isEqualTo("`rpm-`*");
        assertThat(prefix.position()).isEqualTo(5);
        assertThat(suffix).extracting(Pattern::prefix, Pattern::suffix).containsExactly("", "_rpm");
        assertThat(suffix.source()).isEqualTo("*_rpm");
    }

    @ParameterizedTest
    @CsvSource({
        "avg(*), true", "avg(a_*), true", "count(a_*), true", "avg(*_a) filter (where x), true", "(avg(*)), true",
        "count(*), false", "avg(x), false", "x, false", "avg(*) + 1, false", "a_ * x, false"
    })
    void anAggregateOverSeveralColumnsIsWide(String text, boolean isWide) {
        assertThat(Parser.parse(text).isWide()).isEqualTo(isWide);
    }

    @Test
    void wordsOfTheLanguageNameColumnsWhereTheyCannotBeMistaken() {
        assertThat(Parser.parse("cast + sqrt + a.end + `end` + filter + where"))
                .isEqualTo(Parser.parse("`cast` + `sqrt` + `a`.`end` + `end` + `filter` + `where`"));
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
    @CsvSource({"(", "-", "not", "abs(", "case when", "x in(", "cast(", "sum(x) filter (where"})
    void deepNestingIsRefusedAndDoesNotOverflowTheStack(String opening) {
        assertThatThrownBy(() -> Parser.parse((opening + " ").repeat(400)))
                .isInstanceOf(ExpressionException.class)
                .hasMessageStartingWith("expressions are nested more than 100 deep at position ");
    }
}
