package io.pitwall.transforms.expression;

import io.pitwall.transforms.expression.Syntax.BinaryOperator;
import io.pitwall.transforms.expression.Syntax.UnaryOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns text into {@link Syntax} by recursive descent, one method per level of precedence, weakest first: {@code or},
 * {@code and}, {@code not}, comparisons, {@code + -}, {@code * / %}, unary minus.
 *
 * <p>Size and nesting are bounded, so that no text, however hostile, costs more than a fraction of a second or
 * overflows the stack.
 */
public final class Parser {

    static final int MAX_DEPTH = 100;

    private static final Map<String, BinaryOperator> COMPARISONS = Map.of(
            "=", BinaryOperator.EQUAL,
            "!=", BinaryOperator.NOT_EQUAL,
            "<>", BinaryOperator.NOT_EQUAL,
            "<", BinaryOperator.LESS,
            "<=", BinaryOperator.AT_MOST,
            ">", BinaryOperator.GREATER,
            ">=", BinaryOperator.AT_LEAST);
    private static final Map<String, BinaryOperator> SUMS =
            Map.of("+", BinaryOperator.ADD, "-", BinaryOperator.SUBTRACT);
    private static final Map<String, BinaryOperator> PRODUCTS =
            Map.of("*", BinaryOperator.MULTIPLY, "/", BinaryOperator.DIVIDE, "%", BinaryOperator.REMAINDER);

    private final Tokens tokens;
    private final PrimaryParser primaries;
    private int depth;

    private Parser(String text) {
        tokens = new Tokens(text);
        primaries = new PrimaryParser(this, tokens);
    }

    /** One expression. */
    public static Syntax parse(String text) {
        Parser parser = new Parser(text);
        Syntax syntax = parser.expression();
        if (parser.tokens.peek().kind() != Token.Kind.END) {
            throw parser.tokens.expected("an operator or the end");
        }
        return syntax;
    }

    /** The items of a {@code select}, separated by commas; each may have a name after {@code as}, no two the same. */
    public static List<SelectItem> parseSelect(String text) {
        return new SelectParser(new Parser(text)).items();
    }

    Tokens tokens() {
        return tokens;
    }

    Syntax expression() {
        return nested(this::disjunction);
    }

    /** At least one, separated by commas. */
    List<Syntax> expressions() {
        List<Syntax> expressions = new ArrayList<>();
        do {
            expressions.add(expression());
        } while (tokens.nextIfSymbol(","));
        return expressions;
    }

    private Syntax disjunction() {
        int start = tokens.peek().start();
        Syntax left = conjunction();
        while (tokens.nextIfKeyword("or")) {
            left = binary(start, BinaryOperator.OR, left, conjunction());
        }
        return left;
    }

    private Syntax conjunction() {
        int start = tokens.peek().start();
        Syntax left = negation();
        while (tokens.nextIfKeyword("and")) {
            left = binary(start, BinaryOperator.AND, left, negation());
        }
        return left;
    }

    private Syntax negation() {
        int start = tokens.peek().start();
        if (tokens.nextIfKeyword("not")) {
            return not(start, nested(this::negation));
        }
        return predicate();
    }

    private Syntax predicate() {
        int start = tokens.peek().start();
        Syntax operand = sum();
        BinaryOperator comparison = operatorIn(COMPARISONS);
        if (comparison != null) {
            Syntax compared = binary(start, comparison, operand, sum());
            if (operatorIn(COMPARISONS) != null) {
                throw new ExpressionException(
                        "comparisons cannot be chained", compared.position(), "join them with `and`");
            }
            return compared;
        }
        if (tokens.nextIfKeyword("is")) {
            boolean negated = tokens.nextIfKeyword("not");
            tokens.expectKeyword("null");
            Syntax isNull = new Syntax.Unary(tokens.spanFrom(start), UnaryOperator.IS_NULL, operand);
            return negated ? not(start, isNull) : isNull;
        }
        boolean negated = tokens.nextIfKeyword("not");
        Syntax test = test(start, operand);
        if (test != null) {
            return negated ? not(start, test) : test;
        }
        if (negated) {
            throw tokens.expected("`in`, `between` or `like`");
        }
        return operand;
    }

    private @Nullable Syntax test(int start, Syntax operand) {
        if (tokens.nextIfKeyword("in")) {
            tokens.expectSymbol("(");
            List<Syntax> choices = expressions();
            tokens.expectSymbol(")");
            return new Syntax.In(tokens.spanFrom(start), operand, choices);
        }
        if (tokens.nextIfKeyword("between")) {
            Syntax low = sum();
            tokens.expectKeyword("and");
            Syntax high = sum();
            return new Syntax.Between(tokens.spanFrom(start), operand, low, high);
        }
        if (tokens.nextIfKeyword("like")) {
            return binary(start, BinaryOperator.LIKE, operand, sum());
        }
        return null;
    }

    private Syntax sum() {
        int start = tokens.peek().start();
        Syntax left = product();
        for (BinaryOperator sign = operatorIn(SUMS); sign != null; sign = operatorIn(SUMS)) {
            left = binary(start, sign, left, product());
        }
        return left;
    }

    private Syntax product() {
        int start = tokens.peek().start();
        Syntax left = signed();
        for (BinaryOperator sign = operatorIn(PRODUCTS); sign != null; sign = operatorIn(PRODUCTS)) {
            left = binary(start, sign, left, signed());
        }
        return left;
    }

    private Syntax signed() {
        int start = tokens.peek().start();
        if (!tokens.nextIfSymbol("-")) {
            return primaries.primary();
        }
        if (tokens.peek().kind() == Token.Kind.NUMBER) {
            return primaries.negativeNumber(start);
        }
        Syntax operand = nested(this::signed);
        return new Syntax.Unary(tokens.spanFrom(start), UnaryOperator.NEGATE, operand);
    }

    private @Nullable BinaryOperator operatorIn(Map<String, BinaryOperator> operators) {
        if (tokens.peek().kind() != Token.Kind.SYMBOL) {
            return null;
        }
        BinaryOperator operator = operators.get(tokens.peek().text());
        if (operator != null) {
            tokens.next();
        }
        return operator;
    }

    private Syntax binary(int start, BinaryOperator operator, Syntax left, Syntax right) {
        return new Syntax.Binary(tokens.spanFrom(start), operator, left, right);
    }

    private Syntax not(int start, Syntax operand) {
        return new Syntax.Unary(tokens.spanFrom(start), UnaryOperator.NOT, operand);
    }

    private Syntax nested(Level level) {
        if (++depth > MAX_DEPTH) {
            throw new ExpressionException(
                    "expressions are nested more than " + MAX_DEPTH + " deep",
                    tokens.peek().position());
        }
        Syntax syntax = level.parse();
        depth--;
        return syntax;
    }

    private interface Level {
        Syntax parse();
    }
}
