package io.pitwall.transforms.expression;

import java.util.List;

/** A cursor over the tokens of a text. */
final class Tokens {

    static final int MAX_NODES = 1_000;

    private final String text;
    private final List<Token> tokens;
    private int at;
    private int nodes;

    Tokens(String text) {
        this.text = text;
        this.tokens = Lexer.tokens(text);
    }

    Token peek() {
        return tokens.get(at);
    }

    /** The token so many after the next one; the end, if there are no more. */
    Token peek(int further) {
        return tokens.get(Math.min(at + further, tokens.size() - 1));
    }

    /** Is there no space between the next token and the one taken last? */
    boolean peekTouchesLast() {
        return peek().start() == tokens.get(at - 1).endExclusive();
    }

    Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Token.Kind.END) {
            at++;
        }
        return token;
    }

    boolean nextIfSymbol(String symbol) {
        return nextIf(peek().isSymbol(symbol));
    }

    boolean nextIfKeyword(String keyword) {
        return nextIf(peek().isKeyword(keyword));
    }

    private boolean nextIf(boolean matches) {
        if (matches) {
            next();
        }
        return matches;
    }

    void expectSymbol(String symbol) {
        if (!nextIfSymbol(symbol)) {
            throw expected("`" + symbol + "`");
        }
    }

    void expectKeyword(String keyword) {
        if (!nextIfKeyword(keyword)) {
            throw expected("`" + keyword + "`");
        }
    }

    /** The problem that the next token is not what the grammar asks for here. */
    ExpressionException expected(String what) {
        return new ExpressionException(problem(what), peek().position());
    }

    /** The same where a name could stand, which a reserved word may have been meant to be. */
    ExpressionException expectedName(String what) {
        return peek().isReserved()
                ? new ExpressionException(
                        problem(what), peek().position(), "a column of that name is written in `backquotes`")
                : expected(what);
    }

    private String problem(String expected) {
        return "expected " + expected + ", found " + peek().described();
    }

    /** The span from a 0-based start to the end of the last token taken. Every node of the tree takes exactly one. */
    Span spanFrom(int start) {
        if (++nodes > MAX_NODES) {
            throw new ExpressionException(
                    "the text has more than " + MAX_NODES + " operations and operands", start + 1);
        }
        return new Span(text, start, tokens.get(at - 1).endExclusive());
    }

    String sourceFrom(int start) {
        return text.substring(start, tokens.get(at - 1).endExclusive());
    }
}
