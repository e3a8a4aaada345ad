package io.pitwall.transforms.expression;

import io.pitwall.transforms.expression.Syntax.BinaryOperator;
import io.pitwall.transforms.expression.Syntax.CastTarget;
import io.pitwall.transforms.expression.Syntax.UnaryOperator;
import io.pitwall.transforms.row.ColumnPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    private int depth;

    private Parser(String text) {
        tokens = new Tokens(text);
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
            return primary();
        }
        // The least long has no positive counterpart, so a sign before a number belongs to the number.
        if (tokens.peek().kind() == Token.Kind.NUMBER) {
            Token number = tokens.next();
            return new Syntax.Literal(tokens.spanFrom(start), negative(number));
        }
        Syntax operand = nested(this::signed);
        return new Syntax.Unary(tokens.spanFrom(start), UnaryOperator.NEGATE, operand);
    }

    private static Object negative(Token number) {
        if (number.literal() instanceof Long integer) {
            return -integer;
        }
        return number.text().equals("9223372036854775808") ? Long.MIN_VALUE : (Object) (-(Double) number.literal());
    }

    private Syntax primary() {
        Token token = tokens.peek();
        int start = token.start();
        if (token.kind() == Token.Kind.NUMBER || token.kind() == Token.Kind.TEXT) {
            tokens.next();
            return new Syntax.Literal(tokens.spanFrom(start), token.literal());
        }
        if (tokens.nextIfSymbol("(")) {
            Syntax inner = expression();
            tokens.expectSymbol(")");
            return inner;
        }
        if (token.isKeyword("case")) {
            return choice();
        }
        if (token.isKeyword("true") || token.isKeyword("false") || token.isKeyword("null")) {
            tokens.next();
            Object value = token.isKeyword("null") ? null : (Object) token.isKeyword("true");
            return new Syntax.Literal(tokens.spanFrom(start), value);
        }
        if (token.kind() == Token.Kind.WORD
                && !token.isReserved()
                && tokens.peekSecond().isSymbol("(")) {
            return token.isKeyword("cast") ? cast() : call();
        }
        return column();
    }

    private Syntax column() {
        int start = tokens.peek().start();
        if (tokens.peek().isReserved()) {
            throw tokens.expected("a value");
        }
        List<String> names = new ArrayList<>();
        names.add(name("a value"));
        while (tokens.nextIfSymbol(".")) {
            names.add(name("a name"));
        }
        return new Syntax.Column(tokens.spanFrom(start), new ColumnPath(names));
    }

    private String name(String what) {
        Token.Kind kind = tokens.peek().kind();
        if (kind != Token.Kind.WORD && kind != Token.Kind.QUOTED_NAME) {
            throw tokens.expected(what);
        }
        return tokens.next().text();
    }

    private Syntax call() {
        Token name = tokens.next();
        tokens.expectSymbol("(");
        List<Syntax> arguments = tokens.peek().isSymbol(")") ? List.of() : arguments();
        tokens.expectSymbol(")");
        return new Syntax.Call(tokens.spanFrom(name.start()), name.text().toLowerCase(Locale.ROOT), arguments);
    }

    private List<Syntax> arguments() {
        Token star = tokens.peek();
        if (tokens.nextIfSymbol("*")) {
            return List.of(new Syntax.Star(tokens.spanFrom(star.start())));
        }
        return expressions();
    }

    private List<Syntax> expressions() {
        List<Syntax> expressions = new ArrayList<>();
        do {
            expressions.add(expression());
        } while (tokens.nextIfSymbol(","));
        return expressions;
    }

    private Syntax cast() {
        int start = tokens.next().start();
        tokens.expectSymbol("(");
        Syntax operand = expression();
        tokens.expectKeyword("as");
        CastTarget target = castTarget();
        tokens.expectSymbol(")");
        return new Syntax.Cast(tokens.spanFrom(start), operand, target);
    }

    private CastTarget castTarget() {
        for (CastTarget target : CastTarget.values()) {
            if (tokens.nextIfKeyword(target.name().toLowerCase(Locale.ROOT))) {
                return target;
            }
        }
        throw tokens.expected("`double`, `long`, `string` or `boolean`");
    }

    private Syntax choice() {
        int start = tokens.next().start();
        Syntax subject = tokens.peek().isKeyword("when") ? null : expression();
        List<Syntax.When> branches = new ArrayList<>();
        do {
            tokens.expectKeyword("when");
            Syntax condition = expression();
            tokens.expectKeyword("then");
            branches.add(new Syntax.When(condition, expression()));
        } while (tokens.peek().isKeyword("when"));
        Syntax otherwise = tokens.nextIfKeyword("else") ? expression() : null;
        tokens.expectKeyword("end");
        return new Syntax.Case(tokens.spanFrom(start), subject, branches, otherwise);
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
