package io.pitwall.transforms.expression;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text into tokens; the last one is {@code END}. */
final class Lexer {

    static final int MAX_CHARACTERS = 10_000;

    private static final List<String> TWO_CHARACTER_SYMBOLS = List.of("!=", "<>", "<=", ">=", "==", "&&", "||");
    private static final String ONE_CHARACTER_SYMBOLS = "+-*/%=<>(),.!";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new ExpressionException(
                    "an expression may have " + MAX_CHARACTERS + " characters, this one has " + text.length(),
                    MAX_CHARACTERS + 1);
        }
        return new Lexer(text).cut();
    }

    private List<Token> cut() {
        skipSpace();
        while (at < text.length()) {
            tokens.add(next());
            skipSpace();
        }
        tokens.add(new Token(Token.Kind.END, "", null, text.length(), text.length()));
        return tokens;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private Token next() {
        char first = text.charAt(at);
        if (isDigit(at) || (first == '.' && isDigit(at + 1))) {
            return number();
        }
        if (isWordCharacter(at)) {
            return word();
        }
        return switch (first) {
            case '\'' -> quoted('\'', Token.Kind.TEXT, "string");
            case '`' -> quoted('`', Token.Kind.QUOTED_NAME, "name");
            case '"' ->
                throw new ExpressionException(
                        "unexpected `\"`", at + 1, "write text in 'single quotes' and names in `backquotes`");
            default -> symbol();
        };
    }

    private Token word() {
        int start = at;
        while (isWordCharacter(at)) {
            at += Character.charCount(text.codePointAt(at));
        }
        return new Token(Token.Kind.WORD, text.substring(start, at), null, start, at);
    }

    private Token number() {
        int start = at;
        skipDigits();
        boolean isInteger = true;
        if (at < text.length() && text.charAt(at) == '.') {
            isInteger = false;
            at++;
            skipDigits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            isInteger = false;
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            if (!isDigit(at)) {
                throw new ExpressionException("the number has no digits in its exponent", start + 1);
            }
            skipDigits();
        }
        if (isWordCharacter(at)) {
            throw new ExpressionException(
                    "a number runs into a name", start + 1, "names that begin with a digit go into `backquotes`");
        }
        String digits = text.substring(start, at);
        return new Token(Token.Kind.NUMBER, digits, isInteger ? integer(digits) : decimal(digits, start), start, at);
    }

    private static Object integer(String digits) {
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException beyondLong) {
            return Double.valueOf(digits);
        }
    }

    private static Double decimal(String digits, int start) {
        double value = Double.parseDouble(digits);
        if (Double.isInfinite(value)) {
            throw new ExpressionException("the number is too large for a double", start + 1);
        }
        return value;
    }

    /** A string or a name; inside, its quote is written twice. */
    private Token quoted(char quote, Token.Kind kind, String what) {
        int start = at;
        StringBuilder meant = new StringBuilder();
        at++;
        while (true) {
            int close = text.indexOf(quote, at);
            if (close < 0) {
                throw new ExpressionException("the " + what + " has no closing " + quote, start + 1);
            }
            meant.append(text, at, close);
            at = close + 1;
            if (at == text.length() || text.charAt(at) != quote) {
                break;
            }
            meant.append(quote);
            at++;
        }
        if (kind == Token.Kind.QUOTED_NAME && meant.length() == 0) {
            throw new ExpressionException("a name is empty", start + 1);
        }
        return new Token(kind, meant.toString(), meant.toString(), start, at);
    }

    private Token symbol() {
        for (String symbol : TWO_CHARACTER_SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                return symbol(symbol);
            }
        }
        int found = text.codePointAt(at);
        if (ONE_CHARACTER_SYMBOLS.indexOf(found) < 0) {
            throw new ExpressionException("unexpected character `" + Character.toString(found) + "`", at + 1);
        }
        return symbol(Character.toString(found));
    }

    private Token symbol(String symbol) {
        switch (symbol) {
            case "==" -> throw new ExpressionException("unexpected `==`", at + 1, "use `=`");
            case "&&" -> throw new ExpressionException("unexpected `&&`", at + 1, "use `and`");
            case "||" -> throw new ExpressionException("unexpected `||`", at + 1, "use `or`, or `concat` to join text");
            case "!" -> throw new ExpressionException("unexpected `!`", at + 1, "use `not`");
            default -> {
                int start = at;
                at += symbol.length();
                return new Token(Token.Kind.SYMBOL, symbol, null, start, at);
            }
        }
    }

    private void skipDigits() {
        while (isDigit(at)) {
            at++;
        }
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private boolean isWordCharacter(int index) {
        if (index >= text.length()) {
            return false;
        }
        int character = text.codePointAt(index);
        return Character.isLetterOrDigit(character) || character == '_';
    }
}
