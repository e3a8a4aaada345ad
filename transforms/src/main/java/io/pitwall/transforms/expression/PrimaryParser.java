package io.pitwall.transforms.expression;

import io.pitwall.transforms.expression.Syntax.CastTarget;
import io.pitwall.transforms.row.ColumnPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The part of the grammar that binds strongest: literals, columns, calls, {@code case}, and what is in parentheses. */
final class PrimaryParser {

    private final Parser parser;
    private final Tokens tokens;

    PrimaryParser(Parser parser, Tokens tokens) {
        this.parser = parser;
        this.tokens = tokens;
    }

    Syntax primary() {
        Token token = tokens.peek();
        int start = token.start();
        if (token.kind() == Token.Kind.NUMBER || token.kind() == Token.Kind.TEXT) {
            tokens.next();
            return new Syntax.Literal(tokens.spanFrom(start), token.literal());
        }
        if (tokens.nextIfSymbol("(")) {
            Syntax inner = parser.expression();
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
                && tokens.peek(1).isSymbol("(")) {
            return token.isKeyword("cast") ? cast() : call();
        }
        return column();
    }

    private Syntax column() {
        int start = tokens.peek().start();
        if (tokens.peek().isReserved()) {
            throw tokens.expectedName("a value");
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
        Syntax filter = tokens.nextIfKeyword("filter") ? filter() : null;
        return new Syntax.Call(tokens.spanFrom(name.start()), name.text().toLowerCase(Locale.ROOT), arguments, filter);
    }

    private Syntax filter() {
        tokens.expectSymbol("(");
        tokens.expectKeyword("where");
        Syntax condition = parser.expression();
        tokens.expectSymbol(")");
        return condition;
    }

    private List<Syntax> arguments() {
        if (tokens.peek().isSymbol("*")) {
            return withOthers(starOrSuffix());
        }
        return isPrefix() ? withOthers(prefix()) : parser.expressions();
    }

    private List<Syntax> withOthers(Syntax columns) {
        List<Syntax> all = new ArrayList<>(List.of(columns));
        if (tokens.nextIfSymbol(",")) {
            all.addAll(parser.expressions());
        }
        return all;
    }

    /** {@code *}, or {@code *_rpm} where a name touches the star. */
    private Syntax starOrSuffix() {
        int start = tokens.next().start();
        if (tokens.peek().isName() && tokens.peekTouchesLast()) {
            String suffix = tokens.next().text();
            return new Syntax.Pattern(tokens.spanFrom(start), "", suffix);
        }
        return new Syntax.Star(tokens.spanFrom(start));
    }

    /** Is this {@code rpm_*)} or {@code rpm_*,}, and not the product {@code rpm_ * x}? */
    private boolean isPrefix() {
        Token name = tokens.peek();
        Token star = tokens.peek(1);
        return name.isName()
                && star.isSymbol("*")
                && star.start() == name.endExclusive()
                && (tokens.peek(2).isSymbol(")") || tokens.peek(2).isSymbol(","));
    }

    private Syntax prefix() {
        Token name = tokens.next();
        tokens.expectSymbol("*");
        return new Syntax.Pattern(tokens.spanFrom(name.start()), name.text(), "");
    }

    private Syntax cast() {
        int start = tokens.next().start();
        tokens.expectSymbol("(");
        Syntax operand = parser.expression();
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
        Syntax subject = tokens.peek().isKeyword("when") ? null : parser.expression();
        List<Syntax.When> branches = new ArrayList<>();
        do {
            tokens.expectKeyword("when");
            Syntax condition = parser.expression();
            tokens.expectKeyword("then");
            branches.add(new Syntax.When(condition, parser.expression()));
        } while (tokens.peek().isKeyword("when"));
        Syntax otherwise = tokens.nextIfKeyword("else") ? parser.expression() : null;
        tokens.expectKeyword("end");
        return new Syntax.Case(tokens.spanFrom(start), subject, branches, otherwise);
    }

    /** The number whose minus sign, at this 0-based start, is taken: the least long has no positive counterpart. */
    Syntax negativeNumber(int start) {
        Token number = tokens.next();
        return new Syntax.Literal(tokens.spanFrom(start), negative(number));
    }

    private static Object negative(Token number) {
        if (number.literal() instanceof Long integer) {
            return -integer;
        }
        return number.text().equals("9223372036854775808") ? Long.MIN_VALUE : (Object) (-(Double) number.literal());
    }
}
