package io.pitwall.transforms.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.transforms.row.Columns;
import io.pitwall.transforms.row.Row;
import io.pitwall.transforms.row.RowReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code docs/expressions.md} promises: every row of its tables is evaluated, every function is in them. */
class DocumentationTest {

    /** Rows of a table whose first two cells are code, the first maybe in doubled backquotes, or whose second is "error". */
    private static final Pattern EXAMPLE =
            Pattern.compile("^\\| (?:`` (.+?) ``|`([^`]+)`) \\| (?:`([^`]+)`|(error)) \\|.*$", Pattern.MULTILINE);

    private static final Pattern TABLE_ROW = Pattern.compile("^\\| `.*$", Pattern.MULTILINE);
    private static final Pattern RECORD = Pattern.compile("```json\n(.+?)```", Pattern.DOTALL);

    static Stream<Arguments> examples() throws IOException {
        return matches(EXAMPLE)
                .map(example -> Arguments.of(
                        example.group(1) == null ? example.group(2) : example.group(1),
                        example.group(3) == null ? "error" : example.group(3)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleGivesItsResult(String expression, String result) throws IOException {
        if (result.equals("error")) {
            assertThatThrownBy(() -> evaluate(expression))
                    .isInstanceOfAny(ExpressionException.class, EvaluationException.class);
        } else {
            assertThat(evaluate(expression)).isEqualTo(result);
        }
    }

    @Test
    void everyRowOfATableIsAnExample() throws IOException {
        assertThat(examples().count()).isEqualTo(matches(TABLE_ROW).count()).isGreaterThan(60);
    }

    @Test
    void everyFunctionHasAnExample() throws IOException {
        String documentation = documentation();

        assertThat(Functions.all())
                .allSatisfy(function -> assertThat(documentation).contains("| `" + function.name() + "("));
    }

    @Test
    void theErrorsQuotedAreTheErrorsGiven() throws IOException {
        List<String> quoted = documentation().lines().map(String::strip).toList();

        assertThatThrownBy(() -> evaluate("1 + sqr(x)"))
                .satisfies(error -> assertThat(quoted).contains(error.getMessage()));
        assertThatThrownBy(() -> Expressions.valueOf("sqrt(x)", Map.of("x", "text")))
                .satisfies(error -> assertThat(quoted).contains(error.getMessage()));
    }

    @Test
    void theSelectShownIsOne() throws IOException {
        String select = documentation()
                .lines()
                .filter(line -> line.startsWith("    *, "))
                .findFirst()
                .orElseThrow();

        assertThat(Parser.parseSelect(select))
                .extracting(SelectItem::name)
                .containsExactly("*", "g", "latitude", "time_ms");
    }

    @Test
    void theSelectsShownForAWindowAreSome() throws IOException {
        List<String> selects = documentation()
                .lines()
                .filter(line -> line.startsWith("    ") && line.contains("(*"))
                .toList();

        assertThat(selects).hasSize(2);
        assertThat(Parser.parseSelect(selects.get(0)))
                .extracting(SelectItem::name)
                .containsExactly("samples", "fast", "paired");
        assertThat(Parser.parseSelect(selects.get(1)))
                .allMatch(item -> item.expression().isWide())
                .extracting(item -> item.nameFor("rpm_1"))
                .containsExactly("mean_rpm_1", "rpm_1_high", "rpm_1", "low_rpm_1");
    }

    private static String evaluate(String text) throws IOException {
        Columns columns = new Columns();
        Expression expression = new Compiler(columns, Scope.of(columns)).compile(Parser.parse(text));
        Row row = columns.newRow();
        new RowReader(columns).read(matches(RECORD).findFirst().orElseThrow().group(1), row);
        Object value = expression.evaluate(row).boxed();
        return value instanceof String string ? "'" + string.replace("'", "''") + "'" : String.valueOf(value);
    }

    private static Stream<MatchResult> matches(Pattern pattern) throws IOException {
        return pattern.matcher(documentation()).results();
    }

    private static String documentation() throws IOException {
        return Files.readString(Path.of(System.getProperty("pitwall.root"), "docs", "expressions.md"));
    }
}
