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
            """)
    void whatIsNotASelect(String text, String message) {
        assertThatThrownBy(() -> Parser.parseSelect(text))
                .isInstanceOf(ExpressionException.class)
                .hasMessage(message);
    }

    @Test
    void aColumnMayBeNamedLikeAStar() {
        assertThat(Parser.parseSelect("*, x as `*`")).hasSize(2);
    }
}
