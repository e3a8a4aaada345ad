package io.pitwall.transforms.expression;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A word, literal or symbol, and where it stands: {@code [start, endExclusive)}, 0-based. */
record Token(Kind kind, String text, @Nullable Object value, int start, int endExclusive) {

    /** The words that cannot name a column unless they are quoted. */
    private static final Set<String> RESERVED = Set.of(
            "and", "or", "not", "is", "null", "true", "false", "in", "between", "like", "case", "when", "then", "else",
            "end", "as");

    enum Kind {
        /** An identifier or keyword; {@code text} as written. */
        WORD,
        /** A name in backquotes, which is never a keyword; {@code text} without them. */
        QUOTED_NAME,
        /** {@code value} is a Long or a Double. */
        NUMBER,
        /** {@code value} is the String meant. */
        TEXT,
        SYMBOL,
        END
    }

    int position() {
        return start + 1;
    }

    /** What a literal token stands for. */
    Object literal() {
        return Objects.requireNonNull(value, "not a literal");
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** Keywords are case-insensitive. */
    boolean isKeyword(String keyword) {
        return kind == Kind.WORD && text.toLowerCase(Locale.ROOT).equals(keyword);
    }

    boolean isReserved() {
        return kind == Kind.WORD && RESERVED.contains(text.toLowerCase(Locale.ROOT));
    }

    /** Can this name a column? */
    boolean isName() {
        return kind == Kind.QUOTED_NAME || (kind == Kind.WORD && !isReserved());
    }

    /** As messages show it. */
    String described() {
        return switch (kind) {
            case END -> "the end";
            case TEXT -> "a string";
            case WORD, NUMBER, SYMBOL -> "`" + text + "`";
            case QUOTED_NAME -> "name `" + text + "`";
        };
    }
}
