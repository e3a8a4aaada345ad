package io.pitwall.transforms.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The grammar of a {@code select}: {@code *} and expressions, separated by commas, each expression with an optional name. */
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
            return alias();
        }
        if (expression instanceof Syntax.Column column) {
            List<String> path = column.path().names();
            return path.get(path.size() - 1);
        }
        return source;
    }

    private String alias() {
        Token alias = tokens.peek();
        boolean isName =
                alias.kind() == Token.Kind.QUOTED_NAME || (alias.kind() == Token.Kind.WORD && !alias.isReserved());
        if (!isName) {
            throw tokens.expectedName("a name");
        }
        return tokens.next().text();
    }
}
