package io.pitwall.transforms.expression;

import io.pitwall.transforms.expression.Function.Body;
import io.pitwall.transforms.expression.Function.Signature;
import io.pitwall.transforms.expression.Syntax.BinaryOperator;
import io.pitwall.transforms.expression.Syntax.CastTarget;
import io.pitwall.transforms.row.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Turns syntax into the steps of one program: gives every operand a slot and checks names, argument counts and types.
 *
 * <p>A mistake does not end it: it is noted, and its place is taken by a value of any type, so that one attempt finds
 * all the mistakes that are independent of each other. What must be evaluated lazily becomes a program of its own, which
 * shares columns and problems with this one.
 */
final class Lowering implements Syntax.Visitor<Operand> {

    private final Columns columns;
    private final Scope scope;
    private final List<ExpressionException> problems;
    private final TypeCheck types;
    private final List<Step> steps = new ArrayList<>();

    Lowering(Columns columns, Scope scope, List<ExpressionException> problems) {
        this.columns = columns;
        this.scope = scope;
        this.problems = problems;
        this.types = new TypeCheck(problems);
    }

    /** A program of its own for this syntax. Whatever this program has computed by then, it can read. */
    Program program(Syntax syntax) {
        Lowering own = new Lowering(columns, scope, problems);
        Operand result = own.lower(syntax);
        return new Program(own.steps, result);
    }

    Program condition(Syntax syntax) {
        Program condition = program(syntax);
        types.require(Type.BOOLEAN, condition.result(), "a condition");
        return condition;
    }

    /** A program of its own that compares what this one has computed with something else. */
    private Program comparison(BinaryOperator operator, Operand computed, Syntax other, Syntax whole) {
        Lowering own = new Lowering(columns, scope, problems);
        Operand result = own.compare(operator, computed, own.lower(other), whole);
        return new Program(own.steps, result);
    }

    private Operand lower(Syntax syntax) {
        try {
            return syntax.accept(this);
        } catch (ExpressionException problem) {
            problems.add(problem);
            return unknown(syntax);
        }
    }

    private List<Operand> lower(List<Syntax> syntaxes) {
        return syntaxes.stream().map(this::lower).toList();
    }

    /** A value that is always null, and of which nothing is known. */
    private Operand unknown(Syntax syntax) {
        return new Operand(columns.newRegister(), Type.ANY, syntax);
    }

    /** Appends the step that writes to the register it is given. */
    private Operand append(Type type, Syntax syntax, IntFunction<Step> step) {
        int register = columns.newRegister();
        steps.add(step.apply(register));
        return new Operand(register, type, syntax);
    }

    @Override
    public Operand literal(Syntax.Literal literal) {
        Object value = literal.value();
        if (value == null) {
            return unknown(literal);
        }
        Type type = value instanceof Boolean ? Type.BOOLEAN : value instanceof String ? Type.TEXT : Type.NUMBER;
        return new Operand(columns.slotOfConstant(value), type, literal);
    }

    @Override
    public Operand column(Syntax.Column column) {
        return new Operand(scope.column(column), scope.columnType(column), column);
    }

    @Override
    public Operand star(Syntax.Star star) {
        throw new ExpressionException("unexpected `*`", star.position(), "only a `select` and aggregates take it");
    }

    @Override
    public Operand pattern(Syntax.Pattern pattern) {
        throw new ExpressionException(
                "unexpected pattern `" + pattern.source() + "`",
                pattern.position(),
                "only an aggregate takes several columns");
    }

    @Override
    public Operand unary(Syntax.Unary unary) {
        Operand operand = lower(unary.operand());
        return switch (unary.operator()) {
            case NEGATE -> {
                types.require(Type.NUMBER, operand, "`-`");
                yield append(Type.NUMBER, unary, register -> new Arithmetic.Negation(operand, register));
            }
            case NOT -> {
                types.require(Type.BOOLEAN, operand, "`not`");
                yield append(Type.BOOLEAN, unary, register -> new Logic.Not(operand, register));
            }
            case IS_NULL -> append(Type.BOOLEAN, unary, register -> new Logic.IsNull(operand, register));
        };
    }

    @Override
    public Operand binary(Syntax.Binary binary) {
        Operand left = lower(binary.left());
        return switch (binary.operator()) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER -> compute(binary, left, lower(binary.right()));
            case EQUAL, NOT_EQUAL, LESS, AT_MOST, GREATER, AT_LEAST ->
                compare(binary.operator(), left, lower(binary.right()), binary);
            case LIKE ->
                apply(
                        "like",
                        Signature.of(Type.BOOLEAN, Type.TEXT, Type.TEXT),
                        TextBodies::like,
                        List.of(left, lower(binary.right())),
                        binary);
            case AND, OR -> connect(binary, left, program(binary.right()));
        };
    }

    private Operand compute(Syntax.Binary binary, Operand left, Operand right) {
        BinaryOperator operator = binary.operator();
        String user = "`" + operator.symbol() + "`";
        types.require(Type.NUMBER, left, user);
        types.require(Type.NUMBER, right, user);
        return append(Type.NUMBER, binary, register -> new Arithmetic.Operation(operator, left, right, register));
    }

    private Operand compare(BinaryOperator operator, Operand left, Operand right, Syntax whole) {
        types.requireComparable(operator, left, right, whole);
        return append(Type.BOOLEAN, whole, register -> new Comparison(operator, left, right, register));
    }

    private Operand connect(Syntax.Binary binary, Operand left, Program right) {
        String user = "`" + binary.operator().symbol() + "`";
        types.require(Type.BOOLEAN, left, user);
        types.require(Type.BOOLEAN, right.result(), user);
        boolean isAnd = binary.operator() == BinaryOperator.AND;
        return append(
                Type.BOOLEAN,
                binary,
                register -> isAnd ? new Logic.And(left, right, register) : new Logic.Or(left, right, register));
    }

    @Override
    public Operand in(Syntax.In in) {
        Operand operand = lower(in.operand());
        List<Program> comparisons = in.choices().stream()
                .map(choice -> comparison(BinaryOperator.EQUAL, operand, choice, choice))
                .toList();
        return append(Type.BOOLEAN, in, register -> new Choice.AnyTrue(comparisons, register));
    }

    @Override
    public Operand between(Syntax.Between between) {
        Operand operand = lower(between.operand());
        Operand isHighEnough = compare(BinaryOperator.AT_LEAST, operand, lower(between.low()), between);
        Program isLowEnough = comparison(BinaryOperator.AT_MOST, operand, between.high(), between);
        return append(Type.BOOLEAN, between, register -> new Logic.And(isHighEnough, isLowEnough, register));
    }

    @Override
    public Operand cast(Syntax.Cast cast) {
        return castTo(cast.target(), lower(cast.operand()), cast);
    }

    private Operand castTo(CastTarget target, Operand operand, Syntax whole) {
        Type type =
                switch (target) {
                    case DOUBLE, LONG -> Type.NUMBER;
                    case STRING -> Type.TEXT;
                    case BOOLEAN -> Type.BOOLEAN;
                };
        return append(type, whole, register -> new CastStep(target, operand, register));
    }

    @Override
    public Operand choice(Syntax.Case choice) {
        Syntax subject = choice.subject();
        Operand compared = subject == null ? null : lower(subject);
        List<Choice.Branch> branches = new ArrayList<>();
        for (Syntax.When when : choice.branches()) {
            Program condition = compared == null
                    ? condition(when.condition())
                    : comparison(BinaryOperator.EQUAL, compared, when.condition(), when.condition());
            branches.add(new Choice.Branch(condition, program(when.result())));
        }
        Syntax otherwise = choice.otherwise();
        return choose(
                branches, program(otherwise == null ? new Syntax.Literal(choice.span(), null) : otherwise), choice);
    }

    Operand ifElse(Syntax.Call call) {
        List<Syntax> arguments = call.arguments();
        Choice.Branch branch = new Choice.Branch(condition(arguments.get(0)), program(arguments.get(1)));
        return choose(List.of(branch), program(arguments.get(2)), call);
    }

    private Operand choose(List<Choice.Branch> branches, Program otherwise, Syntax whole) {
        Stream<Program> results = branches.stream().map(Choice.Branch::result);
        Type type = types.common(Stream.concat(results, Stream.of(otherwise))
                .map(Program::result)
                .toList());
        List<Choice.Branch> all = List.copyOf(branches);
        return append(type, whole, register -> new Choice.Case(all, otherwise, register));
    }

    Operand coalesce(Syntax.Call call) {
        List<Program> candidates = call.arguments().stream().map(this::program).toList();
        Type type = types.common(candidates.stream().map(Program::result).toList());
        return append(type, call, register -> new Choice.Coalesce(candidates, register));
    }

    Operand nullIf(Syntax.Call call) {
        Operand value = lower(call.arguments().get(0));
        Operand other = lower(call.arguments().get(1));
        Operand isEqual = compare(BinaryOperator.EQUAL, value, other, call);
        return append(value.type(), call, register -> new Choice.NullIf(value, isEqual, register));
    }

    /** Numbers and booleans are written out as {@code cast(... as string)} would. */
    Operand concat(Syntax.Call call) {
        List<Operand> texts = lower(call.arguments()).stream()
                .map(operand -> castTo(CastTarget.STRING, operand, operand.syntax()))
                .toList();
        return apply("concat", Signature.of(Type.TEXT, Type.TEXT), TextBodies::concat, texts, call);
    }

    @Override
    public Operand call(Syntax.Call call) {
        if (scope.isAggregate(call.name())) {
            return new Operand(scope.aggregate(call), scope.aggregateType(call), call);
        }
        Function function = Functions.named(call.name());
        if (function == null) {
            throw Functions.unknown(call, scope.aggregateNames());
        }
        if (call.filter() != null) {
            problems.add(new ExpressionException(
                    "`" + call.name() + "` is no aggregate", call.position(), "only aggregates take a filter"));
        }
        if (!function.takes(call.arguments().size())) {
            problems.add(function.wrongCount(call));
            lower(call.arguments());
            return unknown(call);
        }
        return function.form().lower(this, call);
    }

    Operand ordinary(Syntax.Call call, Signature signature, Body body) {
        return apply(call.name(), signature, body, lower(call.arguments()), call);
    }

    private Operand apply(String function, Signature signature, Body body, List<Operand> arguments, Syntax whole) {
        for (int i = 0; i < arguments.size(); i++) {
            types.require(signature.parameter(i), arguments.get(i), "`" + function + "`");
        }
        return append(
                signature.result(), whole, register -> new CallStep(function, signature, body, arguments, register));
    }
}
