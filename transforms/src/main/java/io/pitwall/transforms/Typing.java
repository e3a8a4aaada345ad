package io.pitwall.transforms;

import io.pitwall.transforms.expression.Compiler;
import io.pitwall.transforms.expression.Scope;
import io.pitwall.transforms.expression.Syntax;
import io.pitwall.transforms.row.Columns;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;

/**
 * Tells what an expression computes from rows of one schema. The language itself mixes integers and doubles per row; a
 * schema has to say beforehand, and a nanosecond time must not become a double on the way.
 */
final class Typing implements Syntax.Visitor<ComputedType> {

    private final Schema rowSchema;

    Typing(Schema rowSchema) {
        this.rowSchema = rowSchema;
    }

    @Override
    public ComputedType literal(Syntax.Literal literal) {
        Object value = literal.value();
        if (value == null) {
            return ComputedType.NULL;
        }
        if (value instanceof Boolean) {
            return ComputedType.BOOLEAN;
        }
        if (value instanceof Long) {
            return ComputedType.LONG;
        }
        return value instanceof Double ? ComputedType.DOUBLE : ComputedType.TEXT;
    }

    @Override
    public ComputedType column(Syntax.Column column) {
        Schema schema = Schemas.at(rowSchema, column.path());
        return schema == null ? ComputedType.NULL : typeOf(schema);
    }

    private static ComputedType typeOf(Schema schema) {
        return switch (schema.type()) {
            case INT8, INT16, INT32, INT64 -> ComputedType.LONG;
            case FLOAT32, FLOAT64 -> ComputedType.DOUBLE;
            case BOOLEAN -> ComputedType.BOOLEAN;
            case STRING -> ComputedType.TEXT;
            case BYTES -> Decimal.LOGICAL_NAME.equals(schema.name()) ? typeOfDecimal(schema) : ComputedType.MIXED;
            case ARRAY, MAP, STRUCT -> ComputedType.MIXED;
        };
    }

    private static ComputedType typeOfDecimal(Schema schema) {
        return "0".equals(schema.parameters().get(Decimal.SCALE_FIELD)) ? ComputedType.LONG : ComputedType.DOUBLE;
    }

    @Override
    public ComputedType star(Syntax.Star star) {
        throw new IllegalStateException("The compiler refuses `*` inside expressions");
    }

    @Override
    public ComputedType pattern(Syntax.Pattern pattern) {
        throw new IllegalStateException("The compiler refuses patterns outside aggregates");
    }

    @Override
    public ComputedType call(Syntax.Call call) {
        List<Syntax> arguments = call.arguments();
        return switch (call.name()) {
            case "coalesce" -> anyOf(arguments);
            case "if" -> anyOf(arguments.subList(1, 3));
            case "nullif" -> type(arguments.get(0));
            case "abs", "sign", "floor", "ceil", "round" -> number(type(arguments.get(0)));
            case "least", "greatest" -> number(anyOf(arguments));
            case "length" -> ComputedType.LONG;
            default -> resultOf(call);
        };
    }

    /** As the language declares it; numbers are doubles unless known better above. */
    private static ComputedType resultOf(Syntax.Call call) {
        Columns columns = new Columns();
        return switch (new Compiler(columns, Scope.of(columns)).compile(call).type()) {
            case NUMBER -> ComputedType.DOUBLE;
            case BOOLEAN -> ComputedType.BOOLEAN;
            case TEXT -> ComputedType.TEXT;
            case ANY -> ComputedType.MIXED;
        };
    }

    @Override
    public ComputedType unary(Syntax.Unary unary) {
        return switch (unary.operator()) {
            case NEGATE -> number(type(unary.operand()));
            case NOT, IS_NULL -> ComputedType.BOOLEAN;
        };
    }

    @Override
    public ComputedType binary(Syntax.Binary binary) {
        return switch (binary.operator()) {
            case ADD, SUBTRACT, MULTIPLY, REMAINDER ->
                number(type(binary.left()).or(type(binary.right())));
            case DIVIDE -> ComputedType.DOUBLE;
            case EQUAL, NOT_EQUAL, LESS, AT_MOST, GREATER, AT_LEAST, LIKE, AND, OR -> ComputedType.BOOLEAN;
        };
    }

    @Override
    public ComputedType in(Syntax.In in) {
        return ComputedType.BOOLEAN;
    }

    @Override
    public ComputedType between(Syntax.Between between) {
        return ComputedType.BOOLEAN;
    }

    @Override
    public ComputedType choice(Syntax.Case choice) {
        Stream<Syntax> results = choice.branches().stream().map(Syntax.When::result);
        Syntax otherwise = choice.otherwise();
        return anyOf((otherwise == null ? results : Stream.concat(results, Stream.of(otherwise))).toList());
    }

    @Override
    public ComputedType cast(Syntax.Cast cast) {
        return switch (cast.target()) {
            case DOUBLE -> ComputedType.DOUBLE;
            case LONG -> ComputedType.LONG;
            case STRING -> ComputedType.TEXT;
            case BOOLEAN -> ComputedType.BOOLEAN;
        };
    }

    private ComputedType anyOf(List<Syntax> alternatives) {
        return alternatives.stream().map(this::type).reduce(ComputedType.NULL, ComputedType::or);
    }

    ComputedType type(Syntax syntax) {
        return syntax.accept(this);
    }

    /** A number of this type; where the operand is none, evaluating says so, row by row. */
    private static ComputedType number(ComputedType operand) {
        return operand == ComputedType.LONG || operand == ComputedType.NULL ? operand : ComputedType.DOUBLE;
    }
}
