package io.pitwall.transforms.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectTest {

    @Test
    void itemsKeepTheirOrderAndKnowTheirPositions() {
        List<SelectItem> items = Parser.parseSelect("*, sqrt(x) as g, y");

        assertThat(items).extracting(SelectItem::name).containsExactly("*", "g", "y");
        assertThat(items).extracting(SelectItem::position).containsExactly(1, 4, 18);
        assertThat(items.get(0).expression()).isInstanceOf(Syntax.Star.class);
        assertThat(items.get(1).expression()).isEqualTo(Parser.parse("sqrt(x)"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
            x as y;              y
            x AS `the y`;        the y
            x as sum;            sum
            x;                   x
            a.b;                 b
            `a.b`;               a.b
            a.`b c`;             b c
            sqrt( x )+1;         sqrt( x )+1
            (x + 1) * 2;         (x + 1) * 2
            (x);                 x
            count(*) as filter;  filter
            avg(rpm_*) as mean_*; mean_*
            avg(*_rpm) AS *_low; *_low
            min(*) as a_*_b;     a_*_b
            min(*) as *;         *
            (min(*)) as `a-`*` b`; a-* b
            count(a_*) filter (where x) as n_*; n_*
            avg(rpm_*);          *
            avg(*);              *
            count(*);            count(*)
            avg(*) + 1;          avg(*) + 1
            avg(*) + 1 as x;     x
            sum(x) filter ( where y); sum(x) filter ( where y)
            """)
    void aNameIsTheAliasOrTheColumnsOrTheTextAsWritten(String item, String name) {
        assertThat(Parser.parseSelect(item))
                .singleElement()
                .extracting(SelectItem::name)
                .isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
            "";            expected a value, found the end at position 1
            x,;            expected a value, found the end at position 3
            x y;           "expected `,`, `as` or the end, found `y` at position 3"
            x as;          expected a name, found the end at position 5
            x as 1;        expected a name, found `1` at position 6
            x as end;      "expected a name, found `end` at position 6; a column of that name is written in `backquotes`"
            x as a.b;      "expected `,`, `as` or the end, found `.` at position 7"
            * as x;        "expected `,`, `as` or the end, found `as` at position 3"
            x, y as x;     "a second column named `x` at position 4; give one of them another name with `as`"
            a.x, b.x;      "a second column named `x` at position 6; give one of them another name with `as`"
            *, *;          "a second `*` at position 4"
            x as y*;       "a column name with a star at position 6; only an aggregate over several columns has one, as in `avg(rpm_*) as mean_*`"
            x as *;        "a column name with a star at position 6; only an aggregate over several columns has one, as in `avg(rpm_*) as mean_*`"
            count(*) as *_n; "a column name with a star at position 13; only an aggregate over several columns has one, as in `avg(rpm_*) as mean_*`"
            avg(*) + 1 as *_n; "a column name with a star at position 15; only an aggregate over several columns has one, as in `avg(rpm_*) as mean_*`"
            x as y *;      "expected `,`, `as` or the end, found `*` at position 8"
            avg(a_*) as m; "one column name for the several of `avg(a_*)` at position 13; a star takes the place of theirs, as in `mean_*`"
            avg(a_*) as m *; "one column name for the several of `avg(a_*)` at position 13; a star takes the place of theirs, as in `mean_*`"
            avg(*) as `m*`; "one column name for the several of `avg(*)` at position 11; a star takes the place of theirs, as in `mean_*`"
            avg(*) as `m*`*; a second star in a column name at position 11
            avg(*) as m*`*`; a second star in a column name at position 11
            avg(*) as m*n*; "expected `,`, `as` or the end, found `*` at position 14"
            avg(*) as *end; "expected `,`, `as` or the end, found `end` at position 12"
            avg(*) as 1;   expected a name, found `1` at position 11
            avg(a_*), avg(b_*); "a second column named `*` at position 11; give one of them another name with `as`"
            avg(*) as m_*, max(*) as m_*; "a second column named `m_*` at position 16; give one of them another name with `as`"
            """)
    void whatIsNotASelect(String text, String message) {
        assertThatThrownBy(() -> Parser.parseSelect(text))
                .isInstanceOf(ExpressionException.class)
                .hasMessage(message);
    }

    @Test
    void theNameOfAWideItemTakesInThatOfEachColumn() {
        assertThat(Parser.parseSelect("avg(rpm_*) as mean_*_x, max(*), min(*) as *_low"))
                .extracting(item -> item.nameFor("rpm_1"))
                .containsExactly("mean_rpm_1_x", "rpm_1", "rpm_1_low");
    }

    @Test
    void namesWithAStarThatDifferDoNotCollide() {
        assertThat(Parser.parseSelect("avg(*) as m_*, max(*) as *_m, min(*), sum(x) as m_x"))
                .hasSize(4);
    }

    @Test
    void aColumnMayBeNamedLikeAStar() {
        assertThat(Parser.parseSelect("*, x as `*`")).hasSize(2);
    }
}
