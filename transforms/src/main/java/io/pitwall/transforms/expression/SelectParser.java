package io.pitwall.transforms.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The grammar of a {@code select}: {@code *} and expressions, separated by commas, each expression with an optional name.
 * The name of an expression with several columns has a star in the place of theirs.
 */
final class SelectParser {

    private final Parser parser;
    private final Tokens tokens;
    private final List<SelectItem> items = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private boolean hasStar;

    SelectParser(Parser parser) {
        this.parser = parser;
        this.tokens = parser.tokens();
    }

    List<SelectItem> items() {
        do {
            SelectItem item = item();
            refuseSecond(item);
            items.add(item);
        } while (tokens.nextIfSymbol(","));
        if (tokens.peek().kind() != Token.Kind.END) {
            throw tokens.expected("`,`, `as` or the end");
        }
        return items;
    }

    private void refuseSecond(SelectItem item) {
        if (item.expression() instanceof Syntax.Star) {
            if (hasStar) {
                throw new ExpressionException("a second `*`", item.position());
            }
            hasStar = true;
        } else if (!names.add(item.name())) {
            throw new ExpressionException(
                    "a second column named `" + item.name() + "`",
                    item.position(),
                    "give one of them another name with `as`");
        }
    }

    private SelectItem item() {
        Token first = tokens.peek();
        if (tokens.nextIfSymbol("*")) {
            return new SelectItem(new Syntax.Star(tokens.spanFrom(first.start())), "*", first.position());
        }
        Syntax expression = parser.expression();
        String source = tokens.sourceFrom(first.start());
        return new SelectItem(expression, nameOf(expression, source), first.position());
    }

    private String nameOf(Syntax expression, String source) {
        if (tokens.nextIfKeyword("as")) {
            return expression.isWide() ? wideAlias(source) : alias();
        }
        if (expression.isWide()) {
            return "*";
        }
        if (expression instanceof Syntax.Column column) {
            List<String> path = column.path().names();
            return path.get(path.size() - 1);
        }
        return source;
    }

    private String alias() {
        Token alias = tokens.peek();
        if (!alias.isSymbol("*")) {
            String name = name();
            if (!isAtStarOfName()) {
                return name;
            }
        }
        throw new ExpressionException(
                "a column name with a star",
                alias.position(),
                "only an aggregate over several columns has one, as in `avg(rpm_*) as mean_*`");
    }

    private String wideAlias(String source) {
        Token alias = tokens.peek();
        String before = alias.isSymbol("*") ? "" : name();
        if (!alias.isSymbol("*") && !isAtStarOfName()) {
            throw new ExpressionException(
                    "one column name for the several of `" + source + "`",
                    alias.position(),
                    "a star takes the place of theirs, as in `mean_*`");
        }
        tokens.expectSymbol("*");
        String after = tokens.peek().isName() && tokens.peekTouchesLast() ? name() : "";
        if (before.contains("*") || after.contains("*")) {
            throw new ExpressionException("a second star in a column name", alias.position());
        }
        return before + "*" + after;
    }

    private boolean isAtStarOfName() {
        return tokens.peek().isSymbol("*") && tokens.peekTouchesLast();
    }

    private String name() {
        if (!tokens.peek().isName()) {
            throw tokens.expectedName("a name");
        }
        return tokens.next().text();
    }
}
