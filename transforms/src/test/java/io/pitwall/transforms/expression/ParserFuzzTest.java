package io.pitwall.transforms.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Random;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text, the only ways out are a value, a bad row, or a mistake at a place inside the text. */
class ParserFuzzTest {

    private static final int TEXTS = 20_000;

    private static final List<String> PIECES = List.of(
            "1",
            "2.5",
            "1e3",
            "'a'",
            "''",
            "x",
            "a.b",
            "`q r`",
            "null",
            "true",
            "+",
            "-",
            "*",
            "/",
            "%",
            "(",
            ")",
            ",",
            ".",
            "=",
            "!=",
            "<",
            "<=",
            "and",
            "or",
            "not",
            "is",
            "in",
            "between",
            "like",
            "case",
            "when",
            "then",
            "else",
            "end",
            "as",
            "cast",
            "double",
            "sqrt(",
            "if(",
            "coalesce(",
            "count(",
            "round(",
            "concat(",
            "avg(",
            "rpm_*",
            "*_rpm",
            "filter",
            "filter (where",
            "where",
            "😀",
            "'",
            "`",
            "\"",
            "#",
            "1e",
            "99999999999999999999",
            "\u0000",
            "\ud83d");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void tokenSoupIsReadOrRefused(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder soup = new StringBuilder();
            for (int length = random.nextInt(30); length >= 0; length--) {
                soup.append(PIECES.get(random.nextInt(PIECES.size()))).append(random.nextInt(4) == 0 ? "" : " ");
            }
            readsOrRefuses(soup.toString(), seed);
            readsOrRefusesSelect(soup.toString(), seed);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void aDamagedExpressionIsReadOrRefused(long seed) {
        Random random = new Random(seed);
        String whole = "case when sqrt(x*x + `y z`) > 2.5e3 and a.b not in ('it''s', null) then round(x, 2) "
                + "else cast(coalesce(y, -1) as long) end";
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder damaged = new StringBuilder(whole);
            for (int wounds = random.nextInt(4); wounds >= 0; wounds--) {
                int at = random.nextInt(damaged.length());
                damaged.replace(at, at + random.nextInt(2), String.valueOf((char) (random.nextInt(96) + 32)));
            }
            readsOrRefuses(damaged.toString(), seed);
        }
    }

    private static void readsOrRefuses(String text, long seed) {
        assertThatCode(() -> evaluates(text)).as("seed %d: %s", seed, text).doesNotThrowAnyException();
    }

    private static void readsOrRefusesSelect(String text, long seed) {
        assertThatCode(() -> parsesSelect(text)).as("seed %d: %s", seed, text).doesNotThrowAnyException();
    }

    private static void parsesSelect(String text) {
        try {
            assertThat(Parser.parseSelect(text)).isNotEmpty();
        } catch (ExpressionException refused) {
            assertThat(refused.position()).isBetween(1, text.length() + 1);
        }
    }

    private static void evaluates(String text) {
        try {
            Expressions.valueOf(text, Expressions.SAMPLE);
        } catch (ExpressionException refused) {
            assertThat(refused.position()).isBetween(1, text.length() + 1);
        } catch (EvaluationException | DataException badRow) {
            assertThat(badRow).hasMessageStartingWith("Expected ");
        }
    }
}
