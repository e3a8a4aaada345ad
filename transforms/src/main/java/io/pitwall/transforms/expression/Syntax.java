package io.pitwall.transforms.expression;

import io.pitwall.transforms.row.ColumnPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression as it was written, before names are looked up and types checked. Trees compare by meaning, see {@link Span}. */
public sealed interface Syntax {

    Span span();

    <R> R accept(Visitor<R> visitor);

    /** Where this begins in the text, 1-based. */
    default int position() {
        return span().position();
    }

    /** This expression as the user wrote it. */
    default String source() {
        return span().source();
    }

    /** Has this a value for each of several columns, as {@code avg(rpm_*)} and {@code avg(*)}, but not {@code count(*)}? */
    default boolean isWide() {
        return false;
    }

    /** A {@code Boolean}, {@code Long}, {@code Double} or {@code String}; null for {@code null}. */
    record Literal(Span span, @Nullable Object value) implements Syntax {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.literal(this);
        }
    }

    record Column(Span span, ColumnPath path) implements Syntax {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.column(this);
        }
    }

    /** The {@code *} of {@code select *}, {@code count(*)} and {@code avg(*)}. */
    record Star(Span span) implements Syntax {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.star(this);
        }
    }

    /** All columns whose names begin and end like this, as in {@code avg(rpm_*)}; one of the two ends is empty. */
    record Pattern(Span span, String prefix, String suffix) implements Syntax {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.pattern(this);
        }
    }

    /**
     * A function or an aggregate; the name is in lower case. The filter is what follows an aggregate in
     * {@code filter (where ...)}: a condition on the rows that it counts.
     */
    record Call(Span span, String name, List<Syntax> arguments, @Nullable Syntax filter) implements Syntax {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public boolean isWide() {
            if (arguments.isEmpty()) {
                return false;
            }
            Syntax argument = arguments.get(0);
            return argument instanceof Pattern || (argument instanceof Star && !name.equals("count"));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.call(this);
        }
    }

    record Unary(Span span, UnaryOperator operator, Syntax operand) implements Syntax {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unary(this);
        }
    }

    record Binary(Span span, BinaryOperator operator, Syntax left, Syntax right) implements Syntax {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.binary(this);
        }
    }

    /** {@code operand in (choices)}; never empty. */
    record In(Span span, Syntax operand, List<Syntax> choices) implements Syntax {
        public In {
            choices = List.copyOf(choices);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.in(this);
        }
    }

    /** {@code operand between low and high}, both ends included. */
    record Between(Span span, Syntax operand, Syntax low, Syntax high) implements Syntax {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.between(this);
        }
    }

    /** With a subject, its branches compare it for equality; without one, their conditions are booleans. */
    record Case(Span span, @Nullable Syntax subject, List<When> branches, @Nullable Syntax otherwise)
            implements Syntax {
        public Case {
            branches = List.copyOf(branches);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.choice(this);
        }
    }

    record When(Syntax condition, Syntax result) {}

    record Cast(Span span, Syntax operand, CastTarget target) implements Syntax {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.cast(this);
        }
    }

    enum UnaryOperator {
        NEGATE,
        NOT,
        IS_NULL
    }

    enum BinaryOperator {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        REMAINDER("%"),
        EQUAL("="),
        NOT_EQUAL("!="),
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">="),
        LIKE("like"),
        AND("and"),
        OR("or");

        private final String symbol;

        BinaryOperator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }

    enum CastTarget {
        DOUBLE,
        LONG,
        STRING,
        BOOLEAN
    }

    /** One method per kind of syntax, so that a new kind does not compile until everyone has decided about it. */
    interface Visitor<R> {
        R literal(Literal literal);

        R column(Column column);

        R star(Star star);

        R pattern(Pattern pattern);

        R call(Call call);

        R unary(Unary unary);

        R binary(Binary binary);

        R in(In in);

        R between(Between between);

        R choice(Case choice);

        R cast(Cast cast);
    }
}
