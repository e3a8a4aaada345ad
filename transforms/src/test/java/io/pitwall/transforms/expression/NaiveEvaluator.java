package io.pitwall.transforms.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the tree over boxed values the obvious way, with nothing shared with the compiler but the tree: integers
 * through {@link BigInteger}, comparisons through {@link BigDecimal}.
 */
final class NaiveEvaluator implements Syntax.Visitor<Optional<Object>> {

    /** The row is of no use to the expression. */
    static final class BadRow extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final Map<String, ?> row;

    NaiveEvaluator(Map<String, ?> row) {
        this.row = row;
    }

    @Nullable
    Object evaluate(Syntax syntax) {
        return syntax.accept(this).orElse(null);
    }

    @Override
    public Optional<Object> literal(Syntax.Literal literal) {
        return Optional.ofNullable(valueOf(literal));
    }

    @Override
    public Optional<Object> column(Syntax.Column column) {
        return Optional.ofNullable(valueOf(column));
    }

    @Override
    public Optional<Object> unary(Syntax.Unary unary) {
        return Optional.ofNullable(valueOf(unary));
    }

    @Override
    public Optional<Object> binary(Syntax.Binary binary) {
        return Optional.ofNullable(valueOf(binary));
    }

    @Override
    public Optional<Object> in(Syntax.In in) {
        return Optional.ofNullable(valueOf(in));
    }

    @Override
    public Optional<Object> between(Syntax.Between between) {
        return Optional.ofNullable(valueOf(between));
    }

    @Override
    public Optional<Object> choice(Syntax.Case choice) {
        return Optional.ofNullable(valueOf(choice));
    }

    @Override
    public Optional<Object> call(Syntax.Call call) {
        return Optional.ofNullable(valueOf(call));
    }

    @Override
    public Optional<Object> star(Syntax.Star star) {
        throw new IllegalStateException("not generated");
    }

    @Override
    public Optional<Object> pattern(Syntax.Pattern pattern) {
        throw new IllegalStateException("not generated");
    }

    @Override
    public Optional<Object> cast(Syntax.Cast cast) {
        throw new IllegalStateException("not generated");
    }

    private @Nullable Object valueOf(Syntax.Literal literal) {
        return literal.value();
    }

    private @Nullable Object valueOf(Syntax.Column column) {
        return row.get(column.path().names().get(0));
    }

    private @Nullable Object valueOf(Syntax.Unary unary) {
        Object operand = evaluate(unary.operand());
        return switch (unary.operator()) {
            case IS_NULL -> operand == null;
            case NOT -> operand == null ? null : (Object) !bool(operand);
            case NEGATE -> operand == null ? null : negated(number(operand));
        };
    }

    private static Object negated(Number number) {
        return number instanceof Long integer
                ? exactOr(BigInteger.valueOf(integer).negate(), -(double) integer)
                : (Object) (-number.doubleValue());
    }

    private @Nullable Object valueOf(Syntax.Binary binary) {
        return switch (binary.operator()) {
            case AND -> and(evaluate(binary.left()), binary.right());
            case OR -> or(evaluate(binary.left()), binary.right());
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER -> arithmetic(binary);
            case EQUAL, NOT_EQUAL, LESS, AT_MOST, GREATER, AT_LEAST ->
                compare(binary.operator(), evaluate(binary.left()), evaluate(binary.right()));
            case LIKE -> throw new IllegalStateException("not generated");
        };
    }

    private @Nullable Object and(@Nullable Object left, Syntax right) {
        if (left != null && !bool(left)) {
            return false;
        }
        Object other = evaluate(right);
        if (other != null && !bool(other)) {
            return false;
        }
        return left == null || other == null ? null : (Object) true;
    }

    private @Nullable Object or(@Nullable Object left, Syntax right) {
        if (left != null && bool(left)) {
            return true;
        }
        Object other = evaluate(right);
        if (other != null && bool(other)) {
            return true;
        }
        return left == null || other == null ? null : (Object) false;
    }

    private @Nullable Object arithmetic(Syntax.Binary binary) {
        Object left = evaluate(binary.left());
        Object right = evaluate(binary.right());
        if (left == null || right == null) {
            return null;
        }
        double a = number(left).doubleValue();
        double b = number(right).doubleValue();
        double approximate =
                switch (binary.operator()) {
                    case ADD -> a + b;
                    case SUBTRACT -> a - b;
                    case MULTIPLY -> a * b;
                    case DIVIDE -> a / b;
                    default -> a % b;
                };
        if (!(left instanceof Long m) || !(right instanceof Long n)) {
            return approximate;
        }
        BigInteger x = BigInteger.valueOf(m);
        BigInteger y = BigInteger.valueOf(n);
        return switch (binary.operator()) {
            case ADD -> exactOr(x.add(y), approximate);
            case SUBTRACT -> exactOr(x.subtract(y), approximate);
            case MULTIPLY -> exactOr(x.multiply(y), approximate);
            case REMAINDER -> y.signum() == 0 ? (Object) approximate : exactOr(x.remainder(y), approximate);
            default -> approximate;
        };
    }

    private static Object exactOr(BigInteger exact, double approximate) {
        return exact.bitLength() < Long.SIZE ? (Object) exact.longValue() : (Object) approximate;
    }

    private static @Nullable Object compare(
            Syntax.BinaryOperator operator, @Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return null;
        }
        if ((isNaN(left) && right instanceof Number) || (isNaN(right) && left instanceof Number)) {
            return operator == Syntax.BinaryOperator.NOT_EQUAL;
        }
        boolean isEquality = operator == Syntax.BinaryOperator.EQUAL || operator == Syntax.BinaryOperator.NOT_EQUAL;
        int relation = relation(left, right, isEquality);
        return switch (operator) {
            case EQUAL -> relation == 0;
            case NOT_EQUAL -> relation != 0;
            case LESS -> relation < 0;
            case AT_MOST -> relation <= 0;
            case GREATER -> relation > 0;
            default -> relation >= 0;
        };
    }

    private static boolean isNaN(Object value) {
        return value instanceof Double number && number.isNaN();
    }

    private static int relation(Object left, Object right, boolean isEquality) {
        if (left instanceof Number a && right instanceof Number b) {
            boolean isFinite = Double.isFinite(a.doubleValue()) && Double.isFinite(b.doubleValue());
            return isFinite ? exact(a).compareTo(exact(b)) : Double.compare(a.doubleValue(), b.doubleValue());
        }
        if (left instanceof String a && right instanceof String b) {
            return a.compareTo(b);
        }
        if (isEquality && left instanceof Boolean a && right instanceof Boolean b) {
            return a.compareTo(b);
        }
        throw new BadRow();
    }

    private static BigDecimal exact(Number number) {
        return number instanceof Long integer ? BigDecimal.valueOf(integer) : new BigDecimal((Double) number);
    }

    private @Nullable Object valueOf(Syntax.In in) {
        Object operand = evaluate(in.operand());
        boolean isUnknown = false;
        for (Syntax choice : in.choices()) {
            Object equal = compare(Syntax.BinaryOperator.EQUAL, operand, evaluate(choice));
            if (Boolean.TRUE.equals(equal)) {
                return true;
            }
            isUnknown |= equal == null;
        }
        return isUnknown ? null : (Object) false;
    }

    private @Nullable Object valueOf(Syntax.Between between) {
        Object operand = evaluate(between.operand());
        Object isHighEnough = compare(Syntax.BinaryOperator.AT_LEAST, operand, evaluate(between.low()));
        if (Boolean.FALSE.equals(isHighEnough)) {
            return false;
        }
        Object isLowEnough = compare(Syntax.BinaryOperator.AT_MOST, operand, evaluate(between.high()));
        if (Boolean.FALSE.equals(isLowEnough)) {
            return false;
        }
        return isHighEnough == null || isLowEnough == null ? null : (Object) true;
    }

    private @Nullable Object valueOf(Syntax.Case choice) {
        Object subject = choice.subject() == null ? null : evaluate(choice.subject());
        for (Syntax.When when : choice.branches()) {
            Object condition = evaluate(when.condition());
            Object holds =
                    choice.subject() == null ? condition : compare(Syntax.BinaryOperator.EQUAL, subject, condition);
            if (holds != null && bool(holds)) {
                return evaluate(when.result());
            }
        }
        return choice.otherwise() == null ? null : evaluate(choice.otherwise());
    }

    private @Nullable Object valueOf(Syntax.Call call) {
        List<Syntax> arguments = call.arguments();
        return switch (call.name()) {
            case "coalesce" -> coalesce(arguments);
            case "if" -> {
                Object condition = evaluate(arguments.get(0));
                yield evaluate(arguments.get(condition != null && bool(condition) ? 1 : 2));
            }
            case "nullif" -> {
                Object value = evaluate(arguments.get(0));
                Object other = evaluate(arguments.get(1));
                yield Boolean.TRUE.equals(compare(Syntax.BinaryOperator.EQUAL, value, other)) ? null : value;
            }
            case "abs" -> {
                Object value = evaluate(arguments.get(0));
                yield value == null ? null : absolute(number(value));
            }
            case "sqrt" -> {
                Object value = evaluate(arguments.get(0));
                yield value == null ? null : (Object) Math.sqrt(number(value).doubleValue());
            }
            default -> throw new IllegalStateException("not generated");
        };
    }

    private @Nullable Object coalesce(List<Syntax> arguments) {
        return arguments.stream()
                .map(this::evaluate)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Object absolute(Number number) {
        return number instanceof Long integer
                ? exactOr(BigInteger.valueOf(integer).abs(), Math.abs((double) integer))
                : (Object) Math.abs(number.doubleValue());
    }

    private static Number number(Object value) {
        if (value instanceof Number number) {
            return number;
        }
        throw new BadRow();
    }

    private static boolean bool(Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw new BadRow();
    }
}
